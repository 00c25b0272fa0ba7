using FamilyPortal.Portal.Words;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;
using static FamilyPortal.Portal.Plan.PlanText;

namespace FamilyPortal.Portal.Plan;

/// <summary>A part of a reader's plan for reading alone: on paper, or in easy steps.</summary>
/// <param name="Picture">The name of one of the portal's drawings.</param>
internal sealed record PlanPart(string Title, string Picture, IReadOnlyList<PartItem> Items);

/// <summary>An item of a part.</summary>
/// <param name="Picture">Of its own; null: that of the part.</param>
/// <param name="Mark">In a word or two how it stands.</param>
/// <param name="Lines">The plan's own words, and ours about them, in order.</param>
public sealed record PartItem(string? Picture, string? Mark, IReadOnlyList<PartLine> Lines);

/// <summary>Something to read on a line.</summary>
/// <param name="Label">Our words before those of the plan.</param>
/// <param name="Said">The plan's words; null: only ours.</param>
/// <param name="Number">To ring, after our words.</param>
public sealed record PartLine(string? Label, Said? Said, string? Number = null)
{
    /// <summary>The plan's words alone.</summary>
    public static implicit operator PartLine(Said said) => new(null, said);

    /// <summary>Our words alone.</summary>
    public static implicit operator PartLine(string ours) => new(ours, null);
}

/// <summary>The parts of a reader's slice, in the order in which one reads them aloud: what is good, what worries, what comes next.</summary>
internal static class PlanParts
{
    /// <param name="answers">What the reader may know of answers: a task that nobody has says so here too.</param>
    public static IReadOnlyList<PlanPart> Of(PlanView plan, ReadableAnswers answers, DateOnly today)
    {
        PlanPart[] all =
        [
            new(T["About"], "book", [.. plan.Summary.Select(Bare)]),
            new(T["WorkingWell"], "star", [.. plan.WorkingWell.Select(Bare)]),
            new(T["Worries"], "rain-cloud", [.. plan.Worries.Select(Bare)]),
            new(T["Goals"], "sun", [.. plan.Goals.Select(Bare)]),
            new(T["Scale"], "scale", [.. plan.Scales.Select(s => new PartItem(null, null, [s.Text, new PartLine("0:", s.Zero), new PartLine("10:", s.Ten)]))]),
            new(T["BottomLines"], "key", [.. plan.BottomLines.Select(Bare)]),
            new(T["Trajectory"], "stepping-stones", [.. plan.Trajectory.Select(Stage)]),
            new(T["NextSteps"], "list", [.. plan.NextSteps.Select(s => Step(s, today))]),
            new(T["Network"], "helper", [.. plan.Network.Select(t => Task(t, answers.NobodyHas(t.Handle)))]),
            new(T["Meetings"], "calendar", [.. plan.Meetings.OrderBy(m => m.At).Select(m => Meeting(m, today))]),
            new(Layout.LayoutText.T["IfThingsGoWrong"], "phone", [.. plan.IfThingsGoWrong.Select(Sign)]),
            new(T.For(plan.Reader, "WordsAndPictures"), "family", [.. plan.WordsAndPictures.Select(p => new PartItem(p.Picture, null, [p.Text]))]),
        ];
        return [.. all.Where(p => p.Items.Count > 0)];
    }

    /// <summary>Whom to call, as one line for each.</summary>
    public static PartLine Call(CallView call) =>
        call.Number is null ? Safety.SafetyText.T["Tell", call.Name ?? ""]
        : new PartLine((call.Name ?? Safety.SafetyText.T.Find("Call." + call.Number)) is { } who ? who + ":" : null, null, UkWords.Phone(call.Number));

    private static PartItem Bare(ItemView item) => new(null, null, [item.Text]);

    private static PartItem Stage(StageView stage)
    {
        List<PartLine> lines = [stage.Text];
        if (stage.ReachedOn is { } reached) lines.Add(Terms.Capital(T[stage.IsNow ? "HereSince" : "ReachedOn", UkWords.Day(reached)]) + ".");
        else if (stage.By is { } by) lines.Add(T["HopeBy", UkWords.Day(by)]);
        if (stage.ToSee.Count > 0) lines.Add(T[stage.ReachedOn is null || stage.IsNow ? "ToSee" : "ToSeeThen"]);
        return new(null, stage.ReachedOn is null ? null : T[stage.IsNow ? "WeAreHere" : "Reached"], [.. lines, .. stage.ToSee.Select(s => (PartLine)s)]);
    }

    private static PartItem Step(NextStepView step, DateOnly today) => step.Done
        ? new(null, T["Done"], [step.Text])
        : new(null, null, [step.Text, T["WhoBy", Terms.Capital(MeetingsList.Who(step.IsMine, step.Who)), UkWords.Day(step.By)] + "." + (step.By < today ? " " + T["StepLate"] : "")]);

    private static PartItem Task(TaskView task, bool nobodyHas)
    {
        List<PartLine> lines = [task.Text, task.When, task.IsMine ? T["TaskYours"] : T["TaskOf", task.Person]];
        if (task.Backup is { } backup) lines.Add(task.IsBackup ? T["BackupYou"] : T["Backup", backup]);
        if (nobodyHas) lines.Add(T["NobodyHas"]);
        return new(null, null, lines);
    }

    private static PartItem Meeting(MeetingView meeting, DateOnly today) =>
        new(null, null, [UkWords.Moment(meeting.At, today) + ".", T.Find("Meeting." + meeting.Kind) ?? T["Meeting.other"], meeting.Text, meeting.Where, T["MeetingWho", MeetingsList.Who(meeting.IsMine, meeting.Who)]]);

    private static PartItem Sign(SignView sign) => new(null, null, [sign.Text, sign.Do, .. sign.Call.Select(Call)]);
}
