using FamilyPortal.Shared.Plans.Document;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Plans.Document;

public class RecurrenceDaysTests
{
    [Theory]
    [InlineData("FREQ=DAILY", "2026-11-13", true)]
    [InlineData("FREQ=WEEKLY", "2026-11-13", true)]
    [InlineData("FREQ=YEARLY", "2028-02-29", true)]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", "2026-11-14", true)]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", "2026-11-15", false)]
    [InlineData("FREQ=MONTHLY;BYDAY=-1SA", "2026-11-28", true)]
    [InlineData("FREQ=MONTHLY;BYDAY=-1SA", "2026-11-21", false)]
    [InlineData("FREQ=MONTHLY;INTERVAL=2;BYDAY=3FR", "2026-11-20", true)]
    [InlineData("FREQ=MONTHLY;INTERVAL=2;BYDAY=3FR", "2026-11-27", false)]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-30", true)]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31", "2026-11-30", false)]
    [InlineData("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", "2026-11-30", true)]
    [InlineData("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", "2026-11-24", false)]
    [InlineData("FREQ=YEARLY;BYMONTH=3;BYDAY=5MO", "2026-03-30", true)]
    [InlineData("FREQ=DAILY;INTERVAL=99;BYMONTH=2", "2026-03-01", false)]
    [InlineData("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "2026-03-01", false)]
    [InlineData("FREQ=WEEKLY;BYDAY=SU,SA;BYSETPOS=2;WKST=SU", "2026-11-07", true)]
    public void A_first_day_is_one_that_the_rule_picks(string rule, string first, bool picked) =>
        Parse(rule).Picks(DateOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(picked);

    [Theory]
    [InlineData("FREQ=DAILY;INTERVAL=2;INTERVAL=3")]
    [InlineData("FREQ=DAILY;COUNT=2;UNTIL=20270101")]
    [InlineData("FREQ=DAILY;UNTIL=20270231")]
    [InlineData("FREQ=DAILY;BYDAY=1MO")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,-1TU")]
    [InlineData("FREQ=WEEKLY;BYMONTHDAY=3")]
    [InlineData("FREQ=MONTHLY;BYSETPOS=1")]
    public void What_the_rfc_forbids_is_no_rule(string rule) => RecurrenceDays.TryParse(rule, out _).ShouldBeFalse();

    [Fact]
    public void The_days_come_in_order_and_end_with_the_rule() =>
        Parse("FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261117").Days(new DateOnly(2026, 11, 10))
            .ShouldBe([new DateOnly(2026, 11, 10), new DateOnly(2026, 11, 12), new DateOnly(2026, 11, 17)]);

    [Fact]
    public void A_day_that_never_comes_is_not_looked_for_for_ever() =>
        Parse("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30").Days(new DateOnly(2026, 11, 10)).ShouldBeEmpty();

    private static RecurrenceDays Parse(string rule) =>
        RecurrenceDays.TryParse(rule, out var parsed) ? parsed : throw new InvalidOperationException("No rule.");
}
