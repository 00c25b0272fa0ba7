using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families.Sheets;

/// <summary>A code from a sheet that was right.</summary>
/// <param name="Sheet">Ask <see cref="SheetCodes.StandsAsync"/> of it at every later step.</param>
public sealed record ProvenSheet(SignInCandidate Candidate, Guid Sheet);

/// <summary>
/// What Identity may ask about a code from a printed sheet: a first factor that needs no phone, and so is good for people to
/// whom nothing may be sent. Each code opens once.
/// </summary>
public sealed class SheetCodes
{
    /// <summary>Codes on a sheet.</summary>
    public const int OnASheet = 10;

    /// <summary>Wrong second halves after which a code is no longer good.</summary>
    public const int Tries = 5;

    internal const int SelectorLength = 5;
    internal const int Length = 10;

    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal SheetCodes(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>
    /// Uses up the code, and gives the membership that it opens. Null, after the same work, for one that is not right, was used
    /// or ended, and for a person who may not look.
    /// </summary>
    public async Task<ProvenSheet?> TryAsync(string? typed, CancellationToken cancel = default)
    {
        var code = HumanCode.Read(typed, Length) ?? new string('0', Length);
        var (selector, secret) = (code[..SelectorLength], code[SelectorLength..]);
        var now = _clock.GetUtcNow();
        await using var store = _stores.Create();
        // Counted before it is checked, in one statement: guesses in parallel cannot share a try.
        var counted = await store.SheetCodes
            .Where(c => c.Selector == selector && c.UsedAt == null && c.Tries < Tries && store.CodeSheets.Any(s => s.FamilyId == c.FamilyId && s.Id == c.SheetId && s.EndedAt == null))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Tries, c => c.Tries + 1), cancel);
        var row = await (
            from c in store.SheetCodes
            join s in store.CodeSheets on new { c.FamilyId, Id = c.SheetId } equals new { s.FamilyId, s.Id }
            join m in store.Memberships on new { s.FamilyId, s.PersonId } equals new { m.FamilyId, m.PersonId }
            join p in store.People on new { s.FamilyId, s.PersonId } equals new { p.FamilyId, p.PersonId }
            where c.Selector == selector
            select new { c, m, p, Restrictions = store.Restrictions.Where(r => r.FamilyId == p.FamilyId && r.LiftedAt == null).ToList() }).AsNoTracking().SingleOrDefaultAsync(cancel);
        var hash = counted == 1 ? row?.c.Hash : null;
        var right = SlowHash.Matches(hash, secret);
        if (!right || !Standing.Of(row!.p, row.m, row.Restrictions, UkTime.Day(now)).MayLook) return null;

        // Of two uses at once one counts; a sheet that was ended meanwhile opens nothing.
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        var used = await store.SheetCodes
            .Where(c => c.Selector == selector && c.UsedAt == null && store.CodeSheets.Any(s => s.FamilyId == c.FamilyId && s.Id == c.SheetId && s.EndedAt == null))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now), cancel);
        if (used == 0) return null;
        store.AuditEntries.Add(new() { FamilyId = row.m.FamilyId, Id = Guid.CreateVersion7(now), At = now, Actor = $"person:{row.m.PersonId}", Action = AuditActions.SheetCodeUsed, Target = row.c.SheetId.ToString() });
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new(new(row.m.Key, row.m.Subject), row.c.SheetId);
    }

    /// <summary>Whether the sheet was neither replaced nor stopped.</summary>
    public async Task<bool> StandsAsync(Guid sheet, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await store.CodeSheets.AnyAsync(s => s.Id == sheet && s.EndedAt == null, cancel);
    }
}
