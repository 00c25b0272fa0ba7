using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace FamilyPortal.Shared.Plans;

/// <summary>Reads plans for viewers: the only way in which a plan's words leave Shared.</summary>
public sealed class FamilyPlans
{
    private readonly StoreFactory _stores;
    private readonly PlanCache _cache;
    private readonly SliceCache _slices;
    private readonly TimeProvider _clock;
    private readonly MemoryCache _openings = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    internal FamilyPlans(StoreFactory stores, PlanCache cache, SliceCache slices, TimeProvider clock) => (_stores, _cache, _slices, _clock) = (stores, cache, slices, clock);

    /// <summary>The reader's slice of the newest plan. Its first opening per person, version and day is audited.</summary>
    public async Task<PlanView> OpenAsync(FamilyViewer viewer, CancellationToken cancel = default)
    {
        var slice = await SliceAsync(viewer, cancel);
        // With a worker is an opening of its own.
        await RecordOpeningAsync(viewer.FamilyId, viewer.With is { } with ? $"{viewer.PersonId} with {with.Actor}" : viewer.PersonId, $"person:{viewer.PersonId}", viewer.State.Family.CurrentVersion, cancel, viewer.With?.Actor);
        return slice.View;
    }

    /// <summary>The same as <see cref="OpenAsync"/> for a part of a page or a bot's turn: not an opening of the plan.</summary>
    public async Task<PlanView> ReadAsync(FamilyViewer viewer, CancellationToken cancel = default) => (await SliceAsync(viewer, cancel)).View;

    /// <summary>The whole newest plan for staff, with whom each item reaches.</summary>
    public async Task<StaffPlanView> OpenAsync(StaffViewer viewer, CancellationToken cancel = default)
    {
        var document = await DocumentAsync(viewer.State, cancel);
        await RecordOpeningAsync(viewer.FamilyId, viewer.Actor, viewer.Actor, viewer.State.Family.CurrentVersion, cancel);
        return Whole(viewer, document);
    }

    /// <summary>A document of this family's as its staff see it, whether it is in force or not yet.</summary>
    internal static StaffPlanView Whole(StaffViewer viewer, PlanDocument document)
    {
        var audiences = Audiences(viewer.State, document);
        List<PlanItem> all = [.. document.Items().Select(i => i.Item)];
        return new(
            new PlanViewBuilder(document, all, null, "en-GB", viewer.Item).Build(document.Plan.AgreedOn),
            document.Plan.Version,
            all.ToDictionary(i => viewer.Item(i.Id), i => (IReadOnlyList<string>)[.. Readers(document, audiences, i).Select(p => p.Name)]));
    }

    internal static IEnumerable<PlanPerson> Readers(PlanDocument document, Audiences audiences, PlanItem item) =>
        document.People.Where(p => !p.Role.SeesEverything() && audiences.Reaches(item, p.Id));

    /// <summary>Kept with the viewer, and so for this one request: a page that shows plan and answers asks for it once.</summary>
    internal async Task<Slice> SliceAsync(FamilyViewer viewer, CancellationToken cancel) =>
        viewer.Slice ??= _slices.Get(SliceKey.Of(viewer), await DocumentAsync(viewer.State, cancel));

    internal async Task<PlanDocument> DocumentAsync(FamilyState state, CancellationToken cancel) =>
        await _cache.GetAsync(state.Family.Id, state.Family.CurrentVersion, state.Family.ErasureStamp, cancel)
        ?? throw new InvalidOperationException("A family without a plan has no viewers.");

    internal static Audiences Audiences(FamilyState state, PlanDocument document) => new(document, Apart(state, document));

    internal static KeptApart Apart(FamilyState state, PlanDocument document) => KeptApart.In(document, state.KeptApartPairs);

    /// <summary>One write per reader, version and day; the cache only spares the asking, the key in the table decides.</summary>
    private async Task RecordOpeningAsync(Guid familyId, string reader, string actor, int version, CancellationToken cancel, string? withActor = null)
    {
        var now = _clock.GetUtcNow();
        var opening = (familyId, reader, version, UkTime.Day(now));
        if (_openings.TryGetValue(opening, out _)) return;

        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        if (await store.AddIfAbsentAsync(new PlanOpening { FamilyId = familyId, ReaderId = reader, Version = version, Day = opening.Item4, At = now }, cancel))
        {
            store.AuditEntries.Add(new() { FamilyId = familyId, Id = Guid.CreateVersion7(now), At = now, Actor = actor, With = withActor, Action = AuditActions.PlanOpened, Target = version.ToString(System.Globalization.CultureInfo.InvariantCulture) });
            await store.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        _openings.Set(opening, true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = TimeSpan.FromDays(1) });
    }
}

/// <summary>The whole plan as staff see it.</summary>
/// <param name="Readers">By item handle: the names of those family members and professionals whom it reaches.</param>
public sealed record StaffPlanView(PlanView Plan, int Version, IReadOnlyDictionary<string, IReadOnlyList<string>> Readers);
