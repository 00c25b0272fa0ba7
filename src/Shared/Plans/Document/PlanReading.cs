using System.Diagnostics.CodeAnalysis;

namespace FamilyPortal.Shared.Plans.Document;

/// <summary>What came of reading a document: the document and the hash of its content, or why it is refused.</summary>
internal sealed class PlanReading
{
    public PlanReading(PlanDocument document, string contentHash) => (Document, ContentHash) = (document, contentHash);

    public PlanReading(PlanRefusal refusal) => Refusal = refusal;

    public PlanDocument? Document { get; }

    /// <summary>See <see cref="PlanContentHash"/>.</summary>
    public string? ContentHash { get; }

    public PlanRefusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Document), nameof(ContentHash))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsPlan => Document is not null;
}
