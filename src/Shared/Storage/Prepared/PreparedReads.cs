using System.Diagnostics;

namespace FamilyPortal.Shared.Storage.Prepared;

/// <summary>
/// The two queries that every page asks, as SQL of our own that the database has prepared. EF Core makes a command for each
/// asking, and SQLite translates each anew: that took longer than the asking itself. Everything else goes through the store.
/// </summary>
internal abstract class PreparedReads
{
    private static readonly DiagnosticListener Asked = new(StorageSetup.Commands);

    /// <summary>One round trip.</summary>
    /// <param name="sql">Always the same text: it is prepared once. Its parameters are `$1`, `$2` and so on.</param>
    /// <param name="row">Reads one row, column by column.</param>
    public Task<List<TRow>> ReadAsync<TRow>(string sql, object[] parameters, Func<Columns, TRow> row, CancellationToken cancel)
    {
        if (Asked.IsEnabled()) Asked.Write("Command", sql);
        return AskAsync(sql, parameters, row, cancel);
    }

    /// <summary>SQL: whether a value is one of those in a column of texts, which each database keeps in its own way.</summary>
    public abstract string IsOneOf(string value, string column);

    protected abstract Task<List<TRow>> AskAsync<TRow>(string sql, object[] parameters, Func<Columns, TRow> row, CancellationToken cancel);
}
