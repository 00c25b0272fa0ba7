using System.Globalization;
using System.Text.RegularExpressions;

namespace FamilyPortal.Shared.Plans.Document.Reading;

/// <summary>The patterns and formats of family-plan.schema.json. <c>\z</c> stands for JSON Schema's <c>$</c>: .NET's would allow a line break after it.</summary>
internal static partial class Patterns
{
    [GeneratedRegex(@"^[a-z]+(-[a-z]+)*\z", RegexOptions.CultureInvariant)]
    public static partial Regex Authority();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9 ._/-]*\z", RegexOptions.CultureInvariant)]
    public static partial Regex RecordRef();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", RegexOptions.CultureInvariant)]
    public static partial Regex Phone();

    [GeneratedRegex(@"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?\z", RegexOptions.CultureInvariant)]
    public static partial Regex Language();

    [GeneratedRegex(@"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])\z", RegexOptions.CultureInvariant)]
    public static partial Regex Month();

    [GeneratedRegex(@"^([01][0-9]|2[0-3]):[0-5][0-9]\z", RegexOptions.CultureInvariant)]
    public static partial Regex LocalTime();

    [GeneratedRegex(@"^P([1-9][0-9]?D|[1-9][0-9]?W|([1-9]|1[0-2])M)\z", RegexOptions.CultureInvariant)]
    public static partial Regex Every();

    [GeneratedRegex(
        @"^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;(INTERVAL=[1-9][0-9]?|COUNT=[1-9][0-9]{0,2}|UNTIL=20[0-9]{6}"
        + @"|BYDAY=([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU))*"
        + @"|BYMONTHDAY=-?([1-9]|[12][0-9]|3[01])(,-?([1-9]|[12][0-9]|3[01]))*"
        + @"|BYMONTH=([1-9]|1[0-2])(,([1-9]|1[0-2]))*|BYSETPOS=-?[1-5]|WKST=(MO|SU)))*\z",
        RegexOptions.CultureInvariant)]
    public static partial Regex RecurrenceRule();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    // RFC 5321 without quoted parts and address literals, as JSON Schema validators read "email"; the schema's own pattern also bars the apostrophe.
    [GeneratedRegex(
        @"^[A-Za-z0-9!#$%&*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    [GeneratedRegex(@"^(20[0-9]{2}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(Z|([+-])([0-9]{2}):([0-9]{2}))\z", RegexOptions.CultureInvariant)]
    private static partial Regex DateAndTime();

    public static bool IsId(string text) => text.Length <= 64 && Id().IsMatch(text);

    public static bool IsEmail(string text) => text.Length <= 254 && Email().IsMatch(text);

    public static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    /// <summary>
    /// An RFC 3339 date and time as an instant in UTC. Offsets up to 23:59 and leap seconds are allowed there, which
    /// <see cref="DateTimeOffset"/> cannot hold, so the sum is done here; a leap second is the second after it.
    /// </summary>
    public static bool TryInstant(string text, out DateTimeOffset instant)
    {
        instant = default;
        var match = DateAndTime().Match(text);
        if (!match.Success || !TryDate(match.Groups[1].Value, out var date))
            return false;

        int hour = Number(match, 2), minute = Number(match, 3), second = Number(match, 4);
        var sign = match.Groups[6].Value == "-" ? -1 : 1;
        int offsetHours = Number(match, 7), offsetMinutes = Number(match, 8);
        if (hour > 23 || minute > 59 || second > 60 || offsetHours > 23 || offsetMinutes > 59)
            return false;

        var utc = new DateTimeOffset(date.ToDateTime(new TimeOnly(hour, minute)), TimeSpan.Zero)
            .AddMinutes(-sign * ((offsetHours * 60) + offsetMinutes));
        if (second == 60 && (utc.Hour != 23 || utc.Minute != 59))
            return false;
        instant = utc.AddSeconds(second);
        return true;
    }

    private static int Number(Match match, int group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
}
