using FamilyPortal.Shared.Plans.Document.Reading;

namespace FamilyPortal.Shared.Plans.Document;

/// <summary>moved, taken-back and replaces against the earlier versions.</summary>
internal static class HistoryRules
{
    public static void Check(PlanDocument document, PlanHistory history, Faults faults)
    {
        for (var i = 0; i < document.People.Count; i++)
        {
            if (LivedElsewhere(document.People[i].Id, PlanList.People, history))
                faults.AddRule("moved", $"/people/{i}/id", "Moved");
        }

        foreach (var placed in document.Items())
        {
            if (history.TakenBack.Contains(placed.Item.Id))
                faults.AddRule("taken-back", placed.Pointer + "/id", "TakenBackReturns");
            if (LivedElsewhere(placed.Item.Id, placed.List, history))
                faults.AddRule("moved", placed.Pointer + "/id", "Moved");
            if (placed.Item.Replaces is { } replaced
                && document.Person(replaced) is null
                && history.KnownIds.TryGetValue(replaced, out var list) && list == PlanList.People)
                faults.AddRule("replaces", placed.Pointer + "/replaces", "ReplacesPerson");
        }
    }

    private static bool LivedElsewhere(string id, PlanList list, PlanHistory history) =>
        history.KnownIds.TryGetValue(id, out var known) && known != list;
}
