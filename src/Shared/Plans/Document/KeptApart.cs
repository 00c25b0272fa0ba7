using System.Collections.Frozen;

namespace FamilyPortal.Shared.Plans.Document;

/// <summary>
/// The pairs of people who must not learn about each other through the plan. Both ways, whichever of the two said it:
/// what the document says, and besides it what a worker or the safety call set.
/// </summary>
internal sealed class KeptApart
{
    public static readonly KeptApart Nobody = new([]);

    private readonly FrozenDictionary<string, FrozenSet<string>> others;

    private KeptApart(IEnumerable<(string A, string B)> pairs) => others = pairs
        .Where(p => !string.Equals(p.A, p.B, StringComparison.Ordinal))
        .SelectMany(p => new[] { p, (A: p.B, B: p.A) })
        .GroupBy(p => p.A, p => p.B, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => g.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>The document's pairs.</summary>
    public static KeptApart In(PlanDocument document) => In(document, []);

    /// <summary>The document's pairs and these: restrictions combine, so nothing here takes one away.</summary>
    public static KeptApart In(PlanDocument document, IEnumerable<(string A, string B)> extra) =>
        new(document.People.SelectMany(p => p.KeepApartFrom.Select(other => (p.Id, other))).Concat(extra));

    /// <summary>Whether anyone at all is kept apart: then free words and pictures wait for a worker's release.</summary>
    public bool Any => others.Count > 0;

    public bool Apart(string a, string b) => others.TryGetValue(a, out var from) && from.Contains(b);

    /// <summary>Those who are kept apart from this person.</summary>
    public IReadOnlySet<string> From(string personId) => others.GetValueOrDefault(personId) ?? FrozenSet<string>.Empty;
}
