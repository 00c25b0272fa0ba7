using System.Text.Json.Nodes;

namespace FamilyPortal.Shared.Plans.Document;

/// <summary>Takes items out of a stored version. The answers to them are elsewhere and stay for workers.</summary>
internal static class PlanErasure
{
    /// <summary>
    /// The document without the items that have these ids, and without the goals' and scales' links to them.
    /// <see cref="PlanReader.ReadStored"/> reads what it gives.
    /// </summary>
    /// <returns>The new text, or null where the document has none of the items.</returns>
    public static byte[]? WithoutItems(ReadOnlySpan<byte> utf8, IReadOnlySet<string> ids)
    {
        var document = JsonNode.Parse(utf8)!;
        var plan = document["plan"]!.AsObject();
        var erased = false;
        foreach (var list in Enum.GetValues<PlanList>().Where(l => l != PlanList.People))
        {
            if (plan[list.WireName()] is JsonArray items)
                erased |= items.RemoveAll(item => ids.Contains(item!["id"]!.GetValue<string>())) > 0;
        }

        if (!erased)
            return null;

        RemoveLinks(plan[PlanList.Goals.WireName()], "worries", ids);
        RemoveLinks(plan[PlanList.Scales.WireName()], "goals", ids);
        return System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(document);
    }

    private static void RemoveLinks(JsonNode? items, string member, IReadOnlySet<string> ids)
    {
        foreach (var item in items as JsonArray ?? [])
            (item![member] as JsonArray)?.RemoveAll(id => ids.Contains(id!.GetValue<string>()));
    }
}
