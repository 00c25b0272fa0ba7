namespace FamilyPortal.Shared.Authorities;

/// <summary>Opening hours, UK time: the week's, less England's bank holidays and the days that the authority is closed besides.</summary>
public sealed record OfficeHours
{
    /// <summary>Where a family's authority has no pack (any more): what was promised must still have a day.</summary>
    internal static readonly OfficeHours Usual = new()
    {
        Days = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday],
        From = new(9, 0),
        Until = new(17, 0),
    };

    public required IReadOnlyList<DayOfWeek> Days { get; init; }
    public required TimeOnly From { get; init; }
    public required TimeOnly Until { get; init; }

    /// <summary>Days on which the office is closed besides: between Christmas and New Year, a bank holiday by proclamation.</summary>
    public IReadOnlyList<DateOnly> Closed { get; init; } = [];

    public bool IsOpen(DateTimeOffset instant)
    {
        var local = UkTime.At(instant);
        return IsWorkingDay(DateOnly.FromDateTime(local.DateTime)) && TimeOnly.FromDateTime(local.DateTime).IsBetween(From, Until);
    }

    public bool IsWorkingDay(DateOnly day) => Days.Contains(day.DayOfWeek) && !BankHolidays.IsOne(day) && !Closed.Contains(day);

    /// <summary>The working day so many after this one, which itself does not count.</summary>
    public DateOnly AddWorkingDays(DateOnly day, int days)
    {
        for (var left = days; left > 0;)
            if (IsWorkingDay(day = day.AddDays(1)))
                left--;
        return day;
    }

    /// <summary>How many working days come after this one, up to and with the last: none where that is over.</summary>
    public int WorkingDaysLeft(DateOnly after, DateOnly last) => Enumerable.Range(1, Math.Max(0, last.DayNumber - after.DayNumber)).Count(d => IsWorkingDay(after.AddDays(d)));

    /// <summary>The moment at which the office has been open so long since then.</summary>
    public DateTimeOffset AddOpenTime(DateTimeOffset since, TimeSpan time)
    {
        for (var day = UkTime.Day(since); ; day = day.AddDays(1))
        {
            if (!IsWorkingDay(day)) continue;
            var (from, until) = (UkTime.Instant(day, From), UkTime.Instant(day, Until));
            var start = since > from ? since : from;
            if (start >= until) continue;
            if (start + time <= until) return start + time;
            time -= until - start;
        }
    }

    /// <summary>When it opens next, if it is not open now.</summary>
    public DateTimeOffset NextOpening(DateTimeOffset now)
    {
        var today = UkTime.Day(now);
        return IsWorkingDay(today) && now < UkTime.Instant(today, From) ? UkTime.Instant(today, From) : UkTime.Instant(AddWorkingDays(today, 1), From);
    }
}
