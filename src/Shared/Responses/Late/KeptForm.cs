namespace FamilyPortal.Shared.Responses.Late;

/// <summary>
/// What somebody had typed when their session was over: waits for the same person on the same page. Nothing of it is readable
/// here: only the Portal opens the seal, for this membership and this page.
/// </summary>
internal sealed class KeptForm
{
    public Guid FamilyId { get; set; }
    public Guid MembershipKey { get; set; }

    /// <summary>The form's own key: the same form sent again replaces what it sent before.</summary>
    public required string FormKey { get; set; }

    /// <summary>Fingerprint of the page's path.</summary>
    public required string Place { get; set; }

    public required byte[] Sealed { get; set; }
    public DateTimeOffset KeptAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
}
