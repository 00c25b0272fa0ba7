using FamilyPortal.Portal.Plan;
using FamilyPortal.Portal.Words;
using FamilyPortal.Shared.Plans;

namespace FamilyPortal.Portal.MyWords.Everything;

/// <summary>A person's part of the plan, item by item, with what belongs to each.</summary>
internal static class CopyItems
{
    public static IEnumerable<CopyItem> Of(PlanView plan, DateOnly today) =>
    [
        .. plan.Summary.Select(i => Item("summary", i)),
        .. plan.WorkingWell.Select(i => Item("working-well", i)),
        .. plan.Worries.Select(i => Item("worry", i, Word("worriedPeople", UkWords.List(i.WorriedPeople)), Said("behaviour", i.Behaviour), Said("impact", i.Impact))),
        .. plan.Goals.Select(i => Item("goal", i)),
        .. plan.BottomLines.Select(i => Item("bottom-line", i)),
        .. plan.Trajectory.Select(i => Item("stage", i, [Word("by", Day(i.By)), Word("reachedOn", Day(i.ReachedOn)), .. i.ToSee.Select(s => Said("toSee", s))])),
        .. plan.NextSteps.Select(i => Item("next-step", i, Word("who", Who(i.IsMine, i.Who)), Word("by", Day(i.By)), Word("done", i.Done ? MyWordsText.T["Yes"] : null))),
        .. plan.Network.Select(i => Item("task", i, Word("who", i.Person), Said("when", i.When), Word("backup", i.Backup))),
        .. plan.IfThingsGoWrong.Select(i => Item("sign", i, [Said("do", i.Do), .. i.Call.Select(c => Word("call", string.Join(' ', new[] { c.Name, c.Number }.OfType<string>())))])),
        .. plan.Scales.Select(i => Item("scale", i, Said("zero", i.Zero), Said("ten", i.Ten))),
        .. plan.Meetings.Select(i => Item("meeting", i, Word("at", UkWords.Moment(i.At, today)), Said("where", i.Where), Word("who", Who(i.IsMine, i.Who)))),
        .. plan.WordsAndPictures.Select(i => Item("story", i)),
    ];

    private static CopyItem Item(string part, ItemView item, params IEnumerable<CopyDetail?> details) =>
        new(part, item.Text.Text, item.Text.Language, [.. details.OfType<CopyDetail>().Where(d => d.Text.Length > 0)]);

    private static string Who(bool isMine, IReadOnlyList<string> others) => Terms.Capital(MeetingsList.Who(isMine, others));

    private static CopyDetail? Said(string what, Said? said) => said is null ? null : new(what, said.Text, said.Language);

    private static CopyDetail? Word(string what, string? text) => text is null ? null : new(what, text, null);

    private static string? Day(DateOnly? day) => day is { } d ? UkWords.Day(d) : null;
}
