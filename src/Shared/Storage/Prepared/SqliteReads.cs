using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FamilyPortal.Shared.Storage.Prepared;

/// <summary>
/// On SQLite a prepared command lives no longer than its connection is open, so a few connections stay open between requests.
/// Between two askings they hold no lock and see what was committed last, as any other.
/// </summary>
/// <param name="connection">As the store uses it.</param>
internal sealed class SqliteReads(string connection) : PreparedReads, IDisposable
{
    private const int MostIdle = 8;
    private readonly ConcurrentStack<Line> _idle = [];
    private bool _disposed;

    public override string IsOneOf(string value, string column) => $"{value} IN (SELECT value FROM json_each({column}))";

    protected override Task<List<TRow>> AskAsync<TRow>(string sql, object[] parameters, Func<Columns, TRow> row, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (!_idle.TryPop(out var line)) line = new(connection);
        try
        {
            // SQLite answers at once: there is nothing to wait for.
            var rows = line.Ask(sql, parameters, row);
            if (!_disposed && _idle.Count < MostIdle)
            {
                _idle.Push(line);
                line = null;
            }
            return Task.FromResult(rows);
        }
        finally
        {
            line?.Dispose();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryPop(out var line)) line.Dispose();
    }

    /// <summary>An open connection with its commands.</summary>
    private sealed class Line : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly Dictionary<string, SqliteCommand> _commands = [];

        public Line(string connection)
        {
            _connection = new(connection);
            _connection.Open();
            SqlitePragmas.Set(_connection);
        }

        public List<TRow> Ask<TRow>(string sql, object[] parameters, Func<Columns, TRow> row)
        {
            if (!_commands.TryGetValue(sql, out var command))
            {
                _commands[sql] = command = _connection.CreateCommand();
                command.CommandText = sql;
                for (var n = 1; n <= parameters.Length; n++) command.Parameters.Add(new() { ParameterName = $"${n}" });
            }
            for (var n = 0; n < parameters.Length; n++) command.Parameters[n].Value = parameters[n];
            using var reader = command.ExecuteReader();
            var columns = new SqliteColumns(reader.Handle!);
            List<TRow> rows = [];
            while (reader.Read()) rows.Add(row(columns.Row()));
            return rows;
        }

        public void Dispose()
        {
            foreach (var command in _commands.Values) command.Dispose();
            _connection.Dispose();
        }
    }

    /// <summary>Straight from SQLite: the reader around it asks what kind of value a column holds before it gives it, each time.</summary>
    private sealed class SqliteColumns(sqlite3_stmt row) : Columns
    {
        protected override bool IsNull(int at) => raw.sqlite3_column_type(row, at) == raw.SQLITE_NULL;

        protected override string? Text(int at) => raw.sqlite3_column_text(row, at).utf8_to_string();

        protected override bool Flag(int at) => Number(at) != 0;

        protected override long Number(int at) => raw.sqlite3_column_int64(row, at);

        protected override Guid Guid(int at) => System.Guid.Parse(Text(at)!);

        protected override byte[] Bytes(int at) => raw.sqlite3_column_blob(row, at).ToArray();

        protected override DateOnly Day(int at) => DateOnly.Parse(Text(at)!, CultureInfo.InvariantCulture);

        protected override TimeOnly Time(int at) => TimeOnly.Parse(Text(at)!, CultureInfo.InvariantCulture);

        protected override DateTimeOffset Moment(int at) => new(Number(at), TimeSpan.Zero);

        protected override string[] Texts(int at) => Text(at) is not "[]" and var json ? JsonSerializer.Deserialize<string[]>(json!)! : [];
    }
}
