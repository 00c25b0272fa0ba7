using FamilyPortal.Shared.Plans.Comparing;

namespace FamilyPortal.Shared.Plans.Document;

/// <summary>One family's whole plan as the worker's record sent it: format family-plan/1, already checked against its schema.</summary>
internal sealed record PlanDocument
{
    public required string Authority { get; init; }

    public required FamilyHeader Family { get; init; }

    public required IReadOnlyList<PlanPerson> People { get; init; }

    public required Plan Plan { get; init; }

    /// <summary>By item id, of a stored version: see <see cref="Comparing.OldTranslations"/>.</summary>
    public IReadOnlySet<(string ItemId, OldTranslation Words)> OldTranslations { get; init; } = System.Collections.Immutable.ImmutableHashSet<(string, OldTranslation)>.Empty;

    /// <summary>Of a stored version: see <see cref="Comparing.OtherWords"/>. Nothing of a first version.</summary>
    public IReadOnlySet<(string ItemId, int Version)> OtherWords { get; init; } = System.Collections.Frozen.FrozenSet<(string, int)>.Empty;

    /// <summary>Whether an answer given to this version of the plan is about other words than the item has now.</summary>
    public bool HasOtherWords(string itemId, int answeredVersion) => OtherWords.Contains((itemId, answeredVersion));

    /// <summary>The person with this id, matched letter for letter, or null.</summary>
    public PlanPerson? Person(string id) => People.FirstOrDefault(p => string.Equals(p.Id, id, StringComparison.Ordinal));

    /// <summary>Every item, list by list in the order of the format and in the document's order within each list.</summary>
    public IEnumerable<PlacedItem> Items()
    {
        foreach (var (list, items) in Plan.Lists())
        {
            for (var i = 0; i < items.Count; i++)
                yield return new PlacedItem(list, i, items[i]);
        }
    }
}

/// <summary>What the plan says about the family as a whole. Only name and approach are for readers; the rest is for workers.</summary>
internal sealed record FamilyHeader(string RecordRef, string Name, FamilyService Service, string Approach);

/// <summary>The part of the service a plan belongs to. Workers only.</summary>
internal enum FamilyService
{
    EarlyHelp,
    ChildInNeed,
    ChildProtection,
    LookedAfter,
    FosteringAdoption,
    Disability,
    School,
    Health,
    ThirdSector,
}

/// <summary>The plan itself. Order within a list is the order in which to show it.</summary>
internal sealed record Plan
{
    public required int Version { get; init; }

    public required DateOnly AgreedOn { get; init; }

    public required DateOnly ReviewOn { get; init; }

    public IReadOnlyList<SummaryItem> Summary { get; init; } = [];

    public IReadOnlyList<WorkingWellItem> WorkingWell { get; init; } = [];

    public IReadOnlyList<Worry> Worries { get; init; } = [];

    public IReadOnlyList<Goal> Goals { get; init; } = [];

    public IReadOnlyList<BottomLine> BottomLines { get; init; } = [];

    public IReadOnlyList<Stage> Trajectory { get; init; } = [];

    public IReadOnlyList<NextStep> NextSteps { get; init; } = [];

    public IReadOnlyList<NetworkRole> Network { get; init; } = [];

    public IReadOnlyList<IfThingsGoWrong> IfThingsGoWrong { get; init; } = [];

    public IReadOnlyList<Scale> Scales { get; init; } = [];

    public IReadOnlyList<Meeting> Meetings { get; init; } = [];

    public IReadOnlyList<StoryPage> WordsAndPictures { get; init; } = [];

    public IReadOnlyList<TakenBack> TakenBack { get; init; } = [];

    public IEnumerable<(PlanList List, IReadOnlyList<PlanItem> Items)> Lists() =>
    [
        (PlanList.Summary, Summary),
        (PlanList.WorkingWell, WorkingWell),
        (PlanList.Worries, Worries),
        (PlanList.Goals, Goals),
        (PlanList.BottomLines, BottomLines),
        (PlanList.Trajectory, Trajectory),
        (PlanList.NextSteps, NextSteps),
        (PlanList.Network, Network),
        (PlanList.IfThingsGoWrong, IfThingsGoWrong),
        (PlanList.Scales, Scales),
        (PlanList.Meetings, Meetings),
        (PlanList.WordsAndPictures, WordsAndPictures),
    ];
}

/// <summary>An item of an earlier version that should never have been shown: its words are erased everywhere.</summary>
internal sealed record TakenBack(string Id, DateOnly On, string? Note);

/// <summary>An item and where in the document it stands.</summary>
internal sealed record PlacedItem(PlanList List, int Index, PlanItem Item)
{
    /// <summary>The JSON Pointer of the item in its document.</summary>
    public string Pointer => $"/plan/{List.WireName()}/{Index}";
}
