namespace FamilyPortal.Look.Components;

/// <summary>One person's scores over time. The first line of a chart is the reader's own.</summary>
public sealed record ChartLine(string Who, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>The number that stood at the end of each day: several of one day would draw a line straight up and down.</summary>
    internal IEnumerable<ChartPoint> ByDay => Points.GroupBy(p => p.Date).OrderBy(day => day.Key).Select(day => day.MaxBy(p => p.At)!);
}

/// <summary>A score from 0 to 10.</summary>
/// <param name="At">As the clocks in the United Kingdom showed it.</param>
public sealed record ChartPoint(DateTime At, int Score)
{
    internal DateOnly Date => DateOnly.FromDateTime(At);
}
