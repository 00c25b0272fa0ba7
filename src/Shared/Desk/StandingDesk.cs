using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>What somebody last said to a task or a step: alone, or beside a worker, for they may say another then.</summary>
/// <param name="With">The worker on whose device, if so.</param>
public sealed record LastSaid(string Name, string? With, string Choice, DateTimeOffset At)
{
    /// <summary>What it is about said something else then (docs/decisions.md, 48).</summary>
    public bool IsOfOtherWords { get; init; }
}

/// <summary>A task of the network, and who does it.</summary>
/// <param name="Backup">Who does it when that person cannot; null: nobody.</param>
/// <param name="BackupSeesIt">Whether the plan shows that person the task: who does not see it, does not know of it.</param>
/// <param name="Said">By the person whose task it is now, the newest first.</param>
/// <param name="ByStaff">It is a worker's, who is not asked here.</param>
public sealed record TaskStanding(string Text, string Person, string? Backup, bool BackupSeesIt, IReadOnlyList<LastSaid> Said, bool ByStaff)
{
    /// <summary>Nobody has said that they do it.</summary>
    public bool HasNobody => !ByStaff && (Said is not [var newest, ..] || newest.Choice == FamilyAnswers.Declined);
}

/// <summary>A next step that is not done by the plan.</summary>
/// <param name="Said">By each of those whose step it is now.</param>
public sealed record StepStanding(string Text, IReadOnlyList<string> Who, DateOnly By, IReadOnlyList<LastSaid> Said);

/// <summary>A meeting that is not over.</summary>
/// <param name="Said">Who comes, by their newest answer to this day and hour: of a meeting that was moved, answers to the old one say nothing.</param>
/// <param name="NotSaid">Names of those who were asked and have not answered.</param>
public sealed record MeetingStanding(string Text, DateTimeOffset At, IReadOnlyList<LastSaid> Said, IReadOnlyList<string> NotSaid);

/// <summary>How what people do in a family's plan stands, by what they said of it.</summary>
/// <param name="Tasks">Those that nobody does first, then in the order of the plan.</param>
/// <param name="Steps">The next one first.</param>
/// <param name="Meetings">The next one first.</param>
public sealed record Standings(IReadOnlyList<TaskStanding> Tasks, IReadOnlyList<StepStanding> Steps, IReadOnlyList<MeetingStanding> Meetings);

/// <summary>Shows workers at once which task of the network has nobody, how the next steps go, and who comes to a meeting.</summary>
public sealed class StandingDesk
{
    private readonly StoreFactory _stores;
    private readonly FamilyPlans _plans;
    private readonly TimeProvider _clock;

    internal StandingDesk(StoreFactory stores, FamilyPlans plans, TimeProvider clock) => (_stores, _plans, _clock) = (stores, plans, clock);

    public async Task<Standings> ReadAsync(StaffViewer viewer, CancellationToken cancel = default)
    {
        var document = await _plans.DocumentAsync(viewer.State, cancel);
        await using var store = _stores.Create();
        var rows = await (
            from e in store.RecordEntries.AsNoTracking()
            join a in store.Answers.AsNoTracking() on new { e.FamilyId, Id = e.EventId } equals new { a.FamilyId, a.Id }
            where e.FamilyId == viewer.FamilyId && (a.Kind == AnswerKind.RoleReply || a.Kind == AnswerKind.NextStepReply || a.Kind == AnswerKind.MeetingReply) && a.Choice != null
            orderby e.Number
            select new { a.Kind, a.ItemId, a.GiverId, a.MeetingAt, a.PlanVersion, Said = new LastSaid(a.GiverName, a.WithName, a.Choice!, a.GivenAt) }).ToListAsync(cancel);
        // By whose it is now: what somebody said whose task or step it was before, says nothing of it any more.
        var said = rows.ToLookup(r => (r.Kind, r.ItemId, r.GiverId, r.MeetingAt), r => r.Said with { IsOfOtherWords = r.ItemId is { } item && document.HasOtherWords(item, r.PlanVersion) });
        IEnumerable<LastSaid> Of(AnswerKind kind, PlanItem item, string person) => said[(kind, item.Id, person, (item as Meeting)?.At)].Reverse().DistinctBy(s => s.With is null);
        string Name(string id) => document.Person(id)?.Name ?? "";
        var now = _clock.GetUtcNow();
        var audiences = FamilyPlans.Audiences(viewer.State, document);

        return new(
            [.. document.Plan.Network
                .Select(t => new TaskStanding(t.Text, Name(t.PersonId), t.BackupId is { } backup ? Name(backup) : null, t.BackupId is { } standIn && audiences.Reaches(t, standIn), [.. Of(AnswerKind.RoleReply, t, t.PersonId)], document.Person(t.PersonId)?.Role.SeesEverything() == true))
                .OrderByDescending(t => t.HasNobody)],
            [.. document.Plan.NextSteps.Where(s => !s.Done).OrderBy(s => s.By)
                .Select(s => new StepStanding(s.Text, [.. s.Who.Select(Name)], s.By, [.. s.Who.SelectMany(p => Of(AnswerKind.NextStepReply, s, p))]))],
            [.. document.Plan.Meetings.Where(m => !m.Asking.IsOver(now)).OrderBy(m => m.At)
                .Select(m => (Meeting: m, Answers: m.Who.Where(p => document.Person(p)?.Role.SeesEverything() == false).Select(p => (Name: Name(p), Said: Of(AnswerKind.MeetingReply, m, p).ToList())).ToList()))
                .Select(m => new MeetingStanding(m.Meeting.Text, m.Meeting.At, [.. m.Answers.SelectMany(a => a.Said)], [.. m.Answers.Where(a => a.Said.Count == 0).Select(a => a.Name)]))]);
    }
}
