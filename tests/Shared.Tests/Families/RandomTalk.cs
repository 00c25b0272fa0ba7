using System.Text.Json.Nodes;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;

namespace FamilyPortal.Shared.Tests.Families;

/// <summary>
/// What the people of a random plan answer, change their minds about, take back and have released; and, from docs/decisions.md (43) and
/// plans/README.md alone, to whom it is said that nobody has a task.
/// </summary>
internal sealed class RandomTalk(TestFamily test, RandomPlan plan, Random random)
{
    private readonly List<Word> _words = [];
    private readonly HashSet<Guid> _letKnown = [];

    /// <summary>Pairs kept apart by the safety call, whichever way round.</summary>
    public HashSet<(string, string)> Apart { get; } = [];

    /// <summary>Their newest word to their task.</summary>
    /// <param name="May">Whom its `seenBy` named when it was said.</param>
    private sealed record Word(Guid Id, string Giver, string Task, bool IsNo, bool SaysDanger, HashSet<string> May);

    /// <summary>Ids of the tasks of which this person may know that nobody has them, if they see them.</summary>
    public IEnumerable<string> NobodyHas(string reader) =>
        from last in _words.GroupBy(w => (w.Giver, w.Task), (_, all) => all.Last())
        where last.IsNo && last.Giver != reader && (!last.SaysDanger || _letKnown.Contains(last.Id)) && last.May.Contains(reader)
        let task = Task(last.Task)
        where task["person"]!.GetValue<string>() == last.Giver && May(task, reader) && !Apart.Contains((last.Giver, reader)) && !Apart.Contains((reader, last.Giver))
        select last.Task;

    /// <summary>Whose task it is, of one about which somebody else may know what is said; null where there is none.</summary>
    public string? SomebodyWithATask() =>
        (from task in plan.Items.Where(i => i.List == "network").Select(i => i.Item)
         let person = task["person"]!.GetValue<string>()
         where Reach.Of(plan, task, person, Apart) && plan.Family.Select(RandomPlan.Id) is var family && family.Contains(person) && family.Any(p => p != person && May(task, p))
         orderby random.Next()
         select person).FirstOrDefault();

    /// <summary>A worker releases some of what waits, and lets some gaps be known.</summary>
    public Task ReleaseAsync() => test.Store.SaveAsync(store =>
    {
        foreach (var answer in store.Answers.Where(x => x.ReleasedAt == null).AsEnumerable().Where(_ => random.Next(2) == 0)) (answer.ReleasedAt, answer.ReleasedTo) = (test.Clock.Now, [.. answer.Chosen]);
        foreach (var answer in store.Answers.Where(x => x.GapKnownAt == null).AsEnumerable().Where(_ => random.Next(2) == 0))
        {
            (answer.GapKnownAt, answer.GapKnownTo) = (test.Clock.Now, [.. answer.SeenByThen]);
            _letKnown.Add(answer.Id);
        }
    });

    /// <summary>Somebody answers some of what they are asked, some of it again, and takes the sharing of some back.</summary>
    /// <param name="where">Alone or with a worker.</param>
    public async Task<string> AnswerAsync(string giver, Func<FamilyViewer, FamilyViewer> where)
    {
        if (await test.ViewerAsync(plan.RecordRef, giver) is not { } alone) return "nothing";
        var viewer = where(alone);
        var view = await test.Plans.ReadAsync(viewer);
        foreach (var scale in view.Scales.Where(s => s.Asked)) await SayAsync(viewer, scale, form => test.Answers.GiveScoreAsync(viewer, scale.Handle, form with { Score = random.Next(11) }));
        foreach (var step in view.NextSteps.Where(s => s.Asked)) await SayAsync(viewer, step, form => test.Answers.ReplyToStepAsync(viewer, step.Handle, form with { Choice = random.Next(2) == 0 ? "not-yet" : "need-help" }));
        var ids = (await test.Plans.SliceAsync(viewer, default)).Handles.ToDictionary(h => h.Value, h => h.Key);
        foreach (var task in view.Network.Where(t => t.IsMine))
            for (var turn = random.Next(1, 3); turn > 0; turn--)
            {
                var isNo = random.Next(3) > 0;
                var said = await SayAsync(viewer, task, form => test.Answers.ReplyToTaskAsync(viewer, task.Handle, form with { Choice = isNo ? FamilyAnswers.Declined : "accept" }));
                _words.Add(new(said.Id, giver, ids[task.Handle], isNo, said.SaysDanger, [.. plan.Family.Select(RandomPlan.Id).Where(p => May(Task(ids[task.Handle]), p))]));
            }
        return "answers";
    }

    private async Task<(Guid Id, bool SaysDanger)> SayAsync(FamilyViewer viewer, ItemView item, Func<AnswerForm, Task<AnswerOutcome>> give)
    {
        var shareWith = (await test.Answers.SharingChoicesAsync(viewer, item.Handle)).Where(_ => random.Next(2) == 0).Select(c => c.Handle);
        var saysDanger = random.Next(4) == 0;
        var outcome = await give(new() { FormKey = Guid.NewGuid().ToString(), Words = saysDanger ? "He has got a knife and says he will stab me." : "Because.", ShareWith = [.. shareWith] });
        (outcome.Stored, outcome.Danger.IsDanger).ShouldBe((true, saysDanger));
        if (random.Next(4) == 0) await test.Answers.EndSharingAsync(viewer, outcome.Handle!);
        return (await test.Store.ReadAsync(s => s.RecordEntries.Where(e => s.Families.Any(f => f.Id == e.FamilyId && f.RecordRef == plan.RecordRef) && s.Answers.Any(a => a.FamilyId == e.FamilyId && a.Id == e.EventId)).OrderByDescending(e => e.Number).Select(e => e.EventId).FirstAsync()), saysDanger);
    }

    private JsonObject Task(string id) => plan.Items.Single(i => RandomPlan.Id(i.Item) == id).Item;

    private bool May(JsonObject task, string person) =>
        Reach.Of(plan, task, person, Apart) && task["seenBy"] is JsonArray entries
        && entries.Select(e => e!.GetValue<string>()).Any(e => e == person || e == "everyone" || e == $"role:{plan.People.Single(p => RandomPlan.Id(p) == person)["role"]}");
}
