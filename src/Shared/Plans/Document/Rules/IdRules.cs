using FamilyPortal.Shared.Plans.Document.Reading;

namespace FamilyPortal.Shared.Plans.Document;

/// <summary>duplicate-id, unknown-item, replaces and taken-back within one document.</summary>
internal static class IdRules
{
    public static void Check(PlanDocument document, Faults faults)
    {
        var people = document.People.Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        var items = document.Items().Select(i => i.Item.Id).ToHashSet(StringComparer.Ordinal);

        Duplicates(document, faults);
        UnknownItems(document, faults);
        foreach (var placed in document.Items())
        {
            if (placed.Item.Replaces is not { } replaced)
                continue;
            if (items.Contains(replaced))
                faults.AddRule("replaces", placed.Pointer + "/replaces", "ReplacesPresent");
            else if (people.Contains(replaced))
                faults.AddRule("replaces", placed.Pointer + "/replaces", "ReplacesPerson");
        }

        for (var i = 0; i < document.Plan.TakenBack.Count; i++)
        {
            if (items.Contains(document.Plan.TakenBack[i].Id))
                faults.AddRule("taken-back", $"/plan/takenBack/{i}/id", "TakenBackPresent");
        }
    }

    private static void Duplicates(PlanDocument document, Faults faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < document.People.Count; i++)
        {
            if (!seen.Add(document.People[i].Id))
                faults.AddRule("duplicate-id", $"/people/{i}/id", "DuplicateId");
        }

        foreach (var placed in document.Items())
        {
            if (!seen.Add(placed.Item.Id))
                faults.AddRule("duplicate-id", placed.Pointer + "/id", "DuplicateId");
        }
    }

    private static void UnknownItems(PlanDocument document, Faults faults)
    {
        var worries = document.Plan.Worries.Select(w => w.Id).ToHashSet(StringComparer.Ordinal);
        var goals = document.Plan.Goals.Select(g => g.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var placed in document.Items())
        {
            switch (placed.Item)
            {
                case Goal goal:
                    Unknown(goal.Worries, worries, placed.Pointer + "/worries", "UnknownWorry", faults);
                    break;
                case Scale scale:
                    Unknown(scale.Goals, goals, placed.Pointer + "/goals", "UnknownGoal", faults);
                    break;
            }
        }
    }

    private static void Unknown(IReadOnlyList<string> ids, HashSet<string> known, string pointer, string text, Faults faults)
    {
        for (var i = 0; i < ids.Count; i++)
        {
            if (!known.Contains(ids[i]))
                faults.AddRule("unknown-item", $"{pointer}/{i}", text);
        }
    }
}
