namespace FamilyPortal.Shared.PlainWords;

/// <summary>
/// Whether somebody meant one word and typed another: one letter missing, added, changed or swapped, never the first or the last, in
/// a word that is long enough.
/// </summary>
public static class Slips
{
    private const int Shortest = 6;

    public static bool Same(string typed, string meant)
    {
        if (typed.Length < Shortest - 1 || meant.Length < Shortest || Math.Abs(typed.Length - meant.Length) > 1 || typed[0] != meant[0] || typed[^1] != meant[^1]) return false;
        var start = 0;
        while (start < Math.Min(typed.Length, meant.Length) && typed[start] == meant[start]) start++;
        var end = 0;
        while (end < Math.Min(typed.Length, meant.Length) - start && typed[^(end + 1)] == meant[^(end + 1)]) end++;
        var (left, right) = (typed[start..^end], meant[start..^end]);
        return (left.Length <= 1 && right.Length <= 1) || (left.Length == 2 && right.Length == 2 && left[0] == right[1] && left[1] == right[0]);
    }
}
