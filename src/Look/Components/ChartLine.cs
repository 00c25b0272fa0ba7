namespace FamilyPortal.Look.Components;

/// <summary>One person's scores over time. The first line of a chart is the reader's own.</summary>
public sealed record ChartLine(string Who, IReadOnlyList<ChartPoint> Points);

/// <summary>A score from 0 to 10 on a day.</summary>
public sealed record ChartPoint(DateOnly Date, int Score);
