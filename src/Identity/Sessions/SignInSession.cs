using System.ComponentModel.DataAnnotations.Schema;
using FamilyPortal.Shared.Families;

namespace FamilyPortal.Identity.Sessions;

/// <summary>A browser signed in to Identity. Ending the row ends the session, whatever cookie comes back.</summary>
internal sealed class SignInSession
{
    /// <summary>SHA-256 (hex) of the random value in the cookie: the table alone opens nothing.</summary>
    public required string Id { get; set; }

    /// <summary>The `sid` that clients are told. New at every sign-in.</summary>
    public required string Sid { get; set; }

    public required string SubjectId { get; set; }
    public SubjectKind Kind { get; set; }

    /// <summary>How the person proved themselves (RFC 8176), separated by spaces; empty where they did not.</summary>
    public required string Methods { get; set; }

    /// <summary>What it was opened on, coarsely: see <see cref="DeviceKind"/>.</summary>
    public required string Device { get; set; }

    /// <summary>Opened with a code of a sheet: on a device that is somebody else's, where nothing of theirs is to stay.</summary>
    public bool BySheet { get; set; }

    /// <summary>Its person asked to be signed out sooner.</summary>
    public bool EndsSoon { get; set; }

    /// <summary>They chose it for every device: as Shared has it now, never stored here.</summary>
    [NotMapped]
    public bool EndsSoonEverywhere { get; set; }

    public TimeSpan Idle => SessionLife.IdleOf(EndsSoon || EndsSoonEverywhere);

    public DateTimeOffset AuthTime { get; set; }
    public DateTimeOffset SeenAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The clients have been queued to be told of the end (`OpenId/BackChannel`): whoever ends the session need not think of it.</summary>
    public bool ClientsTold { get; set; }

    /// <param name="seenAtPortal">Use of the Portal is use of this session.</param>
    public bool IsLive(DateTimeOffset now, DateTimeOffset? seenAtPortal = null) =>
        EndedAt is null && !SessionLife.IsOver(AuthTime, seenAtPortal > SeenAt ? seenAtPortal.Value : SeenAt, EndsSoon || EndsSoonEverywhere, now);
}
