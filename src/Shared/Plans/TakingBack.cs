using System.Text;
using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Conversations;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Plans;

/// <summary>Erases items that should never have been shown: from every stored version, from messages not yet sent, and from what the helper said.</summary>
internal static class TakingBack
{
    /// <summary>The <see cref="KnownId.List"/> of an id that was taken back before the portal ever had its item.</summary>
    public const string NeverHad = "TakenBack";

    /// <summary>An id the family never had changes nothing, but never comes into use either.</summary>
    public static async Task ApplyAsync(Store store, Family family, IEnumerable<string> itemIds, string actor, DateTimeOffset now, CancellationToken cancel)
    {
        var ids = itemIds.Distinct().ToList();
        var rows = await store.KnownIds.Where(k => k.FamilyId == family.Id && ids.Contains(k.ItemId)).ToListAsync(cancel);
        store.KnownIds.AddRange(ids.Except(rows.Select(k => k.ItemId)).Select(id => new KnownId { FamilyId = family.Id, ItemId = id, List = NeverHad, TakenBackAt = now }));
        await store.SaveChangesAsync(cancel);

        var known = rows.Where(k => k.TakenBackAt is null && k.List != "People").ToList();
        if (known.Count == 0) return;

        var versions = await store.PlanVersions.Where(v => v.FamilyId == family.Id).ToListAsync(cancel);
        foreach (var item in known)
        {
            item.TakenBackAt = now;
            store.AuditEntries.Add(new() { FamilyId = family.Id, Id = Guid.CreateVersion7(now), At = now, Actor = actor, Action = AuditActions.TakenBack, Target = item.ItemId });
        }
        var erased = known.Select(k => k.ItemId).ToHashSet();
        foreach (var version in versions)
            if (PlanErasure.WithoutItems(Encoding.UTF8.GetBytes(version.Document), erased) is { } rest)
                version.Document = Encoding.UTF8.GetString(rest);
        await store.OutgoingTexts.Where(t => t.FamilyId == family.Id && t.ItemId != null && erased.Contains(t.ItemId) && t.SentAt == null && t.DroppedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.DroppedAt, now).SetProperty(t => t.Outcome, "taken-back"), cancel);
        await ConversationErasure.EraseAsync(store, family.Id, erased, cancel);
        family.ErasureStamp++;
        await store.SaveChangesAsync(cancel);
    }
}
