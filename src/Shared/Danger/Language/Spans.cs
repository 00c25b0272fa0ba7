namespace FamilyPortal.Shared.Danger.Language;

/// <summary>Where the phrases of one group were found, ready to be asked what is near a place.</summary>
internal sealed class Spans
{
    private const int LongestPhrase = 64;

    private readonly List<PhraseMatch> _inOrder = [];

    public IReadOnlyList<PhraseMatch> InOrder => _inOrder;

    /// <summary>Adds a match. Matches come in order of their start.</summary>
    public void Add(PhraseMatch match) => _inOrder.Add(match);

    /// <summary>Matches that touch the tokens from <paramref name="from"/> up to but without <paramref name="to"/>.</summary>
    public IEnumerable<PhraseMatch> Touching(int from, int to)
    {
        for (var at = FirstAtOrAfter(from - LongestPhrase); at < _inOrder.Count && _inOrder[at].Start < to; at++)
        {
            if (_inOrder[at].End > from) yield return _inOrder[at];
        }
    }

    private int FirstAtOrAfter(int start)
    {
        var (low, high) = (0, _inOrder.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_inOrder[middle].Start < start) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
