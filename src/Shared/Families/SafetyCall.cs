using System.Text.Json;
using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families;

/// <summary>
/// The record's safety call: restrictions alone, in force at once, never refused for anything wrong in a plan. What it sets,
/// only it lifts (design.md, "Restrictions combine").
/// </summary>
public sealed class SafetyCall
{
    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal SafetyCall(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>Applies a call. 404 `unknown-family` where the family is not there; 400 or 422 where the call itself does not read.</summary>
    public async Task<ImportOutcome> ApplyAsync(RecordClient client, string authority, string recordRef, ReadOnlyMemory<byte> body, CancellationToken cancel = default)
    {
        if (!client.Serves(authority)) return ImportOutcome.Refused(PlanRefusal.Of(PlanRefusalCode.WrongAuthority));
        if (!SafetyOrder.TryRead(body, out var order, out var problem)) return problem;

        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        var family = await PlanImport.LockFamilyAsync(store, authority, recordRef, cancel);
        if (family is null) return new("unknown-family", 404, "There is no such family here. Send its plan first.", []);

        var now = _clock.GetUtcNow();
        var named = await store.KnownIds.Where(k => k.FamilyId == family.Id && k.List != TakingBack.NeverHad).Select(k => new { k.ItemId, IsPerson = k.List == nameof(PlanList.People) }).ToListAsync(cancel);
        List<string> unknown = [.. order.Unknown(named.Where(k => k.IsPerson).Select(k => k.ItemId).ToHashSet(), named.Where(k => !k.IsPerson).Select(k => k.ItemId).ToHashSet())];
        var restrictions = await store.Restrictions.Where(r => r.FamilyId == family.Id && r.Source == RestrictionSource.SafetyCall && r.LiftedAt == null).ToListAsync(cancel);
        var phones = await store.People.Where(p => p.FamilyId == family.Id).ToDictionaryAsync(p => p.PersonId, p => new[] { p.Phone, p.Email }, cancel);
        var actor = $"client:{client.Id}";
        var wantedNow = order.Restrict(id => phones.GetValueOrDefault(id)).ToList();
        await AccountTies.LockAsync(store, family.Id, [.. wantedNow.Select(w => w.PersonId).Distinct()], cancel);
        foreach (var wanted in wantedNow)
        {
            if (restrictions.Any(r => SafetyOrder.Same(r, wanted))) continue;
            wanted.FamilyId = family.Id;
            wanted.Id = Guid.CreateVersion7(now);
            wanted.SetAt = now;
            wanted.SetBy = actor;
            store.Restrictions.Add(wanted);
            await AccountTies.RestrictedAsync(store, wanted, now, cancel);
        }
        foreach (var lifted in restrictions.Where(order.Lifts))
        {
            lifted.LiftedAt = now;
            lifted.LiftedBy = actor;
        }
        store.AuditEntries.Add(new() { FamilyId = family.Id, Id = Guid.CreateVersion7(now), At = now, Actor = actor, Action = AuditActions.SafetyCall });
        await store.SaveChangesAsync(cancel);
        await TakingBack.ApplyAsync(store, family, order.TakeBack, actor, now, cancel);
        await PlanPeople.RefreshSlicesAsync(store, family, cancel);
        await transaction.CommitAsync(cancel);
        return new(null, 200, "In force", [], family.CurrentVersion) { Unknown = unknown };
    }
}
