using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Danger;

/// <summary>An open or acknowledged alert as staff see it.</summary>
/// <param name="WithName">The worker on whose device the words were said, if so.</param>
/// <param name="AlsoKind">A second danger that the same words tell of.</param>
/// <param name="Phone">The number on which who said it can be rung safely; null where there is none.</param>
public sealed record AlertView(Guid Id, string Level, string Kind, string Who, Guid AnswerId, string? Words, DateTimeOffset RaisedAt, DateTimeOffset? AcknowledgedAt, string? AcknowledgedBy, string? WithName = null, string? Phone = null, string? AlsoKind = null)
{
    /// <summary>Of somebody without a safe number: whom the worker can ring instead, in the order to think of them (<see cref="AlertContacts"/>).</summary>
    public IReadOnlyList<AlertContact> Others { get; init; } = [];

    /// <summary>What to say on that phone, so that they know who rings; null where they chose none.</summary>
    public string? CodeWord { get; init; }

    /// <summary>Of a threat: names of those who are kept apart from whoever said it.</summary>
    public IReadOnlyList<string> ApartFrom { get; init; } = [];

    /// <summary>Whoever said it was told nothing: a name in the words is one that they must not learn is in the plan.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>How often the words were said, where they came again before anybody had them (docs/danger.md).</summary>
    public int Times { get; init; } = 1;

    /// <summary>When they were said last; <see cref="RaisedAt"/> where they were said once.</summary>
    public DateTimeOffset LastSaidAt { get; init; } = RaisedAt;

    /// <summary>Somebody has it, since not long: it stays in sight, and may be opened again.</summary>
    public bool IsInHand { get; init; }

    /// <summary>Nobody has it.</summary>
    public bool IsOpen => AcknowledgedAt is null;

    private static readonly string Emergency = DangerCodes.Of(nameof(DangerLevel.Emergency));

    public bool IsEmergency => Level == Emergency;

    /// <summary>Emergencies first, then what is oldest.</summary>
    internal static IEnumerable<T> InOrder<T>(IEnumerable<T> alerts, Func<T, AlertView> alert) =>
        alerts.OrderByDescending(a => alert(a).IsEmergency).ThenBy(a => alert(a).RaisedAt);
}

/// <summary>Alerts for worker and duty team. The duty channel is told again and again until somebody acknowledges.</summary>
public sealed class Alerts
{
    private readonly StoreFactory _stores;
    private readonly FamilyPlans _plans;
    private readonly AuthorityPacks _packs;
    private readonly TimeProvider _clock;

    internal Alerts(StoreFactory stores, FamilyPlans plans, AuthorityPacks packs, TimeProvider clock) => (_stores, _plans, _packs, _clock) = (stores, plans, packs, clock);

    /// <summary>The family's alerts: open ones in the order in which they press, then the others, newest first.</summary>
    public async Task<IReadOnlyList<AlertView>> OfFamilyAsync(StaffViewer viewer, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var rows = await (
            from a in store.Alerts
            join w in store.Answers on new { a.FamilyId, Id = a.AnswerId } equals new { w.FamilyId, w.Id } into answers
            from w in answers.DefaultIfEmpty()
            join p in store.People on new { a.FamilyId, a.PersonId } equals new { p.FamilyId, p.PersonId } into people
            from p in people.DefaultIfEmpty()
            where a.FamilyId == viewer.FamilyId
            orderby a.AcknowledgedAt != null, a.RaisedAt descending
            select new { a, w, p, Times = store.Answers.Count(said => said.FamilyId == a.FamilyId && said.AlertId == a.Id) }).AsNoTracking().ToListAsync(cancel);
        var (now, today) = (_clock.GetUtcNow(), UkTime.Today(_clock));
        var pack = _packs.Find(viewer.AuthorityId);
        var document = await _plans.DocumentAsync(viewer.State, cancel);
        var apart = FamilyPlans.Apart(viewer.State, document);
        var everyone = rows.Any(r => r.a.AcknowledgedAt is null || InHand.Is(r.a, pack, now)) ? await store.People.AsNoTracking().Where(p => p.FamilyId == viewer.FamilyId).ToListAsync(cancel) : [];
        var words = await CodeWords.OfFamilyAsync(store, viewer.FamilyId, cancel);
        var views = rows.Select(r =>
        {
            var view = View(r.a, r.w, r.Times, r.p?.Name) with { ApartFrom = AlertContacts.ApartFrom(r.a, apart, document), IsInHand = InHand.Is(r.a, pack, now) };
            if (r.p is null) return view;
            var phone = SafePhone(r.p, viewer, today);
            return phone is null
                ? view with { Others = AlertContacts.For(r.p.PersonId, everyone, apart, viewer.State.Restrictions, words, today, view.Words) }
                : view with { Phone = phone, CodeWord = words.GetValueOrDefault(r.p.PersonId) };
        }).ToList();
        return [.. AlertView.InOrder(views.Where(a => a.IsOpen), a => a), .. AlertView.InOrder(views.Where(a => a.IsInHand), a => a), .. views.Where(a => !a.IsOpen && !a.IsInHand)];
    }

    /// <summary>
    /// Somebody has it: the notices stop, their name stands beside the alert, and whoever cried for help sees that it was read.
    /// </summary>
    public async Task AcknowledgeAsync(StaffViewer viewer, Guid alertId, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var now = _clock.GetUtcNow();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        var done = await store.Alerts.Where(a => a.FamilyId == viewer.FamilyId && a.Id == alertId && a.AcknowledgedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.AcknowledgedAt, now).SetProperty(a => a.AcknowledgedBy, viewer.Name), cancel);
        if (done == 0) return;
        store.AuditEntries.Add(new() { FamilyId = viewer.FamilyId, Id = Guid.CreateVersion7(now), At = now, Actor = viewer.Actor, Action = AuditActions.AlertAcknowledged, Target = alertId.ToString() });
        // All answers whose words are in it: whoever said them twice is not left waiting for the first.
        foreach (var heard in await store.Answers.Where(w => w.FamilyId == viewer.FamilyId && w.AlertId == alertId).OrderBy(w => w.Id).Select(w => w.Id).ToListAsync(cancel))
            await store.MarkReadAsync(viewer, heard, now, cancel);
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>
    /// Nobody has it after all, of one that is in hand still: it is open again, and duty is told as of a new one. What was read stays
    /// read. False where it was not in hand.
    /// </summary>
    public async Task<bool> ReopenAsync(StaffViewer viewer, Guid alertId, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var now = _clock.GetUtcNow();
        if (await store.Alerts.AsNoTracking().SingleOrDefaultAsync(a => a.FamilyId == viewer.FamilyId && a.Id == alertId, cancel) is not { } alert || !InHand.Is(alert, _packs.Find(viewer.AuthorityId), now)) return false;
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        var done = await store.Alerts.Where(a => a.FamilyId == viewer.FamilyId && a.Id == alertId && a.AcknowledgedAt != null).ExecuteUpdateAsync(set => set
            .SetProperty(a => a.AcknowledgedAt, (DateTimeOffset?)null).SetProperty(a => a.AcknowledgedBy, (string?)null).SetProperty(a => a.NextNoticeAt, now).SetProperty(a => a.Notices, 0), cancel);
        if (done == 0) return false;
        store.AuditEntries.Add(new() { FamilyId = viewer.FamilyId, Id = Guid.CreateVersion7(now), At = now, Actor = viewer.Actor, Action = AuditActions.AlertReopened, Target = alertId.ToString() });
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private static string? SafePhone(Person person, StaffViewer viewer, DateOnly today) =>
        Standing.Of(person, Standing.AsIfInvited(person), viewer.State.Restrictions, today) is { IsSafe: true } standing && person.Phone is { } phone && !standing.WithdrawnContacts.Contains(phone) ? phone : null;

    /// <param name="times">Answers that hold the words.</param>
    /// <param name="name">Of the person, for an alert without an answer: danger in a text of somebody who belongs no longer.</param>
    internal static AlertView View(Alert alert, Responses.Answer? answer, int times, string? name) =>
        new(alert.Id, alert.Level, alert.Kind, answer?.GiverName ?? name ?? "", alert.AnswerId, Words(answer) ?? alert.Words, alert.RaisedAt, alert.AcknowledgedAt, alert.AcknowledgedBy, answer?.WithName, AlsoKind: alert.AlsoKind)
        {
            IsQuiet = alert.IsQuiet,
            Times = Math.Max(1, times),
            // Of words that joined it, the alert holds the newest.
            LastSaidAt = answer is not null && times > 1 ? answer.GivenAt : alert.RaisedAt,
        };

    private static string? Words(Responses.Answer? answer) =>
        answer is null ? null : string.Join("\n", new[] { answer.Words, answer.OneHigher }.Where(w => w is not null));
}
