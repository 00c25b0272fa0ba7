using FamilyPortal.Shared.Danger.Language;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Danger;

/// <summary>
/// The check as it reads the words of one family: the names of its newest plan count as people, all of them, whoever writes. Nothing of
/// them is shown. The plan is the one that is kept parsed, so a check asks the database nothing while its pages are in use.
/// </summary>
public sealed class DangerChecks
{
    private readonly StoreFactory _stores;
    private readonly DangerCheck _check;
    private readonly PlanCache _plans;

    internal DangerChecks(StoreFactory stores, DangerCheck check, PlanCache plans) => (_stores, _check, _plans) = (stores, check, plans);

    public Task<DangerCheck> ForAsync(FamilyViewer viewer, CancellationToken cancel = default) => ForAsync(viewer.State.Family, cancel);

    internal async Task<DangerCheck> ForAsync(Family family, CancellationToken cancel) => _check.Knowing(await NamesAsync(family, cancel));

    /// <summary>Where it is not known which of several families somebody writes about, or no viewer is at hand.</summary>
    internal async Task<DangerCheck> ForAsync(IEnumerable<Guid> families, CancellationToken cancel)
    {
        Guid[] ids = [.. families.Distinct()];
        if (ids.Length == 0) return _check;
        await using var store = _stores.Create();
        var rows = await store.Families.AsNoTracking().Where(f => ids.Contains(f.Id)).ToListAsync(cancel);
        List<PlanName> names = [];
        foreach (var family in rows) names.AddRange(await NamesAsync(family, cancel));
        return _check.Knowing(names);
    }

    private async Task<IEnumerable<PlanName>> NamesAsync(Family family, CancellationToken cancel) =>
        (await _plans.GetAsync(family.Id, family.CurrentVersion, family.ErasureStamp, cancel))?.People.Select(PlanName.Of) ?? [];
}
