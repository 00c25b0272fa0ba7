using FamilyPortal.Shared;
using FamilyPortal.Shared.Languages;

namespace FamilyPortal.Portal.Words;

/// <summary>Days and times as people say them in the page's language, UK time: "Thursday 3 December, 3:45pm".</summary>
internal static class UkWords
{
    /// <summary>With the year: a plan outlives one.</summary>
    public static string Day(DateOnly day) => SpokenDates.Day(day);

    /// <summary>With the weekday, and the year only where it is not this one.</summary>
    public static string Weekday(DateOnly day, DateOnly today) => SpokenDates.Weekday(day, withYear: day.Year != today.Year);

    public static string Moment(DateTimeOffset at, DateOnly today) => Weekday(UkTime.Day(at), today) + SpokenDates.Comma + Time(at);

    /// <summary>"3 Dec 2026, 3:45pm": where there is little room.</summary>
    public static string Short(DateTime at) => SpokenDates.Short(DateOnly.FromDateTime(at)) + SpokenDates.Comma + SpokenDates.Time(TimeOnly.FromDateTime(at));

    public static string Time(DateTimeOffset at) => SpokenDates.Time(TimeOnly.FromDateTime(UkTime.At(at).DateTime));

    /// <summary>A number of a plan (E.164) as people in the UK write it; anything else as it stands.</summary>
    public static string Phone(string number) => UkPhone.Shown(number);

    /// <summary>Of people at work, and of respect: with the surname they are how somebody is called.</summary>
    private static readonly HashSet<string> Titles = new(
        ["mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "prof", "professor", "nurse", "matron", "midwife", "coach", "rev", "revd", "reverend", "father", "sister", "brother", "pastor", "vicar", "canon", "imam", "rabbi",
         "pc", "dc", "wpc", "ps", "sgt", "sergeant", "inspector", "constable", "officer", "judge", "cllr", "councillor", "captain", "lord", "lady", "dame", "sir"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Of kin: not everybody's auntie is yours, and nobody's is "Auntie Moyle".</summary>
    private static readonly HashSet<string> Kin = new(
        ["mum", "mam", "dad", "aunt", "auntie", "aunty", "uncle", "nan", "nana", "nanny", "gran", "granny", "grandma", "grandad", "grandpa", "grampy", "gramps", "nain", "taid", "cousin"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>What somebody is called, for a phone that others may look at: never a title alone.</summary>
    public static string FirstName(string name) => name.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [var title, .., var last] when Titles.Contains(title.TrimEnd('.')) => $"{title} {last}",
        [{ Length: > 1 } first, _, ..] when !Kin.Contains(first) => first,
        _ => name,
    };

    /// <summary>"1 working day", "3 working days".</summary>
    public static string WorkingDays(int days) => days == 1 ? CommonText.T["WorkingDay"] : CommonText.T["WorkingDays", days];

    /// <summary>"Ann", "Ann and Ken", "Ann, Ken and Col". In a script from the right each stands by itself: two Latin names beside each other would else run from the left as one.</summary>
    public static string List(IReadOnlyList<string> names) =>
        InterfaceLanguages.Current.IsRightToLeft ? Joined([.. names.Select(n => $"\u2068{n}\u2069")]) : Joined(names);

    private static string Joined(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : string.Join(SpokenDates.Comma, names.Take(names.Count - 1)) + " " + And + names[^1];

    // Arabic writes it as one with the word that follows.
    private static string And => CommonText.T["And"] is var and && and.Trim() == "و" ? and.Trim() : and + " ";
}
