using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using FamilyPortal.Shared.Storage.Prepared;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FamilyPortal.Shared.Storage;

/// <summary>Where the domain's data lives. Section `Storage`.</summary>
public sealed class StorageOptions
{
    /// <summary>`Sqlite` or `Postgres`.</summary>
    public string Provider { get; set; } = "Sqlite";

    /// <summary>An ADO.NET connection string of that provider.</summary>
    public string Connection { get; set; } = "";
}

/// <summary>Registers the store, its factory and the Data Protection keys in it.</summary>
public static class StorageSetup
{
    /// <summary>Commands per connection that PostgreSQL keeps translated; the least used go first.</summary>
    private const int TranslatedCommands = 100;

    /// <summary>The diagnostic listener that hears the SQL of each command that does not go through EF Core.</summary>
    public const string Commands = "FamilyPortal.Storage";

    internal static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Storage").Get<StorageOptions>() ?? new();
        if (options.Connection.Length == 0)
            throw new InvalidOperationException("Storage:Connection is empty. Set it to a connection string of the provider in Storage:Provider (Sqlite or Postgres).");
        switch (options.Provider)
        {
            case "Sqlite":
                services.AddPooledDbContextFactory<SqliteStore>(o => o.UseSqlite(SqliteConnectionString(options.Connection)).AddInterceptors(new SqlitePragmas()));
                services.AddSingleton<PreparedReads>(_ => new SqliteReads(SqliteConnectionString(options.Connection)));
                services.AddSingleton<StoreFactory>(sp => new(sp.GetRequiredService<IDbContextFactory<SqliteStore>>().CreateDbContext));
                services.AddScoped<SqliteStore>(sp => sp.GetRequiredService<IDbContextFactory<SqliteStore>>().CreateDbContext());
                break;
            case "Postgres":
                services.AddSingleton(_ => new PostgresSource(options.Connection));
                services.AddPooledDbContextFactory<PostgresStore>((sp, o) => o.UseNpgsql(sp.GetRequiredService<PostgresSource>().Source));
                services.AddSingleton<PreparedReads>(sp => new PostgresReads(sp.GetRequiredService<PostgresSource>()));
                services.AddSingleton<StoreFactory>(sp => new(sp.GetRequiredService<IDbContextFactory<PostgresStore>>().CreateDbContext));
                services.AddScoped<PostgresStore>(sp => sp.GetRequiredService<IDbContextFactory<PostgresStore>>().CreateDbContext());
                break;
            default:
                throw new InvalidOperationException("Storage:Provider must be Sqlite or Postgres.");
        }
        return services;
    }

    /// <summary>
    /// Keeps the part's Data Protection keys in the shared database, so that every copy reads every other's forms and cookies.
    /// <paramref name="application"/> keeps the parts' secrets apart. `DataProtection:Certificate` (a PFX path; password in
    /// `DataProtection:CertificatePassword`) protects them at rest; Production refuses to start without it.
    /// </summary>
    public static IDataProtectionBuilder AddSharedDataProtection(this IServiceCollection services, IConfiguration configuration, string application, bool isProduction)
    {
        var builder = services.AddDataProtection().SetApplicationName(application);
        builder = configuration["Storage:Provider"] == "Postgres"
            ? builder.PersistKeysToDbContext<PostgresStore>()
            : builder.PersistKeysToDbContext<SqliteStore>();
        return ProtectKeys(builder, configuration, isProduction);
    }

    /// <summary>The certificate half of <see cref="AddSharedDataProtection"/>, for a part with a store of its own.</summary>
    public static IDataProtectionBuilder ProtectKeys(IDataProtectionBuilder builder, IConfiguration configuration, bool isProduction)
    {
        var path = configuration["DataProtection:Certificate"];
        if (!string.IsNullOrEmpty(path))
            builder.ProtectKeysWithCertificate(X509CertificateLoader.LoadPkcs12FromFile(path, configuration["DataProtection:CertificatePassword"]));
        else if (isProduction)
            throw new InvalidOperationException("DataProtection:Certificate is empty. Set it to a PFX file: without it the keys lie readable in the database.");
        return builder;
    }

    /// <summary>Creates or updates the domain's tables. Safe to run from several copies at once.</summary>
    public static async Task MigrateStoreAsync(this IServiceProvider services, CancellationToken cancel = default)
    {
        await using var store = services.GetRequiredService<StoreFactory>().Create();
        await store.Database.MigrateAsync(cancel);
    }

    /// <summary>
    /// Commands stay translated with their connection, and a connection goes back to the pool as it is: nothing of ours sets anything
    /// for a session. What the caller's string says wins: some poolers cannot keep commands.
    /// </summary>
    public static string PostgresConnectionString(string connection)
    {
        // Npgsql's own builder answers that it has every key which it knows.
        var given = new DbConnectionStringBuilder { ConnectionString = connection }.Keys.Cast<string>().Select(k => k.Replace(" ", "", StringComparison.Ordinal)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var builder = new NpgsqlConnectionStringBuilder(connection);
        if (!given.Contains(nameof(builder.MaxAutoPrepare))) builder.MaxAutoPrepare = TranslatedCommands;
        if (!given.Contains(nameof(builder.NoResetOnClose))) builder.NoResetOnClose = true;
        return builder.ToString();
    }

    /// <summary>Foreign keys on, whatever the caller's string says.</summary>
    public static string SqliteConnectionString(string connection) =>
        new SqliteConnectionStringBuilder(connection) { ForeignKeys = true, DefaultTimeout = 30 }.ToString();
}

/// <summary>Makes short-lived contexts of the configured provider.</summary>
internal sealed class StoreFactory(Func<Store> create)
{
    public Store Create() => create();
}

/// <summary>
/// SQLite per connection: wait for a writer instead of failing, and sync at every commit. With less, a power cut takes back answers
/// that were called saved: promise 2 outranks speed (the cost: docs/performance.md). Once for each connection of the pool: both hold for as long as SQLite has it open.
/// </summary>
public sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA busy_timeout=10000; PRAGMA synchronous=FULL;";
    private readonly ConditionalWeakTable<object, object> _done = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        // The pool's own handle: the connection around it is new at every opening.
        if (((SqliteConnection)connection).Handle is not { } handle || _done.TryGetValue(handle, out _)) return;
        Set(connection);
        _done.AddOrUpdate(handle, this);
    }

    internal static void Set(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // SQLite answers at once: there is nothing to wait for.
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
