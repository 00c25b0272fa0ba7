using FamilyPortal.Shared;
using FamilyPortal.Shared.Languages;

namespace FamilyPortal.Portal.Words;

/// <summary>Days and times as people say them in the page's language, UK time: "Thursday 3 December, 3.45pm".</summary>
internal static class UkWords
{
    /// <summary>With the year: a plan outlives one.</summary>
    public static string Day(DateOnly day) => SpokenDates.Day(day);

    /// <summary>With the weekday, and the year only where it is not this one.</summary>
    public static string Weekday(DateOnly day, DateOnly today) => SpokenDates.Weekday(day, withYear: day.Year != today.Year);

    public static string Moment(DateTimeOffset at, DateOnly today) => Weekday(UkTime.Day(at), today) + SpokenDates.Comma + Time(at);

    public static string Time(DateTimeOffset at) => SpokenDates.Time(TimeOnly.FromDateTime(UkTime.At(at).DateTime));

    /// <summary>A number of a plan (E.164) as people in the UK write it; anything else as it stands.</summary>
    public static string Phone(string number) => UkPhone.Shown(number);

    private static readonly HashSet<string> Titles = new(
        ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "lady", "aunt", "auntie", "aunty", "uncle", "nan", "nana", "nanny", "gran", "granny", "grandma", "grandad", "grandpa"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>For a phone that others may look at. With a title before it the whole name: nobody is called "Mrs", and not everybody's auntie is yours.</summary>
    public static string FirstName(string name) => name.Split(' ', 2) is [{ Length: > 1 } first, _] && !Titles.Contains(first.TrimEnd('.')) ? first : name;

    /// <summary>"Ann", "Ann and Ken", "Ann, Ken and Col". In a script from the right each stands by itself: two Latin names beside each other would else run from the left as one.</summary>
    public static string List(IReadOnlyList<string> names) =>
        InterfaceLanguages.Current.IsRightToLeft ? Joined([.. names.Select(n => $"\u2068{n}\u2069")]) : Joined(names);

    private static string Joined(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : string.Join(SpokenDates.Comma, names.Take(names.Count - 1)) + " " + And + names[^1];

    // Arabic writes it as one with the word that follows.
    private static string And => CommonText.T["And"] is var and && and.Trim() == "و" ? and.Trim() : and + " ";
}
