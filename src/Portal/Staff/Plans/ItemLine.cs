using FamilyPortal.Portal.Words;
using FamilyPortal.Shared.Plans;
using static FamilyPortal.Portal.Staff.StaffText;

namespace FamilyPortal.Portal.Staff.Plans;

/// <summary>A line below an item's main sentence.</summary>
/// <param name="IsPlan">The plan's own words, not a date or a list of names.</param>
public sealed record ItemLine(string Label, string Text, bool IsPlan)
{
    /// <summary>All lines of an item; some may be empty.</summary>
    internal static IReadOnlyList<ItemLine> Of(ItemView item, DateOnly today) => item switch
    {
        StrengthView i => [Fact("", T[i.IsSafety ? "IsSafety" : "IsStrength"])],
        WorryView i => [Fact("", T["Worry." + i.Type]), Fact(T["WorriedPeople"], UkWords.List(i.WorriedPeople)), Own(T["Behaviour"], i.Behaviour), Own(T["Impact"], i.Impact)],
        StageView i => [Fact(T["By"], Day(i.By)), Fact(T["ReachedOn"], Day(i.ReachedOn)), .. i.ToSee.Select(s => Own(T["ToSee"], s))],
        NextStepView i => [Fact("", T[i.Done ? "StepDone" : "StepBy", UkWords.List(i.Who), UkWords.Day(i.By)])],
        TaskView i => [Fact("", i.Backup is null ? T["TaskOf", i.Person] : T["TaskOfWith", i.Person, i.Backup]), Own(T["When"], i.When)],
        SignView i => [Own(T["DoThis"], i.Do), Fact(T["CallThese"], UkWords.List([.. i.Call.Select(Call)]))],
        ScaleView i => [Own("0", i.Zero), Own("10", i.Ten)],
        MeetingView i => [Fact("", UkWords.Moment(i.At, today)), Own(T["Where"], i.Where), Fact(T["WhoComes"], UkWords.List(i.Who))],
        _ => [],
    };

    /// <summary>The plan's own words of an item, its main sentence first.</summary>
    internal static IEnumerable<string> Words(ItemView item, DateOnly today) => Words(item, Of(item, today));

    internal static IEnumerable<string> Words(ItemView item, IEnumerable<ItemLine> lines) => lines.Where(l => l.IsPlan).Select(l => l.Text).Prepend(item.Text.Text);

    private static ItemLine Own(string label, Said? said) => new(label, said?.Text ?? "", true);

    private static ItemLine Fact(string label, string text) => new(label, text, false);

    private static string Day(DateOnly? day) => day is { } d ? UkWords.Day(d) : "";

    private static string Call(CallView call) => (call.Name, call.Number) switch
    {
        ({ } name, { } number) => $"{name} {number}",
        ({ } name, null) => name,
        (null, var number) => number ?? "",
    };
}
