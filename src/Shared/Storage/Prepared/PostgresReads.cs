using Npgsql;

namespace FamilyPortal.Shared.Storage.Prepared;

/// <summary>On PostgreSQL a command stays prepared with its connection of the pool, which the store uses too.</summary>
internal sealed class PostgresReads(PostgresSource source) : PreparedReads
{
    public override string IsOneOf(string value, string column) => $"{value} = ANY ({column})";

    protected override async Task<List<TRow>> AskAsync<TRow>(string sql, object[] parameters, Func<Columns, TRow> row, CancellationToken cancel)
    {
        await using var connection = await source.Source.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in parameters) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var columns = new PostgresColumns(reader);
        List<TRow> rows = [];
        while (await reader.ReadAsync(cancel)) rows.Add(row(columns.Row()));
        return rows;
    }

    private sealed class PostgresColumns(NpgsqlDataReader reader) : Columns
    {
        protected override bool IsNull(int at) => reader.IsDBNull(at);

        protected override string? Text(int at) => reader.IsDBNull(at) ? null : reader.GetString(at);

        protected override bool Flag(int at) => reader.GetBoolean(at);

        protected override long Number(int at) => reader.GetInt64(at);

        protected override Guid Guid(int at) => reader.GetGuid(at);

        protected override byte[] Bytes(int at) => reader.GetFieldValue<byte[]>(at);

        protected override DateOnly Day(int at) => reader.GetFieldValue<DateOnly>(at);

        protected override TimeOnly Time(int at) => reader.GetFieldValue<TimeOnly>(at);

        protected override DateTimeOffset Moment(int at) => reader.GetFieldValue<DateTimeOffset>(at);

        protected override string[] Texts(int at) => reader.GetFieldValue<string[]>(at);
    }
}

/// <summary>The pool of connections to PostgreSQL.</summary>
internal sealed class PostgresSource(string connection) : IDisposable
{
    public NpgsqlDataSource Source { get; } = NpgsqlDataSource.Create(StorageSetup.PostgresConnectionString(connection));

    public void Dispose() => Source.Dispose();
}
