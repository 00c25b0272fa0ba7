namespace FamilyPortal.Shared.Plans.Document;

/// <summary>The published JSON Schema of family-plan/1, as record systems fetch it. The importer is as strict, in its own code.</summary>
public static class PlanSchema
{
    /// <summary>The media type to serve it with.</summary>
    public const string MediaType = "application/schema+json";

    private static readonly Lazy<byte[]> Text = new(Load);

    /// <summary>The schema's UTF-8 text.</summary>
    public static ReadOnlyMemory<byte> Utf8 => Text.Value;

    private static byte[] Load()
    {
        using var stream = typeof(PlanSchema).Assembly.GetManifestResourceStream("family-plan.schema.json")
            ?? throw new InvalidOperationException("The assembly lacks its resource family-plan.schema.json.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
