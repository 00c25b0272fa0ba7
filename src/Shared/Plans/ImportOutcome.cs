using FamilyPortal.Shared.Plans.Comparing;
using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Shared.Plans;

/// <summary>What came of a document sent to the record API or uploaded by staff: stored whole or refused whole.</summary>
/// <param name="Code">Null when accepted; else a problem code, `/problems/` and the code being the RFC 9457 type.</param>
/// <param name="Title">A sentence that a worker or a developer can act on.</param>
/// <param name="Faults">Every fault, by JSON Pointer, without the document's words.</param>
/// <param name="Version">The plan version in force afterwards, when accepted.</param>
/// <param name="Unchanged">The same content was sent before: nothing changed.</param>
public sealed record ImportOutcome(string? Code, int Status, string Title, IReadOnlyList<PlanFault> Faults, int? Version = null, bool Unchanged = false)
{
    public bool IsAccepted => Code is null;

    /// <summary>A safety call in force: pointers to the ids in it that no plan of the family ever named. Null for a plan.</summary>
    public IReadOnlyList<string>? Unknown { get; init; }

    /// <summary>Not stored: the plan in force is another by now than the one against which it was looked over.</summary>
    public static readonly ImportOutcome ChangedMeanwhile = new("changed-meanwhile", 409, "The plan in force changed meanwhile. Look over what this one changes now.", []);

    internal static ImportOutcome Refused(PlanRefusal refusal) => new(refusal.CodeName, refusal.Status, refusal.Title, refusal.Errors);

    internal static ImportOutcome Accepted(int version, bool unchanged) => new(null, unchanged ? 200 : 201, "Stored", [], version, unchanged);
}

/// <summary>What came of looking a document over.</summary>
/// <param name="Outcome">As if it were put in force now.</param>
/// <param name="Comparison">Null where it is refused or in force already.</param>
public sealed record PlanLook(ImportOutcome Outcome, PlanComparison? Comparison = null);
