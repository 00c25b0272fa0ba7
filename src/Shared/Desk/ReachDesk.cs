using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>A member of staff of the family's authority, and how they reach this family.</summary>
/// <param name="Id">For the forms of the staff pages.</param>
/// <param name="Reason">Null: they do not reach it.</param>
/// <param name="Until">The end of a cover or of a broken glass.</param>
/// <param name="MayBeBarred">By the viewer.</param>
/// <param name="ForManager">The family's manager keeps them out, and the viewer is not such a one: only they let them in again.</param>
public sealed record StaffLine(Guid Id, string Name, StaffRole Role, StaffReason? Reason, DateTimeOffset? Until, bool IsBarred, bool IsMe, bool MayBeBarred, bool ForManager);

/// <summary>What came of keeping a member of staff out.</summary>
public enum BarOutcome
{
    Done,

    /// <summary>The viewer may not, or there is nobody to keep out.</summary>
    NotAllowed,

    /// <summary>Nobody of the duty team, and no manager, would see the family's alerts.</summary>
    NobodyLeft,

    /// <summary>Nobody could let them in again.</summary>
    LastManager,
}

/// <summary>Who of the staff reaches a family besides those its plan names: cover for a while, and bars (a relative, an ex).</summary>
public sealed class ReachDesk
{
    /// <summary>The longest cover, in days: somebody who stays longer belongs into the plan.</summary>
    public const int LongestCover = 90;

    /// <summary>Longest reason, in characters.</summary>
    public const int ReasonLength = 500;

    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal ReachDesk(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>The family's worker or manager arranges cover. Somebody who covers, is on duty or broke the glass does not.</summary>
    public static bool MayCover(StaffViewer viewer) => viewer.Reason is StaffReason.NamedInPlan or StaffReason.Manager;

    /// <summary>
    /// The family's manager bars and lifts, or another manager whom its plan or a cover lets in. Breaking the glass gives no say
    /// over who else may look: the manager whom it is told to could be silenced by it.
    /// </summary>
    public static bool MayBar(StaffViewer viewer) =>
        viewer.Reason == StaffReason.Manager || (viewer.Staff.Role == StaffRole.Manager && viewer.Reason != StaffReason.BreakGlass);

    /// <summary>Anybody may bar themselves: who knows a family says so. Not from behind a broken glass.</summary>
    public static bool MayBarSelf(StaffViewer viewer) => viewer.Reason != StaffReason.BreakGlass;

    /// <summary>The staff of the authority by name, those who reach the family first.</summary>
    public async Task<IReadOnlyList<StaffLine>> StaffAsync(StaffViewer viewer, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var now = _clock.GetUtcNow();
        var rows = await store.Staff.AsNoTracking().Where(s => s.AuthorityId == viewer.AuthorityId).OrderBy(s => s.Name).Select(s => new
        {
            Staff = s,
            Reaches = store.StaffReaches.Where(r => r.FamilyId == viewer.FamilyId && r.StaffId == s.Id && (r.Kind == StaffReachKind.Bar || r.EndsAt == null || r.EndsAt > now)).ToList(),
            Named = store.People.Where(p => p.FamilyId == viewer.FamilyId && p.InPlan && p.Email == s.Email && (p.Role == PersonRole.Worker || p.Role == PersonRole.Manager)).Select(p => p.Role).ToList(),
        }).AsSingleQuery().ToListAsync(cancel);
        var mayLoosen = await ByHand.MayLoosenAsync(store, viewer, cancel);
        return [.. rows.Select(r => Line(viewer, r.Staff, r.Reaches, r.Named, mayLoosen)).OrderByDescending(l => l.Reason is not null)];
    }

    /// <summary>Lets a colleague do the worker's part until the end of that day, UK time. False where the viewer may not, or the day is not within <see cref="LongestCover"/>.</summary>
    public async Task<bool> CoverAsync(StaffViewer viewer, Guid staff, DateOnly until, CancellationToken cancel = default)
    {
        var today = UkTime.Today(_clock);
        if (!MayCover(viewer) || until < today || until > today.AddDays(LongestCover)) return false;
        return await ChangeAsync(viewer, staff, AuditActions.CoverSet, null, (store, now) => store.SetReachAsync(new()
        {
            FamilyId = viewer.FamilyId,
            StaffId = staff,
            Kind = StaffReachKind.Cover,
            At = now,
            By = viewer.Actor,
            EndsAt = UkTime.Instant(until.AddDays(1), TimeOnly.MinValue),
        }, cancel), cancel);
    }

    /// <summary>Ends a cover at once.</summary>
    public async Task<bool> EndCoverAsync(StaffViewer viewer, Guid staff, CancellationToken cancel = default) =>
        MayCover(viewer) && await ChangeAsync(viewer, staff, AuditActions.CoverEnded, null, (store, _) => RemoveAsync(store, viewer, staff, StaffReachKind.Cover, cancel), cancel);

    /// <summary>
    /// Keeps a member of staff out of this family whatever else would let them in: in force on their very next request. Refused where
    /// those who must be left would not be (<see cref="StaffLeft"/>).
    /// </summary>
    /// <exception cref="ArgumentException">The reason has no words or is too long.</exception>
    public async Task<BarOutcome> BarAsync(StaffViewer viewer, Guid staff, string reason, CancellationToken cancel = default)
    {
        Reasons.Demand(reason, ReasonLength);
        if (staff == viewer.Staff.Id ? !MayBarSelf(viewer) : !MayBar(viewer) || await IsItsManagerAsync(viewer, staff, cancel)) return BarOutcome.NotAllowed;
        BarOutcome? refused = null;
        var done = await ChangeAsync(viewer, staff, AuditActions.Barred, reason.Trim(), async (store, now) =>
        {
            // Set again, it would be somebody else's to lift.
            refused = await IsManagersBarAsync(store, viewer, staff, cancel) ? BarOutcome.NotAllowed : await StaffLeft.WhyNotAsync(store, viewer, staff, now, cancel);
            if (refused is null) await store.SetReachAsync(new()
            {
                FamilyId = viewer.FamilyId,
                StaffId = staff,
                Kind = StaffReachKind.Bar,
                At = now,
                By = viewer.Actor,
                // Who says that they know a family keeps nobody from letting them in again.
                ByManager = staff != viewer.Staff.Id && await ByHand.MayLoosenAsync(store, viewer, cancel),
                Reason = reason.Trim(),
            }, cancel);
        }, cancel);
        return done ? BarOutcome.Done : refused ?? BarOutcome.NotAllowed;
    }

    /// <summary>Whom the plan names as manager only the plan takes away.</summary>
    private async Task<bool> IsItsManagerAsync(StaffViewer viewer, Guid staff, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        return await store.People.AnyAsync(p => p.FamilyId == viewer.FamilyId && p.InPlan && p.Role == PersonRole.Manager && store.Staff.Any(s => s.Id == staff && s.Email == p.Email), cancel);
    }

    /// <summary>Lifts a bar; one that the family's manager set, such a one alone.</summary>
    public async Task<bool> LiftBarAsync(StaffViewer viewer, Guid staff, CancellationToken cancel = default) =>
        MayBar(viewer) && await ChangeAsync(viewer, staff, AuditActions.BarLifted, null, async (store, _) =>
        {
            if (await IsManagersBarAsync(store, viewer, staff, cancel)) return;
            await RemoveAsync(store, viewer, staff, StaffReachKind.Bar, cancel);
        }, cancel);

    /// <summary>A bar stands that the family's manager set, and the viewer is not such a one.</summary>
    private static async Task<bool> IsManagersBarAsync(Store store, StaffViewer viewer, Guid staff, CancellationToken cancel) =>
        await store.StaffReaches.AnyAsync(r => r.FamilyId == viewer.FamilyId && r.StaffId == staff && r.Kind == StaffReachKind.Bar && r.ByManager, cancel) && !await ByHand.MayLoosenAsync(store, viewer, cancel);

    private static StaffLine Line(StaffViewer viewer, StaffMember staff, List<StaffReach> reaches, List<PersonRole> named, bool mayLoosen)
    {
        var reason = ViewerDirectory.Reason(reaches, named, staff);
        var (isBarred, isMe) = (reaches.Any(r => r.Kind == StaffReachKind.Bar), staff.Id == viewer.Staff.Id);
        StaffReachKind? granted = reason switch { StaffReason.Cover => StaffReachKind.Cover, StaffReason.BreakGlass => StaffReachKind.BreakGlass, _ => null };
        return new(
            staff.Id, staff.Name, staff.Role, reason, reaches.FirstOrDefault(r => r.Kind == granted)?.EndsAt,
            isBarred, isMe, !isBarred && (isMe ? MayBarSelf(viewer) : MayBar(viewer) && !named.Contains(PersonRole.Manager)),
            !mayLoosen && reaches.Any(r => r is { Kind: StaffReachKind.Bar, ByManager: true }));
    }

    private async Task<bool> ChangeAsync(StaffViewer viewer, Guid staff, string action, string? reason, Func<Store, DateTimeOffset, Task> change, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        // Of two bars at once, or a bar and an account that ends, the second sees the first: together they must leave somebody.
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        await store.LockStaffAsync(viewer.AuthorityId, cancel);
        await store.LockFamilyAsync(viewer.FamilyId, cancel);
        if (!await store.Staff.AnyAsync(s => s.Id == staff && s.AuthorityId == viewer.AuthorityId, cancel)) return false;
        await change(store, _clock.GetUtcNow());
        if (!store.ChangeTracker.HasChanges()) return false;
        DeskAudit.Add(store, viewer, _clock, action, staff.ToString(), reason);
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private static async Task RemoveAsync(Store store, StaffViewer viewer, Guid staff, StaffReachKind kind, CancellationToken cancel)
    {
        if (await store.StaffReaches.FindAsync([viewer.FamilyId, staff, kind], cancel) is { } row) store.StaffReaches.Remove(row);
    }
}
