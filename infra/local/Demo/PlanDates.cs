using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FamilyPortal.Shared;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;

namespace FamilyPortal.Local.Demo;

/// <summary>Moves the sample plans in time, so that they read as plans agreed lately whatever the day.</summary>
public static partial class PlanDates
{
    /// <summary>The day on which all samples make sense: every one is agreed, and every meeting lies ahead by a week or more.</summary>
    public static readonly DateOnly SampleDay = new(2026, 11, 18);

    private static readonly HashSet<string> DateMembers = ["agreedOn", "reviewOn", "by", "reachedOn", "first", "until", "on"];

    [GeneratedRegex("UNTIL=([0-9]{8})")]
    private static partial Regex Until();

    /// <summary>
    /// The plan with every date moved by whole weeks, so that weekdays stay, and <see cref="SampleDay"/> falls on
    /// <paramref name="today"/> or at most six days before. Meetings keep their UK time of day. Birth dates and dates in
    /// words stay as they are. A recurrence's first day moves on to the next that its rule picks.
    /// </summary>
    /// <param name="json">A family-plan/1 document; what is no date in it is left alone.</param>
    public static string From(string json, DateOnly today)
    {
        var weeks = (int)Math.Floor((today.DayNumber - SampleDay.DayNumber) / 7.0);
        var document = JsonNode.Parse(json)!;
        Move(document, 7 * weeks);
        return document.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private static void Move(JsonNode? node, int days)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var element in list)
                    Move(element, days);
                break;
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (value is JsonValue leaf && leaf.TryGetValue<string>(out var text))
                        members[name] = Moved(name, text, days);
                    else
                        Move(value, days);
                }

                if (members["rule"] is JsonValue && members["first"] is JsonValue)
                    BeginWhereTheRulePicks(members);
                break;
        }
    }

    private static string Moved(string name, string text, int days)
    {
        if (DateMembers.Contains(name) && TryDate(text, "yyyy-MM-dd", out var date))
            return Write(date.AddDays(days), "yyyy-MM-dd");
        if (name == "at" && text.Length > 10 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at))
        {
            var local = UkTime.At(at);
            var instant = UkTime.Instant(DateOnly.FromDateTime(local.DateTime).AddDays(days), TimeOnly.FromDateTime(local.DateTime));
            return UkTime.At(instant).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        }

        return name == "rule"
            ? Until().Replace(text, m => TryDate(m.Groups[1].Value, "yyyyMMdd", out var until)
                ? "UNTIL=" + Write(until.AddDays(days), "yyyyMMdd")
                : m.Value)
            : text;
    }

    private static void BeginWhereTheRulePicks(JsonObject recurrence)
    {
        if (!TryDate(recurrence["first"]!.GetValue<string>(), "yyyy-MM-dd", out var first))
            return;
        RecurrenceRule rule;
        try
        {
            rule = new RecurrenceRule(recurrence["rule"]!.GetValue<string>());
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return;
        }

        var start = new CalDateTime(first.Year, first.Month, first.Day);
        var picked = new RecurrencePatternEvaluator(rule).Evaluate(start, start, null).FirstOrDefault();
        if (picked is not null)
            recurrence["first"] = Write(picked.StartTime.Date, "yyyy-MM-dd");
    }

    private static bool TryDate(string text, string format, out DateOnly date) =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static string Write(DateOnly date, string format) => date.ToString(format, CultureInfo.InvariantCulture);
}
