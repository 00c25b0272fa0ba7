using System.Runtime.CompilerServices;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Plans.News;

/// <summary>
/// THE rule what is new to a reader. To look is to open the plan page; together with a worker too, and never when a worker previews it.
/// <list type="bullet">
/// <item>At the first look nothing is new.</item>
/// <item>What is new or changed since is marked, at every look of the day on which it was first shown: a reload, a break, a second phone lose nothing.</item>
/// <item>It is marked no more once they say that they have read it, or at their first look on a later day. What came meanwhile has a day of its own, and what is marked with it stays as long.</item>
/// <item>Compared is what this reader sees with what they saw: what changes nothing in that is no news. In another language everything reads otherwise, so it is read once more in the language in which they saw it: a change of language makes nothing new and loses nothing that is. What is there no more is counted, without a word of it, since an item that ended and one that is no longer for them must look alike; what was taken back, or is kept from them for somebody else's sake, is not counted either.</item>
/// </list>
/// </summary>
public sealed class LastLooked
{
    private readonly StoreFactory _stores;
    private readonly FamilyPlans _plans;
    private readonly PlanCache _cache;
    private readonly TimeProvider _clock;
    private readonly ConditionalWeakTable<PlanView, SeenItems> _items = [];

    internal LastLooked(StoreFactory stores, FamilyPlans plans, PlanCache cache, TimeProvider clock) => (_stores, _plans, _cache, _clock) = (stores, plans, cache, clock);

    /// <summary>What is new to them, for a page that is not the plan.</summary>
    public async Task<PlanNews> ReadAsync(FamilyViewer viewer, CancellationToken cancel = default)
    {
        if (viewer.Seen is not { } seen) return PlanNews.None;
        var (slice, items) = await NowAsync(viewer, cancel);
        var news = await CompareAsync(viewer, slice, seen, items, cancel);
        return IsOver(seen, news) ? PlanNews.None : news;
    }

    /// <summary>They open their plan. Nothing is written where nothing of theirs has changed.</summary>
    public async Task<PlanNews> LookAsync(FamilyViewer viewer, CancellationToken cancel = default)
    {
        var (slice, items) = await NowAsync(viewer, cancel);
        if (viewer.Seen is not { } seen)
        {
            await using var store = _stores.Create();
            await store.AddIfAbsentAsync(Row(viewer, slice), cancel);
            return PlanNews.None;
        }
        var news = await CompareAsync(viewer, slice, seen, items, cancel);
        if (news.Count == 0 || IsOver(seen, news))
        {
            if (seen.Language != viewer.Language || !items.All.AsSpan().SequenceEqual(seen.Items) || seen.Shown is not null) await SeenAsync(viewer, slice, cancel);
            return PlanNews.None;
        }
        if (seen.Shown != news.Shown)
        {
            var today = UkTime.Today(_clock);
            await using var store = _stores.Create();
            await Of(store, viewer).ExecuteUpdateAsync(set => set.SetProperty(s => s.Shown, news.Shown).SetProperty(s => s.ShownOn, today), cancel);
        }
        return news;
    }

    /// <summary>They have read what is new. Nothing happens where something else stands there meanwhile than was shown to them.</summary>
    /// <param name="shown">As the page had it.</param>
    public async Task HaveReadAsync(FamilyViewer viewer, string? shown, CancellationToken cancel = default)
    {
        var (slice, items) = await NowAsync(viewer, cancel);
        if (viewer.Seen is not null && items.Print == shown) await SeenAsync(viewer, slice, cancel);
    }

    /// <summary>As it stands now, in the language in which they saw it last.</summary>
    private async Task<(Slice Slice, SeenItems Items)> NowAsync(FamilyViewer viewer, CancellationToken cancel)
    {
        var slice = await _plans.SliceAsync(viewer, cancel);
        return (slice, viewer.Seen is { } seen && seen.Language != viewer.Language ? SeenItems.Of(slice, slice.ViewIn(seen.Language, viewer.PersonId)) : Shown(slice));
    }

    /// <summary>In their language.</summary>
    private SeenItems Shown(Slice slice) => _items.GetValue(slice.View, view => SeenItems.Of(slice, view));

    /// <summary>All of it was shown on an earlier day.</summary>
    private bool IsOver(PlanSeen seen, PlanNews news) => seen.Shown == news.Shown && seen.ShownOn < UkTime.Today(_clock);

    private async Task<PlanNews> CompareAsync(FamilyViewer viewer, Slice slice, PlanSeen seen, SeenItems now, CancellationToken cancel)
    {
        if (now.All.AsSpan().SequenceEqual(seen.Items)) return PlanNews.None;
        // A release that looks at a plan in another way is no news of it.
        if (SeenItems.Read(seen.Items) is not { } then) return PlanNews.None;
        var gone = then.Ids.Where(id => !now.Has(id)).ToHashSet();
        Dictionary<string, NewsKind> items = [];
        foreach (var item in slice.Items)
        {
            var id = SeenItems.IdOf(item.Id);
            var takesPlace = item.Replaces is not null && !then.Has(id) && gone.Remove(SeenItems.IdOf(item.Replaces));
            if (takesPlace || now.SaysOther(then, id)) items.Add(slice.Handles[item.Id], NewsKind.Changed);
            else if (!then.Has(id)) items.Add(slice.Handles[item.Id], NewsKind.New);
        }
        return new(items, gone.Count == 0 ? 0 : await LeftAsync(viewer, slice, seen, gone, cancel), now.Print);
    }

    /// <summary>How many of those would still reach this reader in the version that they saw, by all that is kept from them now.</summary>
    private async Task<int> LeftAsync(FamilyViewer viewer, Slice slice, PlanSeen seen, HashSet<ulong> gone, CancellationToken cancel)
    {
        var family = viewer.State.Family;
        if (await _cache.GetAsync(family.Id, seen.Version, family.ErasureStamp, cancel) is not { } document) return 0;
        var apart = KeptApart.In(document, viewer.State.KeptApartPairs.Concat(slice.Document.People.SelectMany(p => p.KeepApartFrom.Select(other => (p.Id, other)))));
        return new Audiences(document, apart).SliceFor(viewer.PersonId).Count(i => gone.Contains(SeenItems.IdOf(i.Item.Id)));
    }

    private async Task SeenAsync(FamilyViewer viewer, Slice slice, CancellationToken cancel)
    {
        var row = Row(viewer, slice);
        await using var store = _stores.Create();
        await Of(store, viewer).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.Version, row.Version).SetProperty(s => s.Language, row.Language).SetProperty(s => s.Items, row.Items)
            .SetProperty(s => s.Shown, (string?)null).SetProperty(s => s.ShownOn, (DateOnly?)null), cancel);
    }

    private static IQueryable<PlanSeen> Of(Store store, FamilyViewer viewer) => store.PlanSeen.Where(s => s.FamilyId == viewer.FamilyId && s.PersonId == viewer.PersonId);

    private PlanSeen Row(FamilyViewer viewer, Slice slice) =>
        new() { FamilyId = viewer.FamilyId, PersonId = viewer.PersonId, Version = slice.Document.Plan.Version, Language = viewer.Language, Items = Shown(slice).All };
}
