using System.Globalization;

namespace FamilyPortal.Shared.Languages;

/// <summary>
/// Days and times as people say them in the page's language. Always the calendar and the digits that stand in the plan and in
/// letters of the council, whatever calendar a language has of its own.
/// </summary>
public static class SpokenDates
{
    private sealed record Way(CultureInfo Names, string Weekday, string Comma, bool HalfDays)
    {
        public static Way Of(InterfaceLanguage language)
        {
            var names = new CultureInfo(language == InterfaceLanguages.English ? "en-GB" : language.Tag, useUserOverride: false);
            names.DateTimeFormat.Calendar = new GregorianCalendar();
            // British English has no comma between weekday and day.
            return language == InterfaceLanguages.English ? new(names, "dddd d MMMM", ", ", true)
                : language.IsRightToLeft ? new(names, "dddd، d MMMM", "، ", false)
                : new(names, "dddd, d MMMM", ", ", false);
        }
    }

    private static readonly Dictionary<InterfaceLanguage, Way> Ways = InterfaceLanguages.All.ToDictionary(l => l, Way.Of);

    private static Way Now => Ways[InterfaceLanguages.Current];

    /// <summary>Between the parts of a list, or a day and its time.</summary>
    public static string Comma => Now.Comma;

    /// <summary>"3 December 2026".</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", Now.Names);

    /// <summary>"3 Dec 2026": where there is little room.</summary>
    public static string Short(DateOnly day) => day.ToString("d MMM yyyy", Now.Names);

    /// <summary>"Thursday 3 December".</summary>
    public static string Weekday(DateOnly day, bool withYear = false) => day.ToString(withYear ? Now.Weekday + " yyyy" : Now.Weekday, Now.Names);

    /// <summary>"3:45pm", "10am"; by the 24 hours where a language has no halves of the day that fit into so little space.</summary>
    public static string Time(TimeOnly time)
    {
        if (!Now.HalfDays) return time.ToString("H:mm", CultureInfo.InvariantCulture);
        var half = time.Hour < 12 ? "am" : "pm";
        var hour = time.Hour % 12 == 0 ? 12 : time.Hour % 12;
        return time.Minute == 0 ? $"{hour}{half}" : $"{hour}:{time.Minute:00}{half}";
    }
}
