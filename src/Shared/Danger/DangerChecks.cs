using System.Runtime.CompilerServices;
using FamilyPortal.Shared.Danger.Language;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Danger;

/// <summary>
/// The check as it reads the words of one family: the names of its newest plan count as people. What whoever writes is told hangs on
/// the names alone that they may know of (<see cref="NamesOfPlan"/>); staff hear with all of them (<see cref="DangerCheck.Whole"/>),
/// or who tries names would learn who is in the plan. The plan is the one that is kept parsed, so a check asks the database nothing
/// while its pages are in use.
/// </summary>
public sealed class DangerChecks
{
    private readonly StoreFactory _stores;
    private readonly DangerCheck _check;
    private readonly PlanCache _plans;
    private readonly FamilyPlans _slices;
    private readonly ConditionalWeakTable<Slice, DangerCheck> _ofSlices = [];

    internal DangerChecks(StoreFactory stores, DangerCheck check, PlanCache plans, FamilyPlans slices) => (_stores, _check, _plans, _slices) = (stores, check, plans, slices);

    public async Task<DangerCheck> ForAsync(FamilyViewer viewer, CancellationToken cancel = default) =>
        // Without a plan there are no names; words are heard all the same.
        viewer.State.Family.CurrentVersion == 0 ? _check : _ofSlices.GetValue(await _slices.SliceAsync(viewer, cancel), slice =>
        {
            var known = NamesOfPlan.KnownTo(viewer.PersonId, slice);
            var people = slice.Document.People.ToLookup(p => known.Contains(p.Id), PlanName.Of);
            return _check.Knowing([.. people[true]], [.. people[false]]);
        });

    /// <summary>Of words whose writer may see nothing of these families, or may be anybody: they are told by no name of a plan.</summary>
    internal async Task<DangerCheck> OfStrangerAsync(IEnumerable<Guid> families, CancellationToken cancel)
    {
        Guid[] ids = [.. families.Distinct()];
        if (ids.Length == 0) return _check;
        await using var store = _stores.Create();
        var rows = await store.Families.AsNoTracking().Where(f => ids.Contains(f.Id)).ToListAsync(cancel);
        List<PlanName> names = [];
        foreach (var family in rows)
            if (await _plans.GetAsync(family.Id, family.CurrentVersion, family.ErasureStamp, cancel) is { } plan) names.AddRange(plan.People.Select(PlanName.Of));
        return _check.Knowing([], names);
    }
}
