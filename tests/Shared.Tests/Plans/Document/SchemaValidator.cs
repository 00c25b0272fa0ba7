using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Shared.Tests.Plans.Document;

/// <summary>The independent validator: npm's ajv on the published schema.</summary>
internal static class SchemaValidator
{
    /// <summary>For each document, null where the schema accepts it, else the JSON Pointers of what it refuses.</summary>
    public static async Task<IReadOnlyList<string[]?>> ValidateAsync(IReadOnlyList<string> documents, CancellationToken stop)
    {
        var schema = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(schema, PlanSchema.Utf8, stop);
            return await NodeChecks.AskAsync<string[]?>(["validate.mjs", schema], documents, stop);
        }
        finally
        {
            File.Delete(schema);
        }
    }
}
