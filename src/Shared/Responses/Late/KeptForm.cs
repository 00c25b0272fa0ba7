namespace FamilyPortal.Shared.Responses.Late;

/// <summary>
/// What somebody had typed when their session was over: waits for the same person on the same page. Nothing of it is readable
/// here: only the Portal opens the seal, for this membership and this page.
/// </summary>
internal sealed class KeptForm
{
    /// <summary>Of staff who have opened no family (<see cref="FormOwner.IsOwnDesk"/>) their own id.</summary>
    public Guid FamilyId { get; set; }

    /// <summary><see cref="FormOwner.Key"/>.</summary>
    public Guid MembershipKey { get; set; }

    /// <summary><see cref="KeptKey.Row"/>: the same page of the same form replaces what it kept before.</summary>
    public required string FormKey { get; set; }

    /// <summary>Fingerprint of the page's path. <see cref="Sent"/>: nothing waits here, whatever comes behind.</summary>
    public required string Place { get; set; }

    /// <summary>The page's form was sent.</summary>
    public const string Sent = "";

    public required byte[] Sealed { get; set; }
    public DateTimeOffset KeptAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
}
