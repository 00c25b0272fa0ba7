using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.Sheets;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>A person's sheet of codes as the worker sees it.</summary>
/// <param name="Left">Codes that were not used yet.</param>
public sealed record DeskSheet(DateTimeOffset PrintedAt, string? PrintedBy, int Left);

/// <summary>Sheets of one-time codes for people without a phone, or with one that is not safe.</summary>
public sealed class SheetDesk
{
    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal SheetDesk(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>The sheet that counts; null where there is none.</summary>
    public async Task<DeskSheet?> SheetAsync(StaffViewer viewer, string personHandle, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        if (await store.PersonAsync(viewer, personHandle, cancel) is not { } person) return null;
        var sheet = await store.CodeSheets.AsNoTracking().Where(s => s.FamilyId == person.FamilyId && s.PersonId == person.PersonId && s.EndedAt == null)
            .Select(s => new
            {
                s.PrintedAt,
                s.PrintedBy,
                Left = store.SheetCodes.Count(c => c.FamilyId == s.FamilyId && c.SheetId == s.Id && c.UsedAt == null && c.Tries < SheetCodes.Tries),
            }).SingleOrDefaultAsync(cancel);
        if (sheet is null) return null;
        var by = await store.Staff.Where(s => s.AuthorityId == viewer.AuthorityId).ToDictionaryAsync(s => $"staff:{s.Id}", s => s.Name, cancel);
        return new(sheet.PrintedAt, by.GetValueOrDefault(sheet.PrintedBy), sheet.Left);
    }

    /// <summary>
    /// A new sheet; the one before is over. The codes are here this once: only hashes are kept. Null for somebody who was not
    /// invited, who would have no word to go with it, and where the viewer may let nobody in.
    /// </summary>
    public async Task<IReadOnlyList<string>?> PrintAsync(StaffViewer viewer, string personHandle, CancellationToken cancel = default)
    {
        if (!viewer.MayLetIn) return null;
        // The slow hashes first: nobody waits for a lock meanwhile.
        var codes = Enumerable.Range(0, SheetCodes.OnASheet).Select(_ => HumanCode.New(SheetCodes.Length)).DistinctBy(Selector).ToDictionary(c => c, c => SlowHash.Of(c[SheetCodes.SelectorLength..]));
        var selectors = codes.Keys.Select(Selector).ToList();
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        await store.LockFamilyAsync(viewer.FamilyId, cancel);
        if (await store.PersonAsync(viewer, personHandle, cancel) is not { } person || await store.MembershipAsync(person, cancel) is null) return null;
        if (codes.Count < SheetCodes.OnASheet || await store.SheetCodes.AnyAsync(c => selectors.Contains(c.Selector), cancel))
        {
            await transaction.RollbackAsync(cancel);
            return await PrintAsync(viewer, personHandle, cancel);
        }
        var now = _clock.GetUtcNow();
        await EndAsync(store, person, now, cancel);
        var sheet = new CodeSheet { FamilyId = person.FamilyId, Id = Guid.CreateVersion7(now), PersonId = person.PersonId, PrintedAt = now, PrintedBy = viewer.Actor };
        store.CodeSheets.Add(sheet);
        store.SheetCodes.AddRange(codes.Select(c => new SheetCode { FamilyId = person.FamilyId, Selector = Selector(c.Key), SheetId = sheet.Id, Hash = c.Value }));
        DeskAudit.Add(store, viewer, _clock, AuditActions.SheetPrinted, person.PersonId);
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return [.. codes.Keys.Select(c => $"{Selector(c)}-{c[SheetCodes.SelectorLength..]}")];
    }

    private static string Selector(string code) => code[..SheetCodes.SelectorLength];

    /// <summary>Ends the sheet: no code of it opens anything from now on, and what one opened is over. False where there is none.</summary>
    public async Task<bool> WithdrawAsync(StaffViewer viewer, string personHandle, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        await store.LockFamilyAsync(viewer.FamilyId, cancel);
        var now = _clock.GetUtcNow();
        if (await store.PersonAsync(viewer, personHandle, cancel) is not { } person || !await EndAsync(store, person, now, cancel)) return false;
        await AccountTies.SignOutAsync(store, person, viewer.Actor, AuditActions.SheetWithdrawn, now, cancel);
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private static async Task<bool> EndAsync(Store store, Person person, DateTimeOffset now, CancellationToken cancel)
    {
        var sheets = await store.CodeSheets.Where(s => s.FamilyId == person.FamilyId && s.PersonId == person.PersonId && s.EndedAt == null).ToListAsync(cancel);
        foreach (var sheet in sheets) sheet.EndedAt = now;
        return sheets.Count > 0;
    }
}
