using System.Text.Json;

namespace FamilyPortal.Shared.Plans.Document;

/// <summary>
/// The lists that an id can live in. An id stays in its list in every version, so people count as a list too.
/// The names are stored: never rename one.
/// </summary>
internal enum PlanList
{
    People,
    Summary,
    WorkingWell,
    Worries,
    Goals,
    BottomLines,
    Trajectory,
    NextSteps,
    Network,
    IfThingsGoWrong,
    Scales,
    Meetings,
    WordsAndPictures,
}

internal static class PlanLists
{
    private static readonly string[] WireNames =
        [.. Enum.GetNames<PlanList>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>The member of family-plan/1 that holds this list: <c>workingWell</c>.</summary>
    public static string WireName(this PlanList list) => WireNames[(int)list];

    /// <summary>The list with this name, or null.</summary>
    public static PlanList? FromWireName(string name) => Array.IndexOf(WireNames, name) is >= 0 and var i ? (PlanList)i : null;
}
