using System.Text.Json.Nodes;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Conversations;

/// <summary>Takes words that were made from items of a plan out of conversations. What the person said themselves is theirs and stays.</summary>
internal static class ConversationErasure
{
    /// <summary>What is left: who answered what, in which place.</summary>
    private static readonly string[] Kept = ["type", "from", "textFormat", "replyToId"];

    /// <summary>The caller saves.</summary>
    public static async Task EraseAsync(Store store, Guid family, IReadOnlySet<string> items, CancellationToken cancel)
    {
        foreach (var activity in await store.ConversationActivities.Where(a => a.FamilyId == family && a.MadeFrom.Count > 0).ToListAsync(cancel))
        {
            if (activity.MadeFrom.Exists(items.Contains)) activity.Json = WithoutWords(activity.Json);
        }
    }

    /// <summary>
    /// For words that were on their way while their items were taken back: holds up a taking back until the caller's transaction
    /// ends, so that either it finds them or they find it.
    /// </summary>
    public static async Task<string> WithoutErasedAsync(Store store, Guid family, List<string> madeFrom, string json, CancellationToken cancel)
    {
        if (madeFrom.Count == 0) return json;
        await store.Families.Where(f => f.Id == family).ExecuteUpdateAsync(set => set.SetProperty(f => f.ErasureStamp, f => f.ErasureStamp), cancel);
        return await store.KnownIds.AnyAsync(k => k.FamilyId == family && madeFrom.Contains(k.ItemId) && k.TakenBackAt != null, cancel) ? WithoutWords(json) : json;
    }

    private static string WithoutWords(string activity)
    {
        var json = JsonNode.Parse(activity)!.AsObject();
        foreach (var member in json.Select(m => m.Key).Except(Kept).ToList()) json.Remove(member);
        return json.ToJsonString();
    }
}
