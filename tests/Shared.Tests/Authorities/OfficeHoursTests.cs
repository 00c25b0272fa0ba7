using FamilyPortal.Shared.Authorities;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Authorities;

/// <summary>Working days and hours: what is promised to families is reckoned in them.</summary>
public sealed class OfficeHoursTests
{
    private static readonly OfficeHours Hours = new() { Days = OfficeHours.Usual.Days, From = new(9, 0), Until = new(17, 0), Closed = [new(2026, 12, 29)] };

    /// <summary>As gov.uk/bank-holidays listed them for England and Wales, proclamations left out.</summary>
    [Theory]
    [InlineData(2016, "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27")]
    [InlineData(2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28")]
    [InlineData(2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26")]
    [InlineData(2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26")]
    [InlineData(2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28")]
    [InlineData(2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28")]
    [InlineData(2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26")]
    public void BankHolidays_AreThoseOfEngland(int year, string expected) =>
        string.Join(' ', BankHolidays.Of(year).Where(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Order().Select(d => d.ToString("MM-dd", null))).ShouldBe(expected);

    [Theory]
    [InlineData("2026-11-27", 3, "2026-12-02")] // a Friday
    [InlineData("2026-11-28", 1, "2026-11-30")] // a Saturday
    [InlineData("2026-12-23", 3, "2026-12-31")] // Christmas, Boxing Day's Monday, and the day that this office is closed besides
    [InlineData("2026-04-02", 1, "2026-04-07")] // before Good Friday
    public void WorkingDays_PassOverWeekendsBankHolidaysAndClosedDays(string from, int days, string expected)
    {
        Hours.AddWorkingDays(DateOnly.Parse(from), days).ShouldBe(DateOnly.Parse(expected));
        Hours.WorkingDaysLeft(DateOnly.Parse(from), DateOnly.Parse(expected)).ShouldBe(days);
        Hours.WorkingDaysLeft(DateOnly.Parse(expected), DateOnly.Parse(from)).ShouldBe(0);
    }

    [Theory]
    [InlineData("2026-11-26T10:00Z", 4, "2026-11-26T14:00Z")]
    [InlineData("2026-11-26T15:00Z", 4, "2026-11-27T11:00Z")]
    [InlineData("2026-11-26T16:00Z", 1, "2026-11-26T17:00Z")]
    [InlineData("2026-11-27T22:00Z", 8, "2026-11-30T17:00Z")] // asked on Friday night: all of Monday
    [InlineData("2026-11-28T04:00Z", 9, "2026-12-01T10:00Z")]
    [InlineData("2026-12-24T16:00Z", 2, "2026-12-30T10:00Z")]
    [InlineData("2026-03-27T16:30Z", 1, "2026-03-30T08:30Z")] // the clocks go forward in between
    public void OpenTime_RunsOnlyWhileTheOfficeIsOpen(string since, int hours, string expected) =>
        Hours.AddOpenTime(DateTimeOffset.Parse(since), TimeSpan.FromHours(hours)).ShouldBe(DateTimeOffset.Parse(expected));

    [Theory]
    [InlineData("2026-11-26T12:00Z", true, "2026-11-27T09:00Z")]
    [InlineData("2026-11-26T07:00Z", false, "2026-11-26T09:00Z")]
    [InlineData("2026-11-27T18:00Z", false, "2026-11-30T09:00Z")]
    [InlineData("2026-12-25T12:00Z", false, "2026-12-30T09:00Z")]
    public void IsOpen_AndWhenItOpensNext(string at, bool open, string next)
    {
        Hours.IsOpen(DateTimeOffset.Parse(at)).ShouldBe(open);
        Hours.NextOpening(DateTimeOffset.Parse(at)).ShouldBe(DateTimeOffset.Parse(next));
    }
}
