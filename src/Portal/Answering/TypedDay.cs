using System.Globalization;

namespace FamilyPortal.Portal.Answering;

/// <summary>A day as a form brings it: as a browser that knows days sends it, or as people here write one.</summary>
internal static class TypedDay
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    private static readonly string[] Forms = ["yyyy-M-d", "d/M/yyyy", "d/M/yy", "d.M.yyyy", "d.M.yy", "d-M-yyyy", "d-M-yy", "d M yyyy", "d M yy", "d MMMM yyyy", "d MMM yyyy"];

    /// <summary>Null where it is no day.</summary>
    public static DateOnly? Parse(string? typed) => DateOnly.TryParseExact(typed, Forms, English, DateTimeStyles.AllowWhiteSpaces, out var day) ? day : null;

    /// <summary>As a field for days takes it.</summary>
    public static string Field(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>As an example for people.</summary>
    public static string Example(DateOnly day) => day.ToString("d/M/yyyy", CultureInfo.InvariantCulture);
}
