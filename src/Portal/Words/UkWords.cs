using System.Globalization;
using FamilyPortal.Shared;

namespace FamilyPortal.Portal.Words;

/// <summary>Days and times as people say them, UK time: "Thursday 3 December, 3.45pm".</summary>
internal static class UkWords
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>With the year: a plan outlives one.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", English);

    /// <summary>With the weekday, and the year only where it is not this one.</summary>
    public static string Weekday(DateOnly day, DateOnly today) => day.ToString(day.Year == today.Year ? "dddd d MMMM" : "dddd d MMMM yyyy", English);

    public static string Moment(DateTimeOffset at, DateOnly today) => $"{Weekday(UkTime.Day(at), today)}, {Time(at)}";

    public static string Time(DateTimeOffset at)
    {
        var local = UkTime.At(at);
        var half = local.Hour < 12 ? "am" : "pm";
        var hour = local.Hour % 12 == 0 ? 12 : local.Hour % 12;
        return local.Minute == 0 ? $"{hour}{half}" : $"{hour}.{local.Minute:00}{half}";
    }

    /// <summary>A number of a plan (E.164) as people in the UK write it; anything else as it stands.</summary>
    public static string Phone(string number) => UkPhone.Shown(number);

    private static readonly HashSet<string> Titles = new(
        ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "lady", "aunt", "auntie", "aunty", "uncle", "nan", "nana", "nanny", "gran", "granny", "grandma", "grandad", "grandpa"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>For a phone that others may look at. With a title before it the whole name: nobody is called "Mrs", and not everybody's auntie is yours.</summary>
    public static string FirstName(string name) => name.Split(' ', 2) is [{ Length: > 1 } first, _] && !Titles.Contains(first.TrimEnd('.')) ? first : name;

    /// <summary>"Ann", "Ann and Ken", "Ann, Ken and Col".</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : string.Join(", ", names.Take(names.Count - 1)) + " " + CommonText.T["And"] + " " + names[^1];
}
