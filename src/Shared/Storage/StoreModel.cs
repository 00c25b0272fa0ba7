using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Conversations;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.Assisted;
using FamilyPortal.Shared.Families.Invitations;
using FamilyPortal.Shared.Families.Sheets;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.News;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Late;
using FamilyPortal.Shared.Responses.Owed;
using FamilyPortal.Shared.Responses.Pictures;
using FamilyPortal.Shared.Texting;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Storage;

/// <summary>Keys and indexes. Every table of family data leads its key with the family's id, so that it can be distributed by family.</summary>
internal static class StoreModel
{
    public static void Build(ModelBuilder model)
    {
        Families(model);
        WaysIn(model);
        Plans(model);
        Answers(model);
        Feed(model);
        Texts(model);
        Conversations(model);
        model.Entity<Lease>().HasKey(x => x.Name);
        model.Entity<BrakeCount>().HasKey(x => x.Mark);
    }

    private static void Families(ModelBuilder model)
    {
        model.Entity<Family>(e =>
        {
            e.HasKey(x => x.Id);
            e.HasIndex(x => new { x.AuthorityId, x.RecordRef }).IsUnique();
        });
        model.Entity<Person>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.PersonId });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Cascade);
            e.Property(x => x.Role).HasConversion<string>();
            e.HasIndex(x => x.Phone);
            e.HasIndex(x => x.Email);
        });
        model.Entity<FormerContact>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.PersonId, x.Contact });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Membership>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.PersonId });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(x => x.Key).IsUnique();
            e.HasIndex(x => x.Subject);
        });
        model.Entity<PersonPreferences>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.PersonId });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Cascade);
            e.Ignore(x => x.Chosen);
        });
        model.Entity<Restriction>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.Id });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<StaffMember>(e =>
        {
            e.HasKey(x => x.Id);
            e.HasIndex(x => new { x.AuthorityId, x.Email }).IsUnique();
            e.HasIndex(x => x.Subject).IsUnique();
        });
        model.Entity<StaffInvitation>(e =>
        {
            e.HasKey(x => x.StaffId);
            e.HasOne<StaffMember>().WithMany().HasForeignKey(x => x.StaffId).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(x => x.LinkHash).IsUnique();
        });
        model.Entity<StaffReach>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.StaffId, x.Kind });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(x => x.StaffId);
        });
        model.Entity<PortalSession>(e =>
        {
            e.HasKey(x => x.Id);
            e.HasIndex(x => x.Sid);
            e.HasIndex(x => x.Subject);
        });
        model.Entity<SignInOpen>(e =>
        {
            e.HasKey(x => new { x.Sid, x.MembershipKey });
            e.HasIndex(x => x.At);
        });
        model.Entity<TakenLogoutToken>().ToTable("TakenLogoutTokens").HasIndex(x => x.ExpiresAt);
    }

    private static void WaysIn(ModelBuilder model)
    {
        model.Entity<Invitation>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.Id });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<InvitationLink>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.Hash });
            e.HasOne<Invitation>().WithMany().HasForeignKey(x => new { x.FamilyId, x.InvitationId }).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(x => x.Hash).IsUnique();
        });
        model.Entity<CodeSheet>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.Id });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(x => x.Id).IsUnique();
        });
        model.Entity<SheetCode>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.Selector });
            e.HasOne<CodeSheet>().WithMany().HasForeignKey(x => new { x.FamilyId, x.SheetId }).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(x => x.Selector).IsUnique();
        });
        model.Entity<AssistedSession>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.Id });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(x => x.SessionId).IsUnique();
        });
    }

    private static void Plans(ModelBuilder model)
    {
        model.Entity<PlanVersion>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.Version });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<KnownId>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.ItemId });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<PlanOpening>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.ReaderId, x.Version, x.Day });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<PlanSeen>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.PersonId });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Cascade);
        });
    }

    private static void Answers(ModelBuilder model)
    {
        model.Entity<Answer>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.Id });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Cascade);
            // Same key and same content is one answer, whoever wins a race; other content takes the key's next turn.
            e.HasIndex(x => new { x.FamilyId, x.GiverId, x.FormKey, x.Turn }).IsUnique();
            e.HasIndex(x => new { x.FamilyId, x.ItemId, x.GivenAt });
            e.Property(x => x.Kind).HasConversion<string>();
        });
        model.Entity<AnswerRead>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.AnswerId, x.StaffId });
            e.HasOne<Answer>().WithMany().HasForeignKey(x => new { x.FamilyId, x.AnswerId }).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<OwedAnswer>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.AnswerId });
            e.HasOne<Answer>().WithMany().HasForeignKey(x => new { x.FamilyId, x.AnswerId }).OnDelete(DeleteBehavior.Cascade);
            // What waits is looked for again and again, and soon is little among much that was answered.
            e.HasIndex(x => x.UnreadAt).HasFilter($"\"{nameof(OwedAnswer.AnsweredAt)}\" IS NULL AND \"{nameof(OwedAnswer.HandedOnAt)}\" IS NULL");
        });
        model.Entity<AnswerPicture>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.AnswerId });
            e.HasOne<Answer>().WithMany().HasForeignKey(x => new { x.FamilyId, x.AnswerId }).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<KeptForm>(e =>
        {
            // Not tied to the family's row: staff write before they have opened one. It goes by itself in days.
            e.HasKey(x => new { x.FamilyId, x.MembershipKey, x.FormKey });
            e.HasIndex(x => x.ExpiresAt);
        });
        model.Entity<Alert>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.Id });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(x => new { x.AcknowledgedAt, x.NextNoticeAt });
            e.HasIndex(x => new { x.AuthorityId, x.AcknowledgedAt });
        });
        model.Entity<AuditEntry>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.Id });
            e.HasIndex(x => new { x.FamilyId, x.At });
            // What a manager is told is looked for in every family of theirs, at each visit: it is rare.
            e.HasIndex(x => new { x.FamilyId, x.Action, x.At }).HasFilter($"\"{nameof(AuditEntry.Action)}\" IN ('{AuditActions.BreakGlass}', '{AuditActions.BreakGlassRefused}', '{AuditActions.Barred}')");
        });
    }

    private static void Feed(ModelBuilder model)
    {
        model.Entity<RecordEntry>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.Number });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(x => new { x.AuthorityId, x.Position });
            e.HasIndex(x => x.Position);
        });
        model.Entity<FeedCursor>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.Connector });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<FeedSequence>(e =>
        {
            e.HasKey(x => x.Id);
            e.Property(x => x.Id).ValueGeneratedNever();
            e.HasData(new FeedSequence { Id = 1, Last = 0 });
        });
    }

    private static void Texts(ModelBuilder model)
    {
        model.Entity<OutgoingText>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.Id });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(x => new { x.SentAt, x.DroppedAt, x.DueAt });
            e.HasIndex(x => x.GatewayId);
            e.Property(x => x.Kind).HasConversion<string>();
        });
        model.Entity<InboundText>().HasKey(x => x.EventId);
        model.Entity<DemoText>(e =>
        {
            e.HasKey(x => x.Id);
            e.HasIndex(x => x.To);
        });
    }

    private static void Conversations(ModelBuilder model)
    {
        model.Entity<Conversation>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.Id });
            e.HasOne<Family>().WithMany().HasForeignKey(x => x.FamilyId).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(x => x.Id).IsUnique();
        });
        model.Entity<ConversationActivity>(e =>
        {
            e.HasKey(x => new { x.FamilyId, x.ConversationId, x.Sequence });
            e.HasOne<Conversation>().WithMany().HasForeignKey(x => new { x.FamilyId, x.ConversationId }).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(x => new { x.FamilyId, x.ConversationId, x.ClientActivityId });
        });
    }
}
