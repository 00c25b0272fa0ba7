using FamilyPortal.Identity.Accounts;
using FamilyPortal.Identity.Keys;
using FamilyPortal.Identity.OpenId.BackChannel;
using FamilyPortal.Identity.Passkeys;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Identity.SignIn;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;
using OpenIddict.EntityFrameworkCore.Models;

namespace FamilyPortal.Identity.Storage;

/// <summary>Identity's own database: accounts, sessions, keys, clients, tokens. No number, no name.</summary>
internal abstract class IdentityStore(DbContextOptions options) : IdentityUserContext<Account>(options), IDataProtectionKeyContext
{
    public DbSet<SignInSession> Sessions => Set<SignInSession>();
    public DbSet<KnownDevice> Devices => Set<KnownDevice>();
    public DbSet<NewSignIn> NewSignIns => Set<NewSignIn>();
    public DbSet<SpentChallenge> SpentChallenges => Set<SpentChallenge>();
    public DbSet<SignInFlow> Flows => Set<SignInFlow>();
    public DbSet<CodeSlot> CodeSlots => Set<CodeSlot>();
    public DbSet<BrakeCount> BrakeCounts => Set<BrakeCount>();
    public DbSet<StoredKey> Keys => Set<StoredKey>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        BuildAccounts(model);
        model.UseOpenIddict();
        // Nearly all of these are null; unfiltered, SQLite's planner scans the table after an ANALYZE.
        model.Entity<OpenIddictEntityFrameworkCoreToken>().HasIndex(t => t.ReferenceId).IsUnique().HasFilter("\"ReferenceId\" IS NOT NULL");

        BackChannelTables.Build(model);

        model.Entity<SignInSession>(e =>
        {
            e.HasIndex(x => x.Sid).IsUnique();
            e.HasIndex(x => x.SubjectId);
            e.HasOne<Account>().WithMany().HasForeignKey(x => x.SubjectId).OnDelete(DeleteBehavior.Cascade);
            e.Property(x => x.Kind).HasConversion<string>();
        });
        model.Entity<KnownDevice>().HasOne<Account>().WithMany().HasForeignKey(x => x.SubjectId).OnDelete(DeleteBehavior.Cascade);
        model.Entity<NewSignIn>(e =>
        {
            e.HasKey(x => x.Sid);
            e.HasIndex(x => x.SubjectId);
            e.HasOne<Account>().WithMany().HasForeignKey(x => x.SubjectId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<SpentChallenge>().HasKey(x => x.Id);
        model.Entity<SignInFlow>(e =>
        {
            e.HasIndex(x => x.StartedAt);
            e.Property(x => x.Factor).HasConversion<string>();
        });
        model.Entity<CodeSlot>().HasKey(x => new { x.Mark, x.Slot });
        model.Entity<BrakeCount>().HasKey(x => x.Mark);
        model.Entity<StoredKey>(e =>
        {
            e.HasKey(x => new { x.Use, x.Sequence });
            e.Property(x => x.Use).HasConversion<string>();
        });
    }

    /// <summary>ASP.NET Core Identity's tables, as far as we use them: no column for what Identity must not know.</summary>
    private static void BuildAccounts(ModelBuilder model)
    {
        model.Ignore<IdentityUserClaim<string>>();
        model.Ignore<IdentityUserToken<string>>();
        model.Entity<Account>(e =>
        {
            e.ToTable("Accounts");
            e.Ignore(x => x.Email).Ignore(x => x.NormalizedEmail).Ignore(x => x.EmailConfirmed).Ignore(x => x.PhoneNumber).Ignore(x => x.PhoneNumberConfirmed);
            e.Ignore(x => x.TwoFactorEnabled).Ignore(x => x.LockoutEnd).Ignore(x => x.LockoutEnabled);
            e.Property(x => x.Kind).HasConversion<string>();
            // Raised in one statement each; the user manager writes whole rows, and would write back a count it read before.
            foreach (var property in (string[])[nameof(Account.AccessFailedCount), nameof(Account.PasswordHash), nameof(Account.PinSetAt), nameof(Account.TextsOnNewSignIn), nameof(Account.PasskeyOfferedAt)])
                e.Property(property).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        });
        model.Entity<IdentityUserLogin<string>>().ToTable("OutsideLogins");
        model.Entity<IdentityUserPasskey<string>>().ToTable("Passkeys");
    }
}

/// <summary>Identity's store on SQLite: a file of its own.</summary>
internal sealed class SqliteIdentityStore(DbContextOptions<SqliteIdentityStore> options) : IdentityStore(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configuration) =>
        configuration.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();

    /// <summary>SQLite has no date-with-offset: ticks in UTC compare and sort as times do.</summary>
    private sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
        value => value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

/// <summary>Identity's store on PostgreSQL: a schema of its own, so that it may share the domain's database or have another.</summary>
internal sealed class PostgresIdentityStore(DbContextOptions<PostgresIdentityStore> options) : IdentityStore(options)
{
    private const string Schema = "identity";

    /// <summary>SQL of our own names tables without the schema: the connection looks there first.</summary>
    public static void Use(DbContextOptionsBuilder options, string connection) => options.UseNpgsql(
        new NpgsqlConnectionStringBuilder(connection) { SearchPath = Schema }.ToString(),
        npgsql => npgsql.MigrationsHistoryTable(HistoryRepository.DefaultTableName, Schema));

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.HasDefaultSchema(Schema);
        base.OnModelCreating(model);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration) =>
        configuration.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();

    /// <summary>Npgsql refuses offsets other than UTC in `timestamptz`.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(
        value => value.ToUniversalTime(), value => value);
}
