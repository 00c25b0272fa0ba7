using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Languages;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting;
using FamilyPortal.Shared.Texting.Inbound;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families;

/// <summary>What became of a new code word.</summary>
public enum CodeWordFault
{
    None,

    /// <summary>Too short, too long, or of characters that nobody can say.</summary>
    NotAWord,
}

/// <summary>
/// A person's own choices. What they say of texts and of the code word is told to the worker's record with the change, in the same
/// transaction; how their pages look is theirs alone.
/// </summary>
public sealed class FamilyPreferences
{
    /// <summary>Letters of a code word.</summary>
    public const int ShortestWord = 3;

    public const int LongestWord = 30;

    private readonly StoreFactory _stores;
    private readonly TextConsent _consent;
    private readonly FeedSignal _feed;
    private readonly TimeProvider _clock;

    internal FamilyPreferences(StoreFactory stores, TextConsent consent, FeedSignal feed, TimeProvider clock) => (_stores, _consent, _feed, _clock) = (stores, consent, feed, clock);

    /// <summary>Whether they have a code word. The word itself is for workers: whoever looks over a shoulder must not learn it.</summary>
    public async Task<bool> HasCodeWordAsync(FamilyViewer viewer, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await store.Preferences.AnyAsync(q => q.FamilyId == viewer.FamilyId && q.PersonId == viewer.PersonId && q.CodeWord != null, cancel);
    }

    /// <summary>Stores what was chosen. A language that the pages do not speak, and half a pair of hours, count as no choice.</summary>
    /// <param name="texts">False: as if they had sent STOP. True takes only that back: never what others set. Null leaves it.</param>
    public Task SaveAsync(FamilyViewer viewer, Preferences chosen, bool? texts, CancellationToken cancel = default) => ChangeAsync(viewer, row =>
    {
        var hasHours = chosen is { TextsFrom: { } from, TextsUntil: { } until } && from != until;
        row.Language = InterfaceLanguages.Find(chosen.Language)?.Tag;
        row.Size = chosen.Size;
        row.CalmColours = chosen.CalmColours;
        row.EndsSoon = chosen.EndsSoon;
        (row.TextsFrom, row.TextsUntil) = hasHours ? (chosen.TextsFrom, chosen.TextsUntil) : (null, null);
    }, texts, cancel);

    /// <summary>Sets the code word, or takes it away. The words must have been checked for danger before.</summary>
    public async Task<CodeWordFault> SetCodeWordAsync(FamilyViewer viewer, string? word, CancellationToken cancel = default)
    {
        word = word is null ? null : string.Join(' ', word.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (word is not null && (word.Length > LongestWord || word.Count(char.IsLetter) < ShortestWord || !word.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '\'' or '\u2019' || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark)))
            return CodeWordFault.NotAWord;
        await ChangeAsync(viewer, row => row.CodeWord = word, null, cancel);
        return CodeWordFault.None;
    }

    private async Task ChangeAsync(FamilyViewer viewer, Action<PersonPreferences> change, bool? texts, CancellationToken cancel)
    {
        var (family, now) = (viewer.State.Family, _clock.GetUtcNow());
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        // Two forms at once: one after the other, so that each tells the record what it changed.
        await store.LockFamilyAsync(family.Id, cancel);
        var row = await store.Preferences.SingleOrDefaultAsync(q => q.FamilyId == family.Id && q.PersonId == viewer.PersonId, cancel);
        var before = (Chosen: PersonPreferences.Of(row), row?.CodeWord);
        if (row is null) store.Preferences.Add(row = new() { FamilyId = family.Id, PersonId = viewer.PersonId });
        change(row);
        var after = (row.Chosen, row.CodeWord);
        var isChanged = before != after;
        var self = new Addressee(viewer.Person, viewer.Membership, [.. await store.Restrictions.AsNoTracking().Where(r => r.FamilyId == family.Id && r.PersonId == viewer.PersonId && r.LiftedAt == null).ToListAsync(cancel)]);
        var isSwitched = texts switch
        {
            false => await _consent.StopAsync(store, Guid.NewGuid(), self, viewer.With?.Actor, cancel),
            true => await _consent.StartAsync(store, self, viewer.With?.Actor, cancel),
            null => false,
        };
        if (!isChanged && !isSwitched) return;
        if (isChanged)
        {
            row.ChangedAt = now;
            store.AuditEntries.Add(new() { FamilyId = family.Id, Id = Guid.CreateVersion7(now), At = now, Actor = $"person:{viewer.PersonId}", With = viewer.With?.Actor, Action = AuditActions.PreferencesChanged, Target = viewer.PersonId });
        }
        await store.SaveChangesAsync(cancel);
        var isToldRecord = isSwitched || before.CodeWord != after.CodeWord || (before.Chosen.TextsFrom, before.Chosen.TextsUntil) != (row.TextsFrom, row.TextsUntil);
        if (isToldRecord)
        {
            var isStopped = isSwitched ? texts is false : self.HasStopped;
            await RecordOutbox.AppendAsync(store, family, Guid.CreateVersion7(now), PreferencesRecord.EventType, now, PreferencesRecord.Of(family, viewer, row, !isStopped, now), cancel);
        }
        await transaction.CommitAsync(cancel);
        if (isToldRecord) _feed.Ring();
    }
}
