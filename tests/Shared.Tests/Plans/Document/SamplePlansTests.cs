using System.Globalization;
using System.Text;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Plans.Document;

public class SamplePlansTests
{
    public static TheoryData<string, string> NamesAndDays =>
        [.. from name in SamplePlans.Names from day in new[] { "2026-11-18", "2027-03-29", "2028-02-29", "2031-07-06", "2026-01-01" } select (name, day)];

    [Theory, MemberData(nameof(NamesAndDays))]
    public void A_sample_dated_from_any_day_is_a_valid_plan_that_is_agreed_and_has_its_meetings_before_it(string name, string day)
    {
        var today = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        var before = PlanReader.Read(SamplePlans.Load(name)).Document!;

        var reading = PlanReader.Read(Encoding.UTF8.GetBytes(SamplePlans.DatedFrom(SamplePlans.LoadText(name), today)));

        PlanRules.Judge(reading, PlanHistory.None).ShouldBe(PlanVerdict.Store, string.Join("; ", reading.Refusal?.Errors ?? PlanRules.Check(reading.Document!)?.Errors ?? []));
        var after = reading.Document!;
        after.Plan.AgreedOn.ShouldBeLessThanOrEqualTo(today);
        after.Plan.AgreedOn.DayOfWeek.ShouldBe(before.Plan.AgreedOn.DayOfWeek);
        after.Plan.Meetings.ShouldAllBe(m => UkTime.Day(m.At) > today);
        after.Plan.Meetings.Select(m => (UkTime.At(m.At).DayOfWeek, UkTime.At(m.At).TimeOfDay))
            .ShouldBe(before.Plan.Meetings.Select(m => (UkTime.At(m.At).DayOfWeek, UkTime.At(m.At).TimeOfDay)));
        after.Items().Select(i => i.Item.Text).ShouldBe(before.Items().Select(i => i.Item.Text));
    }
}
