using FamilyPortal.Bot.Understanding;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Bot.Conversation.Answers;

/// <summary>Answers from the person's own slice of the plan. What is not in the slice does not exist here.</summary>
internal sealed class OwnPlan(FamilyPlans plans, FamilyAnswers answers, AuthorityPacks packs, TimeProvider clock)
{
    /// <summary>A bubble on a phone holds about this many lines.</summary>
    private const int Most = 6;

    /// <summary>Null for an intent that is not a question about the plan.</summary>
    public async Task<Activity?> AnswerAsync(Turn turn, string intent, CancellationToken cancel)
    {
        if (intent is PersonalIntents.GiveScore or PersonalIntents.ConfirmRole or PersonalIntents.DeclineRole or PersonalIntents.AskWorker or PersonalIntents.ChangeContact) return null;
        var plan = await plans.ReadAsync(turn.Viewer, cancel);
        var text = intent switch
        {
            PersonalIntents.MyNextMeeting => NextMeeting(plan),
            PersonalIntents.MyNextSteps => NextSteps(plan),
            PersonalIntents.MyGoals => Lines("Goals", [.. plan.Goals.Select(g => g.Text.Text)]),
            PersonalIntents.MyScores => Scores(plan, await answers.ReadAsync(turn.Viewer, cancel)),
            PersonalIntents.MyNetwork => Lines("Network", [.. plan.Network.Select(t => HelperWords.Get("Network.Line", t.Person, t.Text.Text, t.When.Text))]),
            PersonalIntents.MyWorker => Worker(plan, packs.Get(turn.Viewer.AuthorityId)),
            _ => null,
        };
        return text is null ? null : Reply.Say(text, Menu.For(turn));
    }

    private DateOnly Today => UkTime.Today(clock);

    private string NextMeeting(PlanView plan)
    {
        var now = clock.GetUtcNow();
        var next = plan.Meetings.Where(m => m.At.AddMinutes(m.Minutes ?? 60) > now).OrderBy(m => m.At).FirstOrDefault();
        if (next is null) return HelperWords.Get("Meeting.None");
        var said = HelperWords.Get("Meeting.Next", UkDates.Day(UkTime.Day(next.At), Today), UkDates.Time(next.At), next.Text.Text, next.Where.Text);
        if (next.Who.Count > 0) said += "\n" + HelperWords.Get("Meeting.Who", HelperWords.List(next.Who));
        return said + "\n" + HelperWords.Get("Meeting.Cannot");
    }

    private string NextSteps(PlanView plan) => Lines("Steps",
    [
        .. plan.NextSteps.Where(s => s is { IsMine: true, Done: false }).OrderBy(s => s.By).Select(s => HelperWords.Get("Steps.Line", s.Text.Text, UkDates.Day(s.By, Today))),
        .. plan.Network.Where(t => t.IsMine).Select(t => HelperWords.Get("Steps.Task", t.Text.Text, t.When.Text)),
    ]);

    private string Scores(PlanView plan, IReadOnlyList<AnswerView> given)
    {
        var scales = plan.Scales.ToDictionary(s => s.Handle);
        return Lines("Scores",
        [
            .. from answer in given
               where answer is { Kind: AnswerKind.Score, IsMine: true, Score: not null, Item: not null } && scales.ContainsKey(answer.Item)
               group answer by answer.Item into own
               let last = own.Last()
               orderby last.GivenAt descending
               select HelperWords.Get("Scores.Line", last.Score!, UkDates.Date(UkTime.Day(last.GivenAt), Today), scales[own.Key!].Text.Text),
        ]);
    }

    private static string Worker(PlanView plan, AuthorityPack pack)
    {
        string[] names = [.. plan.Workers.Select(w => w.Name)];
        var who = names switch
        {
            [] => HelperWords.Get("Worker.Unknown"),
            [var name] => HelperWords.Get("Worker.Name", name),
            _ => HelperWords.Get("Worker.Names", HelperWords.List(names)),
        };
        var numbers = plan.Workers.Where(w => w.Number is not null).Select(w => HelperWords.Get("Worker.Number", w.Name, w.Number!));
        return string.Join('\n', [who, .. numbers, HelperWords.Get("Worker.Council", pack.DayPhone.Display, pack.NightPhone.Display)]);
    }

    private static string Lines(string key, IReadOnlyList<string> lines) => lines.Count == 0
        ? HelperWords.Get($"{key}.None")
        : string.Join('\n', [HelperWords.Get($"{key}.Head"), .. lines.Take(Most).Select(l => "• " + l), .. lines.Count > Most ? [HelperWords.Get("Own.More")] : Array.Empty<string>()]);
}
