using FamilyPortal.Portal.Words;
using FamilyPortal.Shared.Responses;
using static FamilyPortal.Portal.Answering.AnsweringText;

namespace FamilyPortal.Portal.Answering;

/// <summary>Which staff had one's words before them, and when. Whoever only had them on the screen is not said to have read them.</summary>
internal static class Reading
{
    /// <param name="withOpenings">Also when it was first on the screen of those who read it.</param>
    public static IEnumerable<string> Of(AnswerView answer, DateOnly today, bool withOpenings = false)
    {
        var readers = answer.ReadBy.Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var opened in answer.OpenedBy.Where(o => withOpenings || !readers.Contains(o.Name))) yield return T["OpenedBy", opened.Name, UkWords.Moment(opened.At, today)];
        foreach (var read in answer.ReadBy) yield return T["ReadBy", read.Name, UkWords.Moment(read.At, today)];
        if (answer.ReadBy.Count == 0) yield return T[answer.OpenedBy.Count == 0 ? "NotRead" : "NotMarked"];
    }
}
