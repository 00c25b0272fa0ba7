using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace FamilyPortal.Shared.Storage;

/// <summary>
/// Adds a row unless one with the same key is there: one statement, so that whatever runs at once (a double tap, an event brought
/// twice, two copies) writes one row, and nothing fails and nothing is logged.
/// </summary>
internal static class InsertIfAbsent
{
    /// <summary>
    /// False where the row was there. On PostgreSQL it waits for another transaction that is writing the same key, so that after
    /// false the other row can be read.
    /// </summary>
    public static async Task<bool> AddIfAbsentAsync<TRow>(this Store store, TRow row, CancellationToken cancel) where TRow : class
    {
        var type = store.Model.FindEntityType(typeof(TRow)) ?? throw new ArgumentException($"{typeof(TRow).Name} is no row.", nameof(row));
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        var sql = store.GetService<ISqlGenerationHelper>();
        var properties = type.GetProperties().ToList();
        await using var command = store.Database.GetDbConnection().CreateCommand();
        List<DbParameter> values = [.. properties.Select((p, place) => p.GetRelationalTypeMapping().CreateParameter(command, $"@p{place}", Value(p, row), p.IsNullable))];
        var columns = string.Join(", ", properties.Select(p => sql.DelimitIdentifier(p.GetColumnName(table)!)));
        var places = string.Join(", ", values.Select((_, place) => $"@p{place}"));
        // Names of the model and placeholders: nothing from outside is in the statement.
        var statement = string.Concat("INSERT INTO ", sql.DelimitIdentifier(table.Name), " (", columns, ") VALUES (", places, ") ON CONFLICT DO NOTHING");
        return await store.Database.ExecuteSqlRawAsync(statement, values, cancel) == 1;
    }

    private static object? Value(IProperty property, object row) =>
        property.IsShadowProperty() ? throw new NotSupportedException($"{property.Name} is a column that the row does not have.") : property.GetGetter().GetClrValue(row);
}
