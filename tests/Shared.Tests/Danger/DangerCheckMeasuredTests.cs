using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Danger;

/// <summary>Floors a little below what was measured (docs/danger.md). A change that falls under one misses people.</summary>
public sealed class DangerCheckMeasuredTests(ITestOutputHelper output)
{
    [Fact]
    public void Check_OnTheHalfThatRulesWereWrittenOn_KeepsItsFloors()
    {
        var measured = Measured(heldOut: false);

        measured.AnyDanger.ShouldBeGreaterThanOrEqualTo(0.97);
        measured.Emergencies.ShouldBeGreaterThanOrEqualTo(0.94);
        measured.FalseAlarms.ShouldBeLessThanOrEqualTo(0.05);
    }

    [Fact]
    public void Check_OnTheHeldOutHalf_KeepsItsFloors()
    {
        var measured = Measured(heldOut: true);

        measured.AnyDanger.ShouldBeGreaterThanOrEqualTo(0.76);
        measured.Emergencies.ShouldBeGreaterThanOrEqualTo(0.73);
        measured.FalseAlarms.ShouldBeLessThanOrEqualTo(0.15);
    }

    [Fact]
    public void Check_OnMessagesWrittenWithTheRules_KeepsItsFloors()
    {
        var measured = DangerMeasures.Of(LabelledMessages.WrittenByUs);
        output.WriteLine($"{LabelledMessages.WrittenByUs.Count} messages: {measured}");

        measured.AnyDanger.ShouldBeGreaterThanOrEqualTo(0.97);
        measured.Emergencies.ShouldBeGreaterThanOrEqualTo(0.94);
        measured.FalseAlarms.ShouldBeLessThanOrEqualTo(0.03);
    }

    [Fact]
    public void Check_OnVoicesThatRulesWereWrittenOn_KeepsItsFloors()
    {
        var measured = DangerMeasures.Of(LabelledMessages.Voices);
        output.WriteLine($"{LabelledMessages.Voices.Count} messages: {measured}");

        measured.AnyDanger.ShouldBeGreaterThanOrEqualTo(0.97);
        measured.Emergencies.ShouldBeGreaterThanOrEqualTo(0.97);
        measured.FalseAlarms.ShouldBeLessThanOrEqualTo(0.03);
        measured.RightKind.ShouldBeGreaterThanOrEqualTo(0.88);
    }

    [Fact]
    public void Check_OnVoicesHeldOut_KeepsItsFloors()
    {
        var measured = DangerMeasures.Of(LabelledMessages.VoicesHeldOut);
        output.WriteLine($"{LabelledMessages.VoicesHeldOut.Count} messages: {measured}");

        measured.AnyDanger.ShouldBeGreaterThanOrEqualTo(0.95);
        measured.Emergencies.ShouldBeGreaterThanOrEqualTo(0.95);
        measured.FalseAlarms.ShouldBeLessThanOrEqualTo(0.12);
        measured.RightKind.ShouldBeGreaterThanOrEqualTo(0.90);
    }

    private DangerMeasures Measured(bool heldOut)
    {
        var half = LabelledMessages.All.Where(message => message.IsHeldOut == heldOut).ToList();
        half.Count.ShouldBeGreaterThan(150);
        var measured = DangerMeasures.Of(half);
        output.WriteLine($"{half.Count} messages: {measured}");
        return measured;
    }
}
