using FamilyPortal.Shared.Danger;

namespace FamilyPortal.Shared.Responses.Late;

/// <summary>A form of a family member's that came without a session.</summary>
/// <param name="Membership">Whose it is: the Portal sealed it into the form.</param>
/// <param name="MadeAt">When the Portal made the form for them.</param>
/// <param name="Place">Fingerprint of the page that it belongs to.</param>
/// <param name="Typed">What was typed, for the danger check.</param>
/// <param name="Sealed">The same as the Portal opens it again; null: it cannot be kept.</param>
public sealed record LateForm(Guid Membership, DateTimeOffset MadeAt, string Place, AnswerForm Typed, byte[]? Sealed);

/// <summary>What became of it.</summary>
/// <param name="Danger">What the danger check found.</param>
/// <param name="IsTold">An alert is open: worker and duty team are told.</param>
/// <param name="IsKept">It waits for its person. Otherwise the words are to be given back at once.</param>
public sealed record LateOutcome(DangerFinding Danger, bool IsTold, bool IsKept);

/// <summary>A form that waits for its person.</summary>
public sealed record WaitingForm(string FormKey, string Place, byte[] Sealed);
