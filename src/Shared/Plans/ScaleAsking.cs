using System.Text.Json;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Plans;

/// <summary>
/// THE rule when somebody who gave a number, or was reminded of it, is asked by the scale again. By its rhythm, in UK days;
/// without one, once for each change of what they see of this scale. Never for a version that changed nothing of it: that would
/// tell them that it changed something else.
/// </summary>
public sealed class ScaleAsking
{
    private readonly StoreFactory _stores;
    private readonly FamilyPlans _plans;
    private readonly PlanCache _cache;
    private readonly TimeProvider _clock;

    internal ScaleAsking(StoreFactory stores, FamilyPlans plans, PlanCache cache, TimeProvider clock) => (_stores, _plans, _cache, _clock) = (stores, plans, cache, clock);

    /// <summary>The scales that ask this reader for a number now, in the plan's order.</summary>
    /// <param name="viewer">The reader.</param>
    /// <param name="plan">Their slice.</param>
    /// <param name="answers">What they may read of answers, in order.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<IReadOnlyList<ScaleView>> DueAsync(FamilyViewer viewer, PlanView plan, IReadOnlyList<AnswerView> answers, CancellationToken cancel = default)
    {
        var slice = await _plans.SliceAsync(viewer, cancel);
        var asking = new Asking(viewer.State, slice.Document, slice.Audiences);
        List<ScaleView> due = [];
        foreach (var scale in slice.Items.OfType<Scale>())
        {
            if (!slice.Audiences.Asks(scale, viewer.PersonId)) continue;
            var handle = viewer.Item(scale.Id);
            var last = answers.LastOrDefault(a => a.IsMine && a.Kind == AnswerKind.Score && a.Item == handle);
            if (last is null || await IsAskedAgainAsync(asking, scale, viewer.PersonId, last.GivenAt, cancel)) due.Add(plan.Scales.Single(s => s.Handle == handle));
        }
        return due;
    }

    internal async Task<bool> IsAskedAgainAsync(Asking asking, Scale scale, string person, DateTimeOffset last, CancellationToken cancel)
    {
        if (scale.Every is { } every) return every.After(UkTime.Day(last)) <= UkTime.Today(_clock);
        var family = asking.State.Family;
        await using var store = _stores.Create();
        var then = await store.PlanVersions.Where(v => v.FamilyId == family.Id && v.ReceivedAt <= last).MaxAsync(v => (int?)v.Version, cancel);
        if (then == family.CurrentVersion) return false;
        var before = then is null ? null : await _cache.GetAsync(family.Id, then.Value, family.ErasureStamp, cancel);
        if (before is null) return true;
        var language = asking.Document.Person(person)!.Language;
        return Shown(asking with { Document = before, Audiences = FamilyPlans.Audiences(asking.State, before) }, scale.Id, person, language) != Shown(asking, scale.Id, person, language);
    }

    /// <summary>The scale as this person sees it; null where it does not ask them.</summary>
    private static string? Shown(Asking asking, string id, string person, string language)
    {
        if (asking.Document.Plan.Scales.FirstOrDefault(s => s.Id == id) is not { } scale || !asking.Audiences.Asks(scale, person)) return null;
        return JsonSerializer.Serialize(new PlanViewBuilder(asking.Document, [scale], person, language, i => i).Build(default).Scales);
    }
}

/// <summary>What a plan of a family asks.</summary>
internal sealed record Asking(FamilyState State, PlanDocument Document, Audiences Audiences);
