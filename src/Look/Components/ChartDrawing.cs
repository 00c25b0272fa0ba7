using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace FamilyPortal.Look.Components;

/// <summary>Where things stand in the chart, in the units of its view box (280 by 190).</summary>
internal sealed class ChartDrawing
{
    public const int Width = 280;
    public const int Height = 190;
    public const int Left = 28;
    public const int Right = 270;
    private const int Top = 14;
    private const int Bottom = 160;

    private readonly DateOnly _first;
    private readonly DateOnly _last;
    private readonly int _days;

    private readonly Func<DateOnly, string> _words;

    /// <param name="words">A day in the page's language.</param>
    public ChartDrawing(IReadOnlyList<ChartLine> lines, Func<DateOnly, string> words)
    {
        _words = words;
        var dates = lines.SelectMany(l => l.Points).Select(p => p.Date).ToArray();
        _first = dates.Length == 0 ? default : dates.Min();
        _last = dates.Length == 0 ? default : dates.Max();
        _days = _last.DayNumber - _first.DayNumber;
    }

    // All scores were given on one day: there is no line to draw, only marks.
    private bool OneDay => _days == 0;

    public static string Y(int score) => Number(Bottom - (Bottom - Top) * score / 10.0);

    /// <summary>A score's number, left of its line.</summary>
    public static RenderFragment Score(int score) =>
        Text(Left - 6, Number(Bottom - (Bottom - Top) * score / 10.0 + 5), "end", score.ToString(CultureInfo.InvariantCulture));

    public RenderFragment FirstDay => OneDay ? Day((Left + Right) / 2, "middle", _first) : Day(Left, "start", _first);

    public RenderFragment? LastDay => OneDay ? null : Day(Right, "end", _last);

    public string X(DateOnly date) => Number(OneDay
        ? (Left + Right) / 2.0
        : Left + 8 + (Right - Left - 16) * (date.DayNumber - _first.DayNumber) / (double)_days);

    public string Polyline(ChartLine line) =>
        string.Join(' ', line.ByDay.Select(p => X(p.Date) + "," + Y(p.Score)));

    private RenderFragment Day(int x, string anchor, DateOnly date) => Text(x, "182", anchor, _words(date));

    // Razor cannot write an SVG text element: it keeps that name for itself.
    private static RenderFragment Text(int x, string y, string anchor, string text) => builder =>
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", "app-chart__text");
        builder.AddAttribute(2, "x", x.ToString(CultureInfo.InvariantCulture));
        builder.AddAttribute(3, "y", y);
        builder.AddAttribute(4, "text-anchor", anchor);
        builder.AddContent(5, text);
        builder.CloseElement();
    };

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
