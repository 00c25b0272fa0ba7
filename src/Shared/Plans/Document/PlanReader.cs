using FamilyPortal.Shared.Plans.Document.Reading;

namespace FamilyPortal.Shared.Plans.Document;

/// <summary>Reads a family-plan/1 document: strictly, and finding every fault rather than the first.</summary>
public static class PlanReader
{
    /// <summary>The longest document, in bytes.</summary>
    public const int MaxBytes = 1_048_576;

    /// <summary>
    /// Reads a document as it came in. Checks size, I-JSON and schema; <see cref="PlanRules"/> checks the rest.
    /// </summary>
    internal static PlanReading Read(ReadOnlyMemory<byte> utf8) => Read(utf8, erased: false);

    /// <summary>
    /// Reads a version that was stored, from which words may have been erased since (see <see cref="PlanErasure"/>).
    /// </summary>
    /// <exception cref="InvalidDataException">What was stored is no plan.</exception>
    internal static PlanDocument ReadStored(ReadOnlyMemory<byte> utf8) =>
        Read(utf8, erased: true).Document ?? throw new InvalidDataException("A stored plan version is no family-plan/1 document.");

    private static PlanReading Read(ReadOnlyMemory<byte> utf8, bool erased)
    {
        if (utf8.Length > MaxBytes)
            return new PlanReading(PlanRefusal.Of(PlanRefusalCode.TooLarge));

        using var json = InternetJson.Parse(utf8);
        if (json is null)
            return new PlanReading(PlanRefusal.Of(PlanRefusalCode.NotJson));

        var faults = new Faults();
        var document = new DocumentReading(erased).Document(new Field(json.RootElement, "", faults));
        return faults.None
            ? new PlanReading(document, PlanContentHash.Of(json.RootElement))
            : new PlanReading(new PlanRefusal(PlanRefusalCode.NotFamilyPlan, faults.Found));
    }
}
