namespace FamilyPortal.Shared.PlainWords;

/// <summary>One line of <c>jargon.yaml</c>.</summary>
internal sealed class JargonEntry
{
    public string Term { get; set; } = "";
    public List<string> Also { get; set; } = [];
    public bool Exact { get; set; }
    public List<string> After { get; set; } = [];
    public List<string> NotAfter { get; set; } = [];
    public List<string> Before { get; set; } = [];
    public List<string> NotBefore { get; set; } = [];
    public string Explain { get; set; } = "";

    /// <summary>What people say after a short name: "LAC review", "SGO order".</summary>
    public static readonly IReadOnlyList<string> Kinds =
        ["meeting", "plan", "form", "review", "order", "enquiry", "inquiry", "investigation", "assessment", "officer", "team", "conference", "worker", "process"];

    /// <summary>It is jargon only beside some words, and an everyday word beside others.</summary>
    public bool DependsOnNeighbours => After.Count + NotAfter.Count + Before.Count + NotBefore.Count > 0;

    public bool FitsBetween(string? wordBefore, string? wordAfter) =>
        (After.Count == 0 || Has(After, wordBefore)) && !Has(NotAfter, wordBefore)
        && (Before.Count == 0 || HasAnyForm(Before, wordAfter)) && !Has(NotBefore, wordAfter);

    private static bool Has(List<string> words, string? word) => word is not null && words.Contains(word, StringComparer.OrdinalIgnoreCase);

    private static bool HasAnyForm(List<string> words, string? word) => word is not null && words.Any(one => WordForms.Same(word, one, exact: false));
}
