namespace FamilyPortal.Shared.Plans.Document;

/// <summary>What the portal holds of a family's earlier versions: as much as the rules need.</summary>
/// <param name="KnownIds">Every id that any version used, and the list it lived in.</param>
/// <param name="TakenBack">Every id that was ever taken back.</param>
/// <param name="Version">The version in force; null: none yet.</param>
/// <param name="ContentHash">The hash of the version in force, as it was received (see <see cref="PlanContentHash"/>).</param>
internal sealed record PlanHistory(
    IReadOnlyDictionary<string, PlanList> KnownIds,
    IReadOnlySet<string> TakenBack,
    int? Version,
    string? ContentHash)
{
    /// <summary>Of a family whose plan comes for the first time.</summary>
    public static readonly PlanHistory None = new(new Dictionary<string, PlanList>(), new HashSet<string>(), null, null);
}

/// <summary>What is to be done with a document.</summary>
/// <param name="Refusal">Why it is refused; null: it is accepted.</param>
/// <param name="Unchanged">It is the version held, with the same content: accepted, and nothing changes.</param>
internal sealed record PlanVerdict(PlanRefusal? Refusal, bool Unchanged)
{
    public static readonly PlanVerdict Store = new(null, false);
    public static readonly PlanVerdict Same = new(null, true);

    public static PlanVerdict Refuse(PlanRefusal refusal) => new(refusal, false);
}
