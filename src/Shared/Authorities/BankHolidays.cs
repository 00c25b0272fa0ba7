namespace FamilyPortal.Shared.Authorities;

/// <summary>
/// England's bank holidays as the Banking and Financial Dealings Act 1971 and custom fix them. Those that a proclamation adds or
/// moves for one year (a coronation) nobody can reckon: they stand in the pack's `hours.closed`.
/// </summary>
internal static class BankHolidays
{
    public static bool IsOne(DateOnly day) => Of(day.Year).Contains(day);

    public static IReadOnlySet<DateOnly> Of(int year)
    {
        var easter = EasterSunday(year);
        DateOnly newYear = new(year, 1, 1), christmas = new(year, 12, 25), boxing = new(year, 12, 26);
        HashSet<DateOnly> days =
        [
            newYear, easter.AddDays(-2), easter.AddDays(1), FirstMonday(new(year, 5, 1)), FirstMonday(new(year, 5, 25)), FirstMonday(new(year, 8, 25)), christmas, boxing,
        ];
        // One that falls on a weekend is made good on the next day that is none yet.
        foreach (var day in (DateOnly[])[newYear, boxing, christmas])
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) continue;
            var instead = day;
            while (days.Contains(instead) || instead.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) instead = instead.AddDays(1);
            days.Add(instead);
        }
        return days;
    }

    private static DateOnly FirstMonday(DateOnly from) => from.AddDays(((int)DayOfWeek.Monday - (int)from.DayOfWeek + 7) % 7);

    /// <summary>By the Gregorian computus (Meeus, Jones, Butcher).</summary>
    private static DateOnly EasterSunday(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var month = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114;
        return new(year, month / 31, month % 31 + 1);
    }
}
