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
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FamilyPortal.Shared.Storage;

/// <summary>The domain's database. Internal: Portal, Identity and Bot get data only through services that take a viewer.</summary>
internal abstract class Store(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Family> Families => Set<Family>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<FormerContact> FormerContacts => Set<FormerContact>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<PersonPreferences> Preferences => Set<PersonPreferences>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<InvitationLink> InvitationLinks => Set<InvitationLink>();
    public DbSet<CodeSheet> CodeSheets => Set<CodeSheet>();
    public DbSet<SheetCode> SheetCodes => Set<SheetCode>();
    public DbSet<AssistedSession> AssistedSessions => Set<AssistedSession>();
    public DbSet<Restriction> Restrictions => Set<Restriction>();
    public DbSet<StaffMember> Staff => Set<StaffMember>();
    public DbSet<StaffInvitation> StaffInvitations => Set<StaffInvitation>();
    public DbSet<StaffReach> StaffReaches => Set<StaffReach>();
    public DbSet<PortalSession> Sessions => Set<PortalSession>();
    public DbSet<SignInOpen> SignInOpens => Set<SignInOpen>();
    public DbSet<PlanVersion> PlanVersions => Set<PlanVersion>();
    public DbSet<KnownId> KnownIds => Set<KnownId>();
    public DbSet<PlanOpening> PlanOpenings => Set<PlanOpening>();
    public DbSet<PlanSeen> PlanSeen => Set<PlanSeen>();
    public DbSet<Answer> Answers => Set<Answer>();
    public DbSet<AnswerRead> AnswerReads => Set<AnswerRead>();
    public DbSet<OwedAnswer> OwedAnswers => Set<OwedAnswer>();
    public DbSet<AnswerPicture> AnswerPictures => Set<AnswerPicture>();
    public DbSet<KeptForm> KeptForms => Set<KeptForm>();
    public DbSet<Alert> Alerts => Set<Alert>();
    public DbSet<RecordEntry> RecordEntries => Set<RecordEntry>();
    public DbSet<FeedCursor> FeedCursors => Set<FeedCursor>();
    public DbSet<FeedSequence> FeedSequences => Set<FeedSequence>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<OutgoingText> OutgoingTexts => Set<OutgoingText>();
    public DbSet<InboundText> InboundTexts => Set<InboundText>();
    public DbSet<DemoText> DemoTexts => Set<DemoText>();
    public DbSet<Conversation> Conversations => Set<Conversation>();
    public DbSet<ConversationActivity> ConversationActivities => Set<ConversationActivity>();
    public DbSet<BrakeCount> BrakeCounts => Set<BrakeCount>();
    public DbSet<Lease> Leases => Set<Lease>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder model) => StoreModel.Build(model);
}

/// <summary>The store on SQLite: laptop, demo, small authority.</summary>
internal sealed class SqliteStore(DbContextOptions<SqliteStore> options) : Store(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configuration) =>
        configuration.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();

    /// <summary>SQLite has no date-with-offset: ticks in UTC compare and sort as times do.</summary>
    private sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
        value => value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

/// <summary>The store on PostgreSQL.</summary>
internal sealed class PostgresStore(DbContextOptions<PostgresStore> options) : Store(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configuration) =>
        configuration.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();

    /// <summary>Npgsql refuses offsets other than UTC in `timestamptz`.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(
        value => value.ToUniversalTime(), value => value);
}
