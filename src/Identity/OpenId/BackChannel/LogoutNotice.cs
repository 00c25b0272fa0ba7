using FamilyPortal.Identity.Sessions;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Identity.OpenId.BackChannel;

/// <summary>A client to be told that a session ended: the outbox. Gone when the client has taken it, or when we give up.</summary>
internal sealed class LogoutNotice
{
    public Guid Id { get; set; }
    public required string ClientId { get; set; }
    public required string Sid { get; set; }
    public required string SubjectId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Not before. Moved on when a try begins, so that no other copy tries meanwhile and a try that died is made again.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Tries begun.</summary>
    public int Attempts { get; set; }
}

/// <summary>What the back channel keeps in Identity's store.</summary>
internal static class BackChannelTables
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<LogoutNotice>(e =>
        {
            e.ToTable("LogoutNotices");
            e.HasIndex(x => x.DueAt);
        });
        // Nearly always empty: looked at every second.
        model.Entity<SignInSession>().HasIndex(x => x.EndedAt).HasFilter("\"EndedAt\" IS NOT NULL AND NOT \"ClientsTold\"");
    }
}
