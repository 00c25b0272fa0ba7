using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Danger;

/// <summary>An open or acknowledged alert as staff see it.</summary>
/// <param name="WithName">The worker on whose device the words were said, if so.</param>
public sealed record AlertView(Guid Id, string Level, string Kind, string Who, Guid AnswerId, string? Words, DateTimeOffset RaisedAt, DateTimeOffset? AcknowledgedAt, string? AcknowledgedBy, string? WithName = null);

/// <summary>Alerts for worker and duty team. The duty channel is told again and again until somebody acknowledges.</summary>
public sealed class Alerts
{
    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal Alerts(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>The family's alerts, open ones first, then newest first.</summary>
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
            select new { a, w, p.Name }).AsNoTracking().ToListAsync(cancel);
        return [.. rows.Select(r => View(r.a, r.w, r.Name))];
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
        var answer = await store.Alerts.Where(a => a.FamilyId == viewer.FamilyId && a.Id == alertId && store.Answers.Any(w => w.FamilyId == a.FamilyId && w.Id == a.AnswerId))
            .Select(a => (Guid?)a.AnswerId).SingleOrDefaultAsync(cancel);
        if (answer is { } read && !await store.AnswerReads.AnyAsync(r => r.FamilyId == viewer.FamilyId && r.AnswerId == read && r.StaffId == viewer.Staff.Id, cancel))
            store.AnswerReads.Add(new() { FamilyId = viewer.FamilyId, AnswerId = read, StaffId = viewer.Staff.Id, StaffName = viewer.Name, ReadAt = now });
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <param name="name">Of the person, for an alert without an answer: danger in a text of somebody who belongs no longer.</param>
    internal static AlertView View(Alert alert, Responses.Answer? answer, string? name) =>
        new(alert.Id, alert.Level, alert.Kind, answer?.GiverName ?? name ?? "", alert.AnswerId, Words(answer) ?? alert.Words, alert.RaisedAt, alert.AcknowledgedAt, alert.AcknowledgedBy, answer?.WithName);

    private static string? Words(Responses.Answer? answer) =>
        answer is null ? null : string.Join("\n", new[] { answer.Words, answer.OneHigher }.Where(w => w is not null));
}
