using FamilyPortal.Shared.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace FamilyPortal.Shared.Tests.Storage;

/// <summary>
/// A migrated database of its own for one test, gone afterwards: SQLite always, PostgreSQL where FAMILYPORTAL_TEST_POSTGRES
/// holds an administrator's connection string. Copied from a template, so that a test does not pay for the migrations.
/// </summary>
public sealed class TestStore : IAsyncDisposable
{
    private static readonly string? Admin = Environment.GetEnvironmentVariable("FAMILYPORTAL_TEST_POSTGRES") is { Length: > 0 } s ? s : null;
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly Lazy<Task<string>> PostgresTemplate = new(MakePostgresTemplateAsync);
    private static readonly SemaphoreSlim Copying = new(1, 1);

    private TestStore(string provider, string connection)
    {
        Provider = provider;
        Connection = connection;
        Factory = new(() => Open(provider, connection));
    }

    public static TheoryData<string> Providers => Admin is null ? ["Sqlite"] : ["Sqlite", "Postgres"];

    public string Provider { get; }

    public string Connection { get; }

    internal StoreFactory Factory { get; }

    public static async Task<TestStore> CreateAsync(string provider = "Sqlite")
    {
        if (provider == "Sqlite")
        {
            var file = NewFile();
            File.Copy(await SqliteTemplate.Value, file);
            return new(provider, $"Data Source={file}");
        }
        var template = await PostgresTemplate.Value;
        var name = "fp_test_" + Guid.NewGuid().ToString("n");
        // PostgreSQL copies a template only while nobody else uses it.
        await Copying.WaitAsync();
        try
        {
            await AdminAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        }
        finally
        {
            Copying.Release();
        }
        return new(provider, PostgresConnection(name, pooling: true));
    }

    internal async Task SaveAsync(Action<Store> change)
    {
        await using var store = Factory.Create();
        change(store);
        await store.SaveChangesAsync();
    }

    internal async Task<T> ReadAsync<T>(Func<Store, Task<T>> read)
    {
        await using var store = Factory.Create();
        return await read(store);
    }

    public async ValueTask DisposeAsync()
    {
        if (Provider == "Sqlite")
        {
            using var one = new SqliteConnection(StorageSetup.SqliteConnectionString(Connection));
            SqliteConnection.ClearPool(one);
            Delete(one.DataSource);
            return;
        }
        await using (var one = new NpgsqlConnection(Connection)) NpgsqlConnection.ClearPool(one);
        await AdminAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(Connection).Database} WITH (FORCE)");
    }

    private static Store Open(string provider, string connection) => provider == "Sqlite"
        ? new SqliteStore(new DbContextOptionsBuilder<SqliteStore>().UseSqlite(StorageSetup.SqliteConnectionString(connection)).AddInterceptors(new SqlitePragmas()).Options)
        : new PostgresStore(new DbContextOptionsBuilder<PostgresStore>().UseNpgsql(connection).Options);

    private static string NewFile() => Path.Combine(Path.GetTempPath(), $"fp-test-{Guid.NewGuid():n}.db");

    private static void Delete(string file)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm"]) File.Delete(file + suffix);
    }

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        var file = NewFile();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete(file);
        await using var store = Open("Sqlite", $"Data Source={file};Pooling=False");
        await store.Database.MigrateAsync();
        return file;
    }

    private static async Task<string> MakePostgresTemplateAsync()
    {
        var name = "fp_template_" + Guid.NewGuid().ToString("n");
        await AdminAsync($"CREATE DATABASE {name}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => AdminAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)").GetAwaiter().GetResult();
        await using var store = Open("Postgres", PostgresConnection(name, pooling: false));
        await store.Database.MigrateAsync();
        return name;
    }

    private static string PostgresConnection(string database, bool pooling) => new NpgsqlConnectionStringBuilder(Admin) { Database = database, Pooling = pooling, MaxPoolSize = 20 }.ToString();

    private static async Task AdminAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Admin) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
