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
        .. plan.Worries.Select(i => Item("worry", i, ("worriedPeople", UkWords.List(i.WorriedPeople)), ("behaviour", i.Behaviour?.Text), ("impact", i.Impact?.Text))),
        .. plan.Goals.Select(i => Item("goal", i)),
        .. plan.BottomLines.Select(i => Item("bottom-line", i)),
        .. plan.Trajectory.Select(i => Item("stage", i, [("by", Day(i.By)), ("reachedOn", Day(i.ReachedOn)), .. i.ToSee.Select(s => ("toSee", (string?)s.Text))])),
        .. plan.NextSteps.Select(i => Item("next-step", i, ("who", UkWords.List(i.Who)), ("by", Day(i.By)), ("done", i.Done ? MyWordsText.T["Yes"] : null))),
        .. plan.Network.Select(i => Item("task", i, ("who", i.Person), ("when", i.When.Text), ("backup", i.Backup))),
        .. plan.IfThingsGoWrong.Select(i => Item("sign", i, [("do", i.Do.Text), .. i.Call.Select(c => ("call", (string?)string.Join(' ', new[] { c.Name, c.Number }.OfType<string>())))])),
        .. plan.Scales.Select(i => Item("scale", i, ("zero", i.Zero.Text), ("ten", i.Ten.Text))),
        .. plan.Meetings.Select(i => Item("meeting", i, ("at", UkWords.Moment(i.At, today)), ("where", i.Where.Text), ("who", UkWords.List(i.Who)))),
        .. plan.WordsAndPictures.Select(i => Item("story", i)),
    ];

    private static CopyItem Item(string part, ItemView item, params IEnumerable<(string Is, string? Text)> details) =>
        new(part, item.Text.Text, [.. details.Where(d => !string.IsNullOrEmpty(d.Text)).Select(d => new CopyDetail(d.Is, d.Text!))]);

    private static string? Day(DateOnly? day) => day is { } d ? UkWords.Day(d) : null;
}
