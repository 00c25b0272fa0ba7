using Microsoft.Data.Sqlite;
using Npgsql;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.Harness;

/// <summary>
/// Databases of their own for one or more copies of Identity, gone afterwards: two SQLite files, or one PostgreSQL database
/// (both stores in it) where FAMILYPORTAL_TEST_POSTGRES holds an administrator's connection string.
/// </summary>
public sealed class TestDatabases : IAsyncDisposable
{
    private static readonly string? Admin = Environment.GetEnvironmentVariable("FAMILYPORTAL_TEST_POSTGRES") is { Length: > 0 } s ? s : null;
    private readonly string _provider;
    private readonly string _folder = "";
    private readonly string _database = "";

    private TestDatabases(string provider, string name)
    {
        _provider = provider;
        if (provider == "Sqlite") _folder = Directory.CreateTempSubdirectory("fp-identity-").FullName;
        else _database = name;
    }

    public static TheoryData<string> Providers => Admin is null ? ["Sqlite"] : ["Sqlite", "Postgres"];

    public IEnumerable<KeyValuePair<string, string?>> Settings
    {
        get
        {
            yield return new("Storage:Provider", _provider);
            yield return new("IdentityStorage:Provider", _provider);
            yield return new("Storage:Connection", _provider == "Sqlite" ? $"Data Source={Path.Combine(_folder, "store.db")}" : Connection);
            yield return new("IdentityStorage:Connection", _provider == "Sqlite" ? $"Data Source={Path.Combine(_folder, "identity.db")}" : Connection);
        }
    }

    private string Connection => new NpgsqlConnectionStringBuilder(Admin) { Database = _database, MaxPoolSize = 20 }.ToString();

    public static async Task<TestDatabases> CreateAsync(string provider)
    {
        var databases = new TestDatabases(provider, "fp_identity_" + Guid.NewGuid().ToString("n"));
        if (provider != "Sqlite") await AdminAsync($"CREATE DATABASE {databases._database}");
        return databases;
    }

    /// <summary>Everything that Identity's database holds, as text: to look for what must not be in it.</summary>
    public async Task<string> DumpIdentityAsync()
    {
        var file = Path.Combine(_folder, "identity.db");
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        List<string> tables = [];
        await using (var list = connection.CreateCommand())
        {
            list.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table'";
            await using var names = await list.ExecuteReaderAsync();
            while (await names.ReadAsync()) tables.Add(names.GetString(0));
        }
        var text = new System.Text.StringBuilder();
        foreach (var table in tables)
        {
            await using var select = connection.CreateCommand();
            select.CommandText = $"SELECT * FROM \"{table}\"";
            await using var rows = await select.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                for (var i = 0; i < rows.FieldCount; i++) text.Append(rows.GetValue(i)).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Changes the domain's rows behind everybody's back, as an organisation changes its accounts.</summary>
    public Task ChangeAsync(string sql) => ChangeAsync("store.db", null, sql);

    /// <summary>The same with Identity's own rows.</summary>
    public Task ChangeIdentityAsync(string sql) => ChangeAsync("identity.db", "identity", sql);

    private async Task ChangeAsync(string file, string? schema, string sql)
    {
        await using System.Data.Common.DbConnection connection = _provider == "Sqlite"
            ? new SqliteConnection($"Data Source={Path.Combine(_folder, file)};Pooling=False")
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Connection) { SearchPath = schema, Pooling = false }.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var change = connection.CreateCommand();
        change.CommandText = sql;
        (await change.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0, sql);
    }

    /// <summary>How many rows one of Identity's tables holds.</summary>
    public async Task<long> CountIdentityAsync(string table)
    {
        await using System.Data.Common.DbConnection connection = _provider == "Sqlite"
            ? new SqliteConnection($"Data Source={Path.Combine(_folder, "identity.db")};Pooling=False")
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Connection) { SearchPath = "identity", Pooling = false }.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var count = connection.CreateCommand();
        count.CommandText = $"SELECT COUNT(*) FROM \"{table}\"";
        return Convert.ToInt64(await count.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>What the domain's database has waiting to go to this phone, by kind. SQLite only.</summary>
    public async Task<IReadOnlyList<string>> WaitingTextsAsync(string phone)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "store.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var select = connection.CreateCommand();
        select.CommandText = """SELECT t."Kind" FROM "OutgoingTexts" t JOIN "People" p ON p."FamilyId" = t."FamilyId" AND p."PersonId" = t."PersonId" WHERE p."Phone" = $phone""";
        select.Parameters.AddWithValue("$phone", phone);
        List<string> kinds = [];
        await using var rows = await select.ExecuteReaderAsync();
        while (await rows.ReadAsync()) kinds.Add(rows.GetString(0));
        return kinds;
    }

    public async ValueTask DisposeAsync()
    {
        if (_provider != "Sqlite")
        {
            await AdminAsync($"DROP DATABASE IF EXISTS {_database} WITH (FORCE)");
            return;
        }
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task AdminAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Admin) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
