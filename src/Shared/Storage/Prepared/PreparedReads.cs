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
    /// <param name="sql">A constant that both databases read. Its one parameter is `$1`.</param>
    /// <param name="row">Reads one row, column by column.</param>
    public Task<List<TRow>> ReadAsync<TParameter, TRow>(string sql, TParameter parameter, Func<Columns, TRow> row, CancellationToken cancel) where TParameter : notnull
    {
        if (Asked.IsEnabled()) Asked.Write("Command", sql);
        return AskAsync(sql, parameter, row, cancel);
    }

    protected abstract Task<List<TRow>> AskAsync<TParameter, TRow>(string sql, TParameter parameter, Func<Columns, TRow> row, CancellationToken cancel) where TParameter : notnull;
}
