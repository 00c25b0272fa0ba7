using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting;
using FamilyPortal.Shared.Texting.Inbound;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families;

/// <summary>Why not all of a choice was stored.</summary>
public enum ChoiceFault
{
    None,

    /// <summary>A code word that is too short, too long, or of characters that nobody can say.</summary>
    NotAWord,

    /// <summary>Too many changes in an hour.</summary>
    TooMany,

    /// <summary>On a worker's device, where nothing is made less strict.</summary>
    OnlyStricter,
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

    /// <summary>So many changes of one person in an hour are more than anybody makes: each is an audit entry, and most are one of the record.</summary>
    internal const int MostInAnHour = 30;

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

    /// <summary>Stores what they chose otherwise than their page showed it. A language that the pages do not speak, and half a pair of hours, count as no choice.</summary>
    public Task<ChoiceFault> SaveAsync(FamilyViewer viewer, OwnChoices shown, OwnChoices chosen, CancellationToken cancel = default) =>
        ChangeAsync(viewer, now => now with { Choices = now.Choices.Changed(shown.Known(), chosen.Known()) }, cancel);

    /// <summary>STOP and START by a button of their own; nothing else of their choices changes.</summary>
    public Task<ChoiceFault> SwitchTextsAsync(FamilyViewer viewer, bool texts, CancellationToken cancel = default) =>
        ChangeAsync(viewer, now => now with { Choices = now.Choices with { Texts = texts } }, cancel);

    /// <summary>Sets the code word, or takes it away. The words must have been checked for danger before.</summary>
    public async Task<ChoiceFault> SetCodeWordAsync(FamilyViewer viewer, string? word, CancellationToken cancel = default)
    {
        word = word is null ? null : string.Join(' ', word.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (word is not null && (word.Length > LongestWord || word.Count(char.IsLetter) < ShortestWord || !word.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '\'' or '\u2019' || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark)))
            return ChoiceFault.NotAWord;
        return await ChangeAsync(viewer, now => now with { CodeWord = word }, cancel);
    }

    /// <summary>Stores as much of it as may be; where that is nothing, nobody is told of anything.</summary>
    private async Task<ChoiceFault> ChangeAsync(FamilyViewer viewer, Func<Chosen, Chosen> change, CancellationToken cancel)
    {
        var (family, now) = (viewer.State.Family, _clock.GetUtcNow());
        await using var store = _stores.Create();
        var isTooMany = await BrakeCounts.CountAsync(store, $"choices:{family.Id:n}:{viewer.PersonId}", TimeSpan.FromHours(1), now, cancel) > MostInAnHour;
        // To turn texts off always works: somebody may be reading their phone now. All else waits, and holds nobody's lock.
        if (isTooMany && (viewer.StoppedTexts || change(new(viewer.Choices, null)).Choices.Texts)) return ChoiceFault.TooMany;

        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        // Two forms at once: one after the other, so that each tells the record what it changed.
        await store.LockFamilyAsync(family.Id, cancel);
        var row = await store.Preferences.SingleOrDefaultAsync(q => q.FamilyId == family.Id && q.PersonId == viewer.PersonId, cancel);
        var self = new Addressee(viewer.Person, viewer.Membership, [.. await store.Restrictions.AsNoTracking().Where(r => r.FamilyId == family.Id && r.PersonId == viewer.PersonId && r.LiftedAt == null).ToListAsync(cancel)]);
        var before = new Chosen(new(PersonPreferences.Of(row), !self.HasStopped), row?.CodeWord);
        var wanted = change(before);
        var after = isTooMany ? before with { Choices = before.Choices with { Texts = false } }
            : viewer.With is not null ? before with { Choices = wanted.Choices.NoLooserThan(before.Choices) }
            : wanted;
        if (after != before)
        {
            var isTold = await StoreAsync(store, viewer, self, row, before, after, now, cancel);
            await transaction.CommitAsync(cancel);
            if (isTold) _feed.Ring();
        }
        return after == wanted ? ChoiceFault.None : isTooMany ? ChoiceFault.TooMany : ChoiceFault.OnlyStricter;
    }

    /// <summary>Whether the record is told.</summary>
    private async Task<bool> StoreAsync(Store store, FamilyViewer viewer, Addressee self, PersonPreferences? row, Chosen before, Chosen after, DateTimeOffset now, CancellationToken cancel)
    {
        var family = viewer.State.Family;
        if (row is null) store.Preferences.Add(row = new() { FamilyId = family.Id, PersonId = viewer.PersonId });
        if (before.Choices.Texts && !after.Choices.Texts) await _consent.StopAsync(store, Guid.NewGuid(), self, viewer.With?.Actor, cancel);
        if (!before.Choices.Texts && after.Choices.Texts) await _consent.StartAsync(store, self, viewer.With?.Actor, cancel);
        if (before != after with { Choices = after.Choices with { Texts = before.Choices.Texts } })
        {
            row.Take(after.Choices.Preferences);
            if (row.CodeWord != after.CodeWord) (row.CodeWord, row.CodeWordVoidAt) = (after.CodeWord, null);
            row.ChangedAt = now;
            store.AuditEntries.Add(new() { FamilyId = family.Id, Id = Guid.CreateVersion7(now), At = now, Actor = $"person:{viewer.PersonId}", With = viewer.With?.Actor, Action = AuditActions.PreferencesChanged, Target = viewer.PersonId });
        }
        await store.SaveChangesAsync(cancel);
        if (before.Told == after.Told) return false;
        await RecordOutbox.AppendAsync(store, family, Guid.CreateVersion7(now), PreferencesRecord.EventType, now,
            PreferencesRecord.Of(family, new(viewer.PersonId, viewer.Name, false), viewer.WithName, row, after.Choices.Texts, now), cancel);
        return true;
    }

    private sealed record Chosen(OwnChoices Choices, string? CodeWord)
    {
        /// <summary>What of it the record is told.</summary>
        public (bool, (TimeOnly, TimeOnly)?, string?) Told => (Choices.Texts, Choices.Preferences.TextHours, CodeWord);
    }
}
