using FamilyPortal.Bot.Conversation.Hearing;
using FamilyPortal.Bot.Understanding;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Bot.Conversation.Flows;

/// <summary>Yes or no to a task of one's own: which one, yes.</summary>
internal sealed class TaskFlow(FamilyPlans plans, FamilyAnswers answers) : IFlow
{
    public const string Accept = "accept";
    public const string Cannot = "cannot";
    private const string Gone = "Task.Gone";

    public IReadOnlySet<PendingStep> Steps { get; } = new HashSet<PendingStep> { PendingStep.ChooseTask, PendingStep.SendTaskReply };

    public bool IsAbout(string intent, Pending pending) => intent == (pending.Choice == Accept ? PersonalIntents.ConfirmRole : PersonalIntents.DeclineRole);

    public async Task<Spoken> StartAsync(Turn turn, string choice, CancellationToken cancel)
    {
        var tasks = (await plans.ReadAsync(turn.Viewer, cancel)).Network.Where(t => t.IsMine).ToList();
        if (tasks.Count == 0) return Spoken.Only(Reply.Say(HelperWords.Get("Task.None"), Menu.For(turn)));
        var step = tasks.Count > 1 ? PendingStep.ChooseTask : PendingStep.SendTaskReply;
        return await this.GoToAsync(turn, new(step, turn.Id, [.. tasks.Select(t => t.Handle)], Choice: choice), Gone, cancel);
    }

    public async Task<Spoken?> ContinueAsync(Turn turn, Pending pending, CancellationToken cancel)
    {
        var tasks = await TasksAsync(turn, pending, cancel);
        if (pending.Step == PendingStep.ChooseTask && Choice.Read(turn.Text, [.. tasks.Select(t => t.Text.Text)]) is { } place)
            return await this.GoToAsync(turn, pending with { Step = PendingStep.SendTaskReply, Items = [tasks[place].Handle] }, Gone, cancel);
        return YesNo.Read(turn.Text) switch
        {
            false => Spoken.Only(Reply.Say(HelperWords.Get("Left"), Menu.For(turn))),
            true when pending.Step == PendingStep.SendTaskReply => await SendAsync(turn, pending, cancel),
            _ => null,
        };
    }

    public async Task<Activity?> AskAsync(Turn turn, Pending pending, CancellationToken cancel)
    {
        var tasks = await TasksAsync(turn, pending, cancel);
        if (tasks.Count == 0 || tasks.Count != pending.Items?.Count) return null;
        if (pending.Step == PendingStep.SendTaskReply)
            return Reply.Ask(HelperWords.Get($"Task.{pending.Choice}", tasks[0].Text.Text, tasks[0].When.Text), FlowExtensions.YesOrNo).From([tasks[0].Handle]);
        string[] lines = [.. tasks.Select(t => HelperWords.Get("Task.Line", t.Text.Text, t.When.Text))];
        return Reply.Ask($"{HelperWords.Get("Task.Choose")}\n{lines.Numbered()}", lines.Places()).From(tasks.Select(t => t.Handle));
    }

    private async Task<Spoken> SendAsync(Turn turn, Pending pending, CancellationToken cancel)
    {
        var outcome = await answers.ReplyToTaskAsync(turn.Viewer, pending.Items![0], new() { FormKey = pending.Key, Choice = pending.Choice }, cancel);
        return Spoken.Only(Reply.Say(outcome.IsOk ? HelperWords.Get($"Task.Told.{pending.Choice}") : outcome.WhyNot(Gone), Menu.For(turn)).Opening(outcome.IsOk ? null : PortalPage.Plan));
    }

    private async Task<IReadOnlyList<TaskView>> TasksAsync(Turn turn, Pending pending, CancellationToken cancel)
    {
        var tasks = (await plans.ReadAsync(turn.Viewer, cancel)).Network.Where(t => t.IsMine).ToDictionary(t => t.Handle);
        return [.. (pending.Items ?? []).Select(tasks.GetValueOrDefault).OfType<TaskView>()];
    }
}
