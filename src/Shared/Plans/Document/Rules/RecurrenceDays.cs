using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ical.Net;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;

namespace FamilyPortal.Shared.Plans.Document;

/// <summary>An RFC 5545 recurrence rule in whole days or longer. Ical.Net works it out; it forgives what the RFC forbids, so that is checked here.</summary>
internal sealed class RecurrenceDays
{
    // Periods in a row without any day before a rule counts as one that never picks: "30 February" would be looked for for ever.
    private const int EmptyPeriods = 1000;

    private readonly RecurrenceRule pattern;

    private RecurrenceDays(RecurrenceRule pattern, DateOnly? until) => (this.pattern, Until) = (pattern, until);

    /// <summary>The last day on which it may fall, or null.</summary>
    public DateOnly? Until { get; }

    /// <summary>Understands a rule that has the shape the schema asks for.</summary>
    /// <returns>False where RFC 5545 forbids it.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out RecurrenceDays? rule)
    {
        rule = null;
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(';'))
        {
            var (name, value) = part.Split('=', 2) is [var n, var v] ? (n, v) : (part, "");
            if (!parts.TryAdd(name, value))
                return false;
        }

        if (!KeepsToRfc(parts) || !TryUntil(parts, out var until))
            return false;
        try
        {
            rule = new RecurrenceDays(new RecurrenceRule(text), until);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return false;
        }
    }

    /// <summary>Whether a series that begins on this day falls on it.</summary>
    public bool Picks(DateOnly first) => Days(first, emptyPeriods: 5).FirstOrDefault() == first;

    /// <summary>The days of a series that begins on <paramref name="first"/>, in order; without end where the rule has none.</summary>
    public IEnumerable<DateOnly> Days(DateOnly first) => Days(first, EmptyPeriods);

    private IEnumerable<DateOnly> Days(DateOnly first, int emptyPeriods)
    {
        var start = new CalDateTime(first.Year, first.Month, first.Day);
        using var periods = new RecurrencePatternEvaluator(pattern)
            .Evaluate(start, start, new EvaluationOptions { MaxUnmatchedIncrementsLimit = emptyPeriods })
            .GetEnumerator();
        while (Next(periods) is { } day)
            yield return day;
    }

    private static DateOnly? Next(IEnumerator<Period> periods)
    {
        try
        {
            return periods.MoveNext() ? periods.Current.StartTime.Date : null;
        }
        catch (EvaluationLimitExceededException)
        {
            return null;
        }
    }

    private static bool KeepsToRfc(Dictionary<string, string> parts)
    {
        var frequency = parts.GetValueOrDefault("FREQ");
        if (parts.ContainsKey("COUNT") && parts.ContainsKey("UNTIL"))
            return false;
        if (frequency is not ("MONTHLY" or "YEARLY") && parts.GetValueOrDefault("BYDAY")?.Any(char.IsAsciiDigit) == true)
            return false;
        if (frequency == "WEEKLY" && parts.ContainsKey("BYMONTHDAY"))
            return false;
        return !parts.ContainsKey("BYSETPOS") || parts.Keys.Any(k => k is "BYDAY" or "BYMONTHDAY" or "BYMONTH");
    }

    private static bool TryUntil(Dictionary<string, string> parts, out DateOnly? until)
    {
        until = null;
        if (!parts.TryGetValue("UNTIL", out var text))
            return true;
        if (!DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return false;
        until = day;
        return true;
    }
}
