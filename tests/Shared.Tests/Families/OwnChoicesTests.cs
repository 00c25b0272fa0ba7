using FamilyPortal.Shared.Families;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Families;

/// <summary>On a worker's device hours only shrink: asked of every quarter of an hour.</summary>
public sealed class OwnChoicesTests
{
    private static readonly int[] Day = [.. Enumerable.Range(0, 96)];

    [Fact]
    public void Hours_together_with_a_worker_never_let_a_text_come_that_could_not_come_before() =>
        Prop.ForAll(Seeds.Any, seed =>
        {
            var random = new Random(seed);
            var (before, wanted) = (Hours(random), Hours(random));
            var after = Of(wanted).NoLooserThan(Of(before)).Preferences.TextHours;
            var isQuieter = Day.All(at => !IsIn(wanted, at) || IsIn(before, at));
            after.ShouldBe(isQuieter ? wanted : before, $"{before} {wanted}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithQuietOnSuccess(true));

    private static OwnChoices Of((TimeOnly, TimeOnly)? hours) => new(new() { TextHours = hours }, true);

    private static (TimeOnly From, TimeOnly Until)? Hours(Random random)
    {
        var (from, until) = (At(random.Next(96)), At(random.Next(96)));
        return from == until ? null : (from, until);
    }

    private static TimeOnly At(int quarter) => new TimeOnly(0, 0).AddMinutes(15 * quarter);

    private static bool IsIn((TimeOnly From, TimeOnly Until)? hours, int quarter) => hours is not { } h || At(quarter).IsBetween(h.From, h.Until);
}
