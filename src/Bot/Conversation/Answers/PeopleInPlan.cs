using FamilyPortal.Shared;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Bot.Conversation.Answers;

/// <summary>Who somebody is and what they do, as the reader's own items say it. Whoever stands in none of these is nobody here.</summary>
internal sealed class PeopleInPlan(TimeProvider clock)
{
    private const int Most = 6;

    /// <summary>Whole names in the slice, and whether each is a worker's.</summary>
    public static IReadOnlyDictionary<string, bool> Names(PlanView plan)
    {
        var workers = plan.Workers.Select(worker => worker.Name).ToHashSet();
        return plan.Network.SelectMany(task => new[] { task.Person, task.Backup }).OfType<string>()
            .Concat(plan.NextSteps.SelectMany(step => step.Who)).Concat(plan.Meetings.SelectMany(meeting => meeting.Who))
            .Concat(plan.IfThingsGoWrong.SelectMany(sign => sign.Call).Select(call => call.Name).OfType<string>().Concat(plan.Worries.SelectMany(worry => worry.WorriedPeople)).Where(IsAName)).Concat(workers)
            .Distinct().ToDictionary(name => name, workers.Contains);
    }

    // "The police" and "Reece's foster carer" are nobody's names.
    private static bool IsAName(string called) => called.Split(' ').All(word => word.Length > 0 && !char.IsLower(word[0])) && !called.StartsWith("The ", StringComparison.Ordinal);

    /// <summary>Null where no item says what they do now.</summary>
    public Activity? Answer(PlanView plan, ReadableAnswers given, IReadOnlyList<string> names) => Say(names.SelectMany(name => Lines(plan, given, name)));

    /// <summary>For which meetings ahead they are named; null where for none.</summary>
    public Activity? AtMeetings(PlanView plan, IReadOnlyList<string> names) => Say(names.SelectMany(name => Meetings(plan, name)));

    private static Activity? Say(IEnumerable<(string Text, IReadOnlyList<string> Items)> all)
    {
        var lines = all.DistinctBy(line => line.Text).ToList();
        if (lines.Count == 0) return null;
        return Reply.Say(string.Join('\n',
        [
            HelperWords.Get("Person.Head"), .. lines.Take(Most).Select(line => "• " + line.Text),
            .. lines.Count > Most ? [HelperWords.Get("Own.More", PortalPage.Plan.Name)] : Array.Empty<string>(), HelperWords.Get("Person.More"),
        ]), HelperWords.Get("Label.AskWorker")).From(lines.SelectMany(line => line.Items)).Opening(PortalPage.Plan);
    }

    private IEnumerable<(string Text, IReadOnlyList<string> Items)> Lines(PlanView plan, ReadableAnswers given, string name)
    {
        var (today, shown) = (UkTime.Today(clock), HelperWords.Name(name));
        return
        [
            .. plan.Workers.Where(w => w.Name == name).Select(w => (HelperWords.Get("Person.Worker", shown), w.Items)),
            .. plan.Network.Where(t => t.Person == name).Select(t => (TaskStanding.Say(HelperWords.Get("Network.Line", shown, t.Text.Text, t.When.Text), t, given), One(t))),
            .. plan.Network.Where(t => t.Backup == name).Select(t => (TaskStanding.Say(HelperWords.Get("Person.StandsIn", shown, t.IsMine ? HelperWords.Get("You") : HelperWords.Name(t.Person), t.Text.Text, t.When.Text), t, given), One(t))),
            .. plan.NextSteps.Where(s => !s.Done && s.Who.Contains(name)).Select(s => (HelperWords.Get("Person.Step", shown, s.Text.Text, UkDates.Day(s.By, today)), One(s))),
            .. Meetings(plan, name),
            .. plan.IfThingsGoWrong.Where(s => s.Call.Any(c => c.Name == name)).Select(s => (HelperWords.Get("Person.Call", shown, s.Text.Text), One(s))),
            .. plan.Worries.Where(w => w.WorriedPeople.Contains(name)).Select(w => (HelperWords.Get("Person.Worried", shown, w.Text.Text), One(w))),
        ];
    }

    private IEnumerable<(string Text, IReadOnlyList<string> Items)> Meetings(PlanView plan, string name)
    {
        var (now, today) = (clock.GetUtcNow(), UkTime.Today(clock));
        return plan.Meetings.Where(m => !m.Asking.IsOver(now) && m.Who.Contains(name)).OrderBy(m => m.At)
            .Select(m => (HelperWords.Get("Person.Meeting", HelperWords.Name(name), UkDates.Day(UkTime.Day(m.At), today), m.Text.Text), One(m)));
    }

    private static IReadOnlyList<string> One(ItemView item) => [item.Handle];
}
