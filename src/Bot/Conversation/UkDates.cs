using System.Globalization;
using FamilyPortal.Shared;

namespace FamilyPortal.Bot.Conversation;

/// <summary>Days and times as people say them, UK time: "Thursday 3 December", "3:45pm".</summary>
internal static class UkDates
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>"today", "tomorrow", or the weekday and date; the year only where it is another.</summary>
    public static string Day(DateOnly day, DateOnly today) => (day.DayNumber - today.DayNumber) switch
    {
        0 => HelperWords.Get("Today", Date(day, today)),
        1 => HelperWords.Get("Tomorrow", Date(day, today)),
        _ => Date(day, today),
    };

    public static string Date(DateOnly day, DateOnly today) => day.ToString(day.Year == today.Year ? "dddd d MMMM" : "dddd d MMMM yyyy", English);

    public static string Time(DateTimeOffset at)
    {
        var local = UkTime.At(at);
        var hour = local.Hour % 12 == 0 ? 12 : local.Hour % 12;
        var half = local.Hour < 12 ? "am" : "pm";
        return local.Minute == 0 ? $"{hour}{half}" : $"{hour}:{local.Minute:00}{half}";
    }
}
