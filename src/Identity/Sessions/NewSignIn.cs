namespace FamilyPortal.Identity.Sessions;

/// <summary>Somebody signed in as this person on a device not known: they are told at their next sign-in.</summary>
internal sealed class NewSignIn
{
    /// <summary>The `sid` of the session it opened.</summary>
    public required string Sid { get; set; }

    public required string SubjectId { get; set; }

    /// <summary>The known device that it became, if so: on that one it is no news.</summary>
    public string? DeviceId { get; set; }

    /// <summary>Coarsely what it was: see <see cref="DeviceKind"/>.</summary>
    public required string Device { get; set; }

    /// <summary>They chose the PIN then: whoever knows it is who that was, until it is chosen anew after another word.</summary>
    public bool ChosePin { get; set; }

    public DateTimeOffset At { get; set; }
    public DateTimeOffset? ToldAt { get; set; }
}
