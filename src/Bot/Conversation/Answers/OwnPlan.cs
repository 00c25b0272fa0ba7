using FamilyPortal.Bot.Understanding;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Owed;

namespace FamilyPortal.Bot.Conversation.Answers;

/// <summary>Answers from the person's own slice of the plan, and from what they gave themselves. What is not in the slice does not exist here.</summary>
internal sealed class OwnPlan(FamilyPlans plans, FamilyAnswers answers, OwedAnswers owed, AuthorityPacks packs, DangerChecks checks, TimeProvider clock)
{
    /// <summary>A bubble on a phone holds about this many lines.</summary>
    private const int Most = 6;

    /// <summary>Thinking of it and doing it, threats by others and one's own: a plan speaks of both at once.</summary>
    private static readonly DangerKind[][] AsOne = [[DangerKind.SelfHarm, DangerKind.Suicide], [DangerKind.Threat, DangerKind.OwnThreat]];

    /// <summary>Null for an intent that is not a question about the plan.</summary>
    public async Task<Activity?> AnswerAsync(Turn turn, string intent, CancellationToken cancel)
    {
        if (intent is PersonalIntents.GiveScore or PersonalIntents.ConfirmRole or PersonalIntents.DeclineRole or PersonalIntents.AskWorker or PersonalIntents.ChangeContact) return null;
        var plan = await plans.ReadAsync(turn.Viewer, cancel);
        Told? told = intent switch
        {
            PersonalIntents.MyNextMeeting => NextMeeting(plan),
            PersonalIntents.MyNextSteps => NextSteps(plan, await answers.ReadAsync(turn.Viewer, cancel)),
            PersonalIntents.MyGoals => Lines("Goals", PortalPage.Plan, [.. plan.Goals.Select(g => new Told(g.Text.Text, g.Handle))]),
            PersonalIntents.MyScores => Scores(plan, await answers.ReadAsync(turn.Viewer, cancel)),
            PersonalIntents.MyNetwork => Network(plan, await answers.ReadAsync(turn.Viewer, cancel)),
            PersonalIntents.MyRequests => Requests(await answers.ReadAsync(turn.Viewer, cancel), await owed.ReadAsync(turn.Viewer, cancel)),
            PersonalIntents.MyWorker => Worker(plan, packs.Get(turn.Viewer.AuthorityId)),
            _ => null,
        };
        return told is null ? null : Reply.Say(told.Text, Menu.For(turn)).From(told.Items).Opening(told.Page);
    }

    /// <summary>What their own plan says to do when this kind of danger comes; null where it says nothing that they see.</summary>
    public async Task<Activity?> WhenItGoesWrongAsync(Turn turn, DangerKind kind, CancellationToken cancel)
    {
        var plan = await plans.ReadAsync(turn.Viewer, cancel);
        var check = await checks.ForAsync(turn.Viewer, cancel);
        var signs = plan.IfThingsGoWrong.Where(i => IsAbout(check, i, kind)).Take(Most).ToList();
        if (signs.Count == 0) return null;
        return Reply.Say(string.Join('\n', [HelperWords.Get("Danger.OwnPlan"), .. signs.Select(Sign)])).From(signs.Select(i => i.Handle));
    }

    private static bool IsAbout(DangerCheck check, SignView sign, DangerKind kind) => check.Check(sign.Text.Text).Kind is var about && (about == kind || AsOne.Any(one => one.Contains(about) && one.Contains(kind)));

    private static string Sign(SignView sign) => string.Join('\n',
    [
        $"• {sign.Text.Text}", sign.Do.Text,
        .. sign.Call.Where(c => c.Number is not null).Select(c => HelperWords.Get("Danger.OwnPlan.Ring", c.Name is null ? c.Number! : $"{HelperWords.Name(c.Name)}: {UkPhone.Shown(c.Number!)}")),
    ]);

    private DateOnly Today => UkTime.Today(clock);

    private Told NextMeeting(PlanView plan)
    {
        var now = clock.GetUtcNow();
        var next = plan.Meetings.Where(m => !m.Asking.IsOver(now)).OrderBy(m => m.At).FirstOrDefault();
        if (next is null) return new(HelperWords.Get("Meeting.None"));
        var said = HelperWords.Get("Meeting.Next", UkDates.Day(UkTime.Day(next.At), Today), UkDates.Time(next.At), next.Text.Text, next.Where.Text);
        if (next.IsMine || next.Who.Count > 0) said += "\n" + HelperWords.Get("Meeting.Who", HelperWords.List(next.IsMine ? [HelperWords.Get("You"), .. next.Who] : next.Who));
        return new(said + "\n" + HelperWords.Get("Meeting.Cannot"), next.Handle);
    }

    private Told NextSteps(PlanView plan, ReadableAnswers given) => Lines("Steps", PortalPage.Plan,
    [
        .. plan.NextSteps.Where(s => s is { IsMine: true, Done: false }).OrderBy(s => s.By).Select(s => new Told(HelperWords.Get(s.By < Today ? "Steps.Late" : "Steps.Line", s.Text.Text, UkDates.Day(s.By, Today)), s.Handle)),
        .. plan.Network.Where(t => t.IsMine).Select(t => new Told(TaskStanding.Say(HelperWords.Get("Steps.Task", t.Text.Text, t.When.Text), t, given), t.Handle)),
        .. plan.Network.Where(t => t.IsBackup && given.NobodyHas(t.Handle)).Select(t => new Told(HelperWords.Get("Steps.StandIn", t.Text.Text, t.When.Text), t.Handle)),
    ]);

    private static Told Network(PlanView plan, ReadableAnswers given) => Lines("Network", PortalPage.Plan,
        [.. plan.Network.Select(t => new Told(TaskStanding.Say(HelperWords.Get("Network.Line", HelperWords.Name(t.Person), t.Text.Text, t.When.Text), t, given), t.Handle))]);

    /// <summary>What they asked for, newest first, and how the answer stands. What it is called, never the words: somebody may look on.</summary>
    private Told Requests(IReadOnlyList<AnswerView> given, IReadOnlyDictionary<string, OwedView> owing) => Lines("Requests", PortalPage.MyWords,
    [
        .. from asked in given
           where asked.IsMine && owing.ContainsKey(asked.Handle)
           orderby asked.GivenAt descending
           select new Told(HelperWords.Get("Requests.Line", HelperWords.Get($"Requests.{asked.Kind}"), With(UkDates.Date(UkTime.Day(asked.GivenAt), Today), asked.WithName), Standing(owing[asked.Handle]))),
    ]);

    private string Standing(OwedView answer) => answer switch
    {
        { AnsweredAt: not null } => HelperWords.Get("Requests.Answered", PortalPage.MyWords.Name),
        _ when answer.IsLate(Today) => HelperWords.Get("Requests.Late", UkDates.Day(answer.ReplyBy, Today)),
        _ => HelperWords.Get(answer.IsRead ? "Requests.Read" : "Requests.Sent", UkDates.Day(answer.ReplyBy, Today)),
    };

    private Told Scores(PlanView plan, IReadOnlyList<AnswerView> given)
    {
        var scales = plan.Scales.ToDictionary(s => s.Handle);
        return Lines("Scores", PortalPage.Plan,
        [
            .. from answer in given
               where answer is { Kind: AnswerKind.Score, IsMine: true, Score: not null, Item: not null } && scales.ContainsKey(answer.Item)
               group answer by answer.Item into own
               let last = own.Last()
               orderby last.GivenAt descending
               select new Told(HelperWords.Get("Scores.Line", last.Score!, With(UkDates.Date(UkTime.Day(last.GivenAt), Today), last.WithName), scales[own.Key!].Text.Text), own.Key!),
        ]);
    }

    /// <summary>What was given on a worker's device says so here too.</summary>
    private static string With(string day, string? name) => name is null ? day : HelperWords.Get("Scores.With", day, HelperWords.Name(name));

    private static Told Worker(PlanView plan, AuthorityPack pack)
    {
        string[] names = [.. plan.Workers.Select(w => w.Name)];
        var who = names switch
        {
            [] => HelperWords.Get("Worker.Unknown"),
            [var name] => HelperWords.Get("Worker.Name", HelperWords.Name(name)),
            _ => HelperWords.Get("Worker.Names", HelperWords.List(names)),
        };
        var numbers = plan.Workers.Where(w => w.Number is not null).Select(w => HelperWords.Get("Worker.Number", HelperWords.Name(w.Name), UkPhone.Shown(w.Number!)));
        return new(string.Join('\n', [who, .. numbers, HelperWords.Get("Worker.Council", pack.DayPhone.Display, pack.NightPhone.Display)]), [.. plan.Workers.SelectMany(w => w.Items)]);
    }

    /// <param name="page">Where all of it stands.</param>
    private static Told Lines(string key, PortalPage page, IReadOnlyList<Told> lines) => lines.Count == 0
        ? new(HelperWords.Get($"{key}.None"))
        : new(
            string.Join('\n', [HelperWords.Get($"{key}.Head"), .. lines.Take(Most).Select(l => "• " + l.Text), .. lines.Count > Most ? [HelperWords.Get("Own.More", page.Name)] : Array.Empty<string>()]),
            [.. lines.SelectMany(l => l.Items)])
        { Page = page };

    /// <summary>Words of the plan, and the handles of the items that they come from.</summary>
    private sealed record Told(string Text, params IReadOnlyList<string> Items)
    {
        /// <summary>Where it stands in the Portal.</summary>
        public PortalPage? Page { get; init; }
    }
}
