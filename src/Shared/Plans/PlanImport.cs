using System.Text;
using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Plans;

/// <summary>
/// Stores plan documents: whole or not at all, in one transaction per family. It lifts nothing that the safety call or a worker
/// in the portal restricted; those live beside the document and the stricter wins.
/// </summary>
public sealed class PlanImport
{
    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal PlanImport(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>A record system sends a plan; path and body must agree.</summary>
    public async Task<ImportOutcome> PutAsync(RecordClient client, string authority, string recordRef, ReadOnlyMemory<byte> body, CancellationToken cancel = default)
    {
        if (!client.Serves(authority)) return ImportOutcome.Refused(PlanRefusal.Of(PlanRefusalCode.WrongAuthority));
        var reading = PlanReader.Read(body);
        return await StoreAsync(reading, authority, recordRef, body, $"client:{client.Id}", cancel);
    }

    /// <summary>The family's worker, manager or cover. Who is on duty or broke the glass looks, and leaves the plan alone.</summary>
    public static bool MayUpload(StaffViewer viewer) => viewer.Reason is StaffReason.NamedInPlan or StaffReason.Manager or StaffReason.Cover;

    /// <summary>The same file, uploaded in the portal. Nobody makes themselves worker or manager by it: the record does, or a colleague.</summary>
    public async Task<ImportOutcome> UploadAsync(StaffViewer viewer, ReadOnlyMemory<byte> body, CancellationToken cancel = default)
    {
        if (!MayUpload(viewer)) return new("not-your-family", 403, "Only the family's own worker, manager or cover uploads a plan.", []);
        var reading = PlanReader.Read(body);
        if (reading.IsPlan && await NamesAnewAsync(viewer, reading.Document, cancel)) return new("names-you", 422, "This plan names you in a part that you do not have in this family. Let the record send it, or a colleague.", []);
        return await StoreAsync(reading, viewer.AuthorityId, viewer.State.Family.RecordRef, body, viewer.Actor, cancel);
    }

    private async Task<bool> NamesAnewAsync(StaffViewer viewer, PlanDocument document, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        var email = viewer.Staff.Email;
        var roles = await store.People.Where(p => p.FamilyId == viewer.FamilyId && p.InPlan && p.Email == email).Select(p => p.Role).ToListAsync(cancel);
        return document.People.Any(p => p.Role.SeesEverything() && string.Equals(p.Email, email, StringComparison.OrdinalIgnoreCase) && !roles.Contains(p.Role));
    }

    private async Task<ImportOutcome> StoreAsync(PlanReading reading, string authority, string recordRef, ReadOnlyMemory<byte> body, string actor, CancellationToken cancel)
    {
        if (!reading.IsPlan) return ImportOutcome.Refused(reading.Refusal);
        if (PlanRules.CheckAddress(reading.Document, authority, recordRef) is { } wrong) return ImportOutcome.Refused(wrong);
        // Two first plans of one family at once: the second finds the first's family on its second try.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StoreOnceAsync(reading, reading.Document, body, actor, cancel);
            }
            catch (DbUpdateException) when (attempt < 3 && !cancel.IsCancellationRequested)
            {
            }
        }
    }

    private async Task<ImportOutcome> StoreOnceAsync(PlanReading reading, PlanDocument document, ReadOnlyMemory<byte> body, string actor, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        var now = _clock.GetUtcNow();
        var family = await LockFamilyAsync(store, document.Authority, document.Family.RecordRef, cancel);
        var isNew = family is null;
        if (family is null)
        {
            family = new() { Id = Guid.NewGuid(), AuthorityId = document.Authority, RecordRef = document.Family.RecordRef, CreatedAt = now };
            store.Families.Add(family);
        }

        var known = isNew ? [] : await store.KnownIds.Where(k => k.FamilyId == family.Id).ToListAsync(cancel);
        var current = family.CurrentVersion == 0 ? null : await store.PlanVersions.AsNoTracking()
            .Where(v => v.FamilyId == family.Id && v.Version == family.CurrentVersion).Select(v => new { v.Version, v.ContentHash }).SingleAsync(cancel);
        var verdict = PlanRules.Judge(reading, new(
            known.Where(k => k.List != TakingBack.NeverHad).ToDictionary(k => k.ItemId, k => Enum.Parse<PlanList>(k.List)),
            known.Where(k => k.TakenBackAt is not null).Select(k => k.ItemId).ToHashSet(),
            current?.Version, current?.ContentHash));
        if (verdict.Refusal is { } refusal) return ImportOutcome.Refused(refusal);
        if (verdict.Unchanged) return ImportOutcome.Accepted(family.CurrentVersion, unchanged: true);

        store.PlanVersions.Add(new() { FamilyId = family.Id, Version = document.Plan.Version, Document = Encoding.UTF8.GetString(body.Span), ContentHash = reading.ContentHash!, ReceivedAt = now, ReceivedFrom = actor });
        family.CurrentVersion = document.Plan.Version;
        await PlanPeople.ReplaceAsync(store, family, document, actor, now, cancel);
        Remember(store, family.Id, known, document);
        store.AuditEntries.Add(new() { FamilyId = family.Id, Id = Guid.CreateVersion7(now), At = now, Actor = actor, Action = AuditActions.PlanStored, Target = document.Plan.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        await store.SaveChangesAsync(cancel);
        await TakingBack.ApplyAsync(store, family, document.Plan.TakenBack.Select(t => t.Id), actor, now, cancel);
        await PlanPeople.RefreshSlicesAsync(store, family, cancel);
        await transaction.CommitAsync(cancel);
        return ImportOutcome.Accepted(document.Plan.Version, unchanged: false);
    }

    /// <summary>The family's row, locked until the transaction ends, so that documents and safety calls of one family queue up.</summary>
    internal static async Task<Family?> LockFamilyAsync(Store store, string authority, string recordRef, CancellationToken cancel)
    {
        await store.Families.Where(f => f.AuthorityId == authority && f.RecordRef == recordRef)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.ErasureStamp, f => f.ErasureStamp), cancel);
        return await store.Families.SingleOrDefaultAsync(f => f.AuthorityId == authority && f.RecordRef == recordRef, cancel);
    }

    private static void Remember(Store store, Guid familyId, List<KnownId> known, PlanDocument document)
    {
        var have = known.Select(k => k.ItemId).ToHashSet();
        var named = document.People.Select(p => (p.Id, List: PlanList.People)).Concat(document.Items().Select(i => (i.Item.Id, i.List)));
        store.KnownIds.AddRange(named.Where(n => have.Add(n.Id)).Select(n => new KnownId { FamilyId = familyId, ItemId = n.Id, List = n.List.ToString() }));
    }
}
