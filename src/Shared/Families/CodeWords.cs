using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting.Inbound;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families;

/// <summary>The word by which a person knows a worker who rings.</summary>
internal static class CodeWords
{
    /// <summary>Those that count now, by plan person id: for staff of the family who ring, and nobody else.</summary>
    public static Task<Dictionary<string, string>> OfFamilyAsync(Store store, Guid familyId, CancellationToken cancel) =>
        store.Preferences.Where(q => q.FamilyId == familyId && q.CodeWord != null).ToDictionaryAsync(q => q.PersonId, q => q.CodeWord!, cancel);

    /// <summary>
    /// The person was signed out everywhere: whoever had their phone may have chosen the word, or seen it typed. Workers and their
    /// record are told not to say it any more. Only of this family: the word of another tells its workers nothing. The caller has a transaction
    /// and the family's lock.
    /// </summary>
    public static async Task VoidAsync(Store store, Guid familyId, string personId, DateTimeOffset now, CancellationToken cancel)
    {
        var own = store.Preferences.Where(q => q.FamilyId == familyId && q.PersonId == personId);
        var isVoided = await own.Where(q => q.CodeWord != null)
            .ExecuteUpdateAsync(set => set.SetProperty(q => q.CodeWord, (string?)null).SetProperty(q => q.CodeWordVoidAt, now).SetProperty(q => q.ChangedAt, now), cancel) > 0;
        if (!isVoided) return;
        var row = await own.AsNoTracking().SingleAsync(cancel);
        var family = await store.Families.AsNoTracking().SingleAsync(f => f.Id == familyId, cancel);
        var name = await store.People.Where(p => p.FamilyId == familyId && p.PersonId == personId).Select(p => p.Name).SingleAsync(cancel);
        var restrictions = await store.Restrictions.AsNoTracking().Where(r => r.FamilyId == familyId && r.PersonId == personId && r.LiftedAt == null).ToListAsync(cancel);
        var record = PreferencesRecord.Of(family, new(personId, name, false), null, row, !restrictions.Any(TextConsent.IsStop), now) with { CodeWordVoid = true };
        await RecordOutbox.AppendAsync(store, family, Guid.CreateVersion7(now), PreferencesRecord.EventType, now, record, cancel);
    }
}
