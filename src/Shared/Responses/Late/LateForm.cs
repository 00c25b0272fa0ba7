using FamilyPortal.Shared.Danger;

namespace FamilyPortal.Shared.Responses.Late;

/// <summary>Whose a form is that waits: of a membership, or of one member of staff in one family.</summary>
/// <param name="Key">Of the membership; of staff their id.</param>
/// <param name="StaffIn">Set for staff: the family that the form is about; their own id where it is about none yet.</param>
public readonly record struct FormOwner(Guid Key, Guid? StaffIn = null)
{
    /// <summary>Of a member of staff, about no family that they have opened.</summary>
    public bool IsOwnDesk => StaffIn == Key;
}

/// <summary>A form that came without a session.</summary>
/// <param name="Owner">Whose it is: the Portal sealed it into the form.</param>
/// <param name="MadeAt">When the Portal made the form for them.</param>
/// <param name="Place">Fingerprint of the page that it belongs to.</param>
/// <param name="Typed">What was typed, for the danger check.</param>
/// <param name="Sealed">The same as the Portal opens it again; null: it cannot be kept.</param>
/// <param name="Tab">Of the page that sent it: see <see cref="KeptKey"/>.</param>
/// <param name="Given">What that page had been given back, if anything.</param>
public sealed record LateForm(FormOwner Owner, DateTimeOffset MadeAt, string Place, AnswerForm Typed, byte[]? Sealed, string? Tab = null, GivenBack? Given = null);

/// <summary>What became of it.</summary>
/// <param name="Danger">What the danger check found.</param>
/// <param name="IsTold">An alert is open: worker and duty team are told.</param>
/// <param name="IsKept">It waits for its person. Otherwise the words are to be given back at once.</param>
public sealed record LateOutcome(DangerFinding Danger, bool IsTold, bool IsKept)
{
    /// <summary>The words are neither kept nor given back: whoever sees them next may be somebody else.</summary>
    public bool IsSecret { get; init; }

    /// <summary>There is nothing to say of it but to whoever was signed out meanwhile.</summary>
    public bool IsQuiet => (IsKept || IsSecret) && !Danger.IsDanger;
}

/// <summary>A form that waits for its person.</summary>
/// <param name="Row">Its name: <see cref="KeptKey.Row"/>.</param>
public sealed record WaitingForm(string Row, string Place, byte[] Sealed, DateTimeOffset KeptAt);

/// <summary>
/// Under what name a page keeps its form. Words that are given back keep their form's key, so that they are stored once however often
/// they are sent; two tabs that were given the same words must not write over each other all the same.
/// </summary>
/// <param name="Form">The form's own key.</param>
/// <param name="Tab">Of one showing of the page; null: of an old page, which knows none.</param>
public readonly record struct KeptKey(string Form, string? Tab = null)
{
    private const int LongestTab = 16;

    public string Row => string.IsNullOrEmpty(Tab) ? Form : $"{Form}~{Tab}";

    public bool IsSound => Form.Length <= AnswerLimits.FormKey && (Tab?.Length ?? 0) <= LongestTab;
}

/// <summary>The waiting form that a page showed when it was opened: once that page keeps or sends its own, this one waits no more, unless another tab wrote on in it.</summary>
public readonly record struct GivenBack(string Row, DateTimeOffset KeptAt);
