using FamilyPortal.Identity.Keys;
using FamilyPortal.Identity.OpenId.BackChannel;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Identity.SignIn;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;
using OpenIddict.EntityFrameworkCore.Models;

namespace FamilyPortal.Identity.Storage;

/// <summary>Identity's own database: subjects, sessions, keys, clients, tokens. No number, no name.</summary>
internal abstract class IdentityStore(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Subject> Subjects => Set<Subject>();
    public DbSet<SignInSession> Sessions => Set<SignInSession>();
    public DbSet<KnownDevice> Devices => Set<KnownDevice>();
    public DbSet<SignInFlow> Flows => Set<SignInFlow>();
    public DbSet<CodeSlot> CodeSlots => Set<CodeSlot>();
    public DbSet<BrakeCount> BrakeCounts => Set<BrakeCount>();
    public DbSet<StoredKey> Keys => Set<StoredKey>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.UseOpenIddict();
        // Nearly all of these are null; unfiltered, SQLite's planner scans the table after an ANALYZE.
        model.Entity<OpenIddictEntityFrameworkCoreToken>().HasIndex(t => t.ReferenceId).IsUnique().HasFilter("\"ReferenceId\" IS NOT NULL");

        BackChannelTables.Build(model);

        model.Entity<Subject>(e => e.Property(x => x.Kind).HasConversion<string>());
        model.Entity<SignInSession>(e =>
        {
            e.HasIndex(x => x.Sid).IsUnique();
            e.HasIndex(x => x.SubjectId);
            e.HasOne<Subject>().WithMany().HasForeignKey(x => x.SubjectId).OnDelete(DeleteBehavior.Cascade);
            e.Property(x => x.Kind).HasConversion<string>();
        });
        model.Entity<KnownDevice>().HasOne<Subject>().WithMany().HasForeignKey(x => x.SubjectId).OnDelete(DeleteBehavior.Cascade);
        model.Entity<SignInFlow>().HasIndex(x => x.StartedAt);
        model.Entity<CodeSlot>().HasKey(x => new { x.Mark, x.Slot });
        model.Entity<BrakeCount>().HasKey(x => x.Mark);
        model.Entity<StoredKey>(e =>
        {
            e.HasKey(x => new { x.Use, x.Sequence });
            e.Property(x => x.Use).HasConversion<string>();
        });
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
