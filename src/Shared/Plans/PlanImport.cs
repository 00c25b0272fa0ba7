using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Comparing;
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
        return Refused(reading, authority, recordRef) ?? await StoreAsync(reading, body, $"client:{client.Id}", cancel);
    }

    /// <summary>The family's worker, manager or cover. Who is on duty or broke the glass looks, and leaves the plan alone.</summary>
    public static bool MayUpload(StaffViewer viewer) => viewer.Reason is StaffReason.NamedInPlan or StaffReason.Manager or StaffReason.Cover;

    /// <summary>What the same file would change if a member of staff put it in force. Nothing is stored.</summary>
    public async Task<PlanLook> LookOverAsync(StaffViewer viewer, ReadOnlyMemory<byte> body, CancellationToken cancel = default)
    {
        var reading = PlanReader.Read(body);
        if (await RefusedAsync(viewer, reading, cancel) is { } refused) return new(refused);
        var family = viewer.State.Family;
        await using var store = _stores.Create();
        var (verdict, known) = await JudgeAsync(store, family, reading, cancel);
        if (verdict.Refusal is { } refusal) return new(ImportOutcome.Refused(refusal));
        if (verdict.Unchanged) return new(ImportOutcome.Accepted(family.CurrentVersion, unchanged: true));
        if (ByHand.WhyNot(family, reading.Document!, ItemsIn(known)) is { } not) return new(not);

        var written = await InForceAsync(store, family, cancel);
        using var now = JsonDocument.Parse(written);
        using var next = JsonDocument.Parse(body);
        var document = PlanReader.ReadStored(written);
        var comparer = new PlanComparer(viewer, (document, now.RootElement), (reading.Document!, next.RootElement));
        return new(
            ImportOutcome.Accepted(reading.Document!.Plan.Version, unchanged: false),
            comparer.Compare(
                known.Where(k => k.TakenBackAt is null && k.List != nameof(PlanList.People)).Select(k => k.ItemId).ToHashSet(),
                ByHand.Loosened(document, reading.Document, await HeldPeople.ReadAsync(store, viewer.State, document, UkTime.Today(_clock), cancel)), MarkOf(viewer, family, reading)));
    }

    /// <summary>
    /// Puts a file in force that was looked over. Nobody makes themselves worker or manager by it: the record does, or a colleague. What
    /// keeps people safe is loosened by the family's manager alone (<see cref="ByHand"/>).
    /// Everything is checked anew; what was looked over against another plan than the one in force is <see cref="ImportOutcome.ChangedMeanwhile"/>.
    /// </summary>
    /// <param name="mark"><see cref="PlanComparison.Mark"/>.</param>
    public async Task<ImportOutcome> UploadAsync(StaffViewer viewer, ReadOnlyMemory<byte> body, string? mark, CancellationToken cancel = default)
    {
        var reading = PlanReader.Read(body);
        return await RefusedAsync(viewer, reading, cancel) ?? await GuardedAsync(viewer, reading, cancel) ?? await StoreAsync(reading, body, viewer.Actor, cancel, family => MarkOf(viewer, family, reading) == mark);
    }

    private async Task<ImportOutcome?> RefusedAsync(StaffViewer viewer, PlanReading reading, CancellationToken cancel)
    {
        if (!MayUpload(viewer)) return new("not-your-family", 403, "Only the family's own worker, manager or cover uploads a plan.", []);
        if (reading.IsPlan && await NamesAnewAsync(viewer, reading.Document, cancel)) return new("names-you", 422, "This plan names you in a part that you do not have in this family. Let the record send it, or a colleague.", []);
        return Refused(reading, viewer.AuthorityId, viewer.State.Family.RecordRef);
    }

    /// <summary>Against the plan in force as the request found it; that it is still in force is asked under the lock, by the mark.</summary>
    private async Task<ImportOutcome?> GuardedAsync(StaffViewer viewer, PlanReading reading, CancellationToken cancel)
    {
        var next = reading.Document!;
        await using var store = _stores.Create();
        var now = PlanReader.ReadStored(await InForceAsync(store, viewer.State.Family, cancel));
        var (verdict, known) = await JudgeAsync(store, viewer.State.Family, reading, cancel);
        if (verdict is { Refusal: null, Unchanged: false } && ByHand.WhyNot(viewer.State.Family, next, ItemsIn(known)) is { } not) return not;
        return ByHand.MayLoosen(viewer, now) || ByHand.Loosened(now, next, await HeldPeople.ReadAsync(store, viewer.State, now, UkTime.Today(_clock), cancel)).Count == 0 ? null
            : new("needs-manager", 422, "This plan loosens what keeps people safe, or changes who works with the family. Let the family's manager or the record send it.", []);
    }

    private static HashSet<string> ItemsIn(List<KnownId> known) => [.. known.Where(k => k.List != nameof(PlanList.People)).Select(k => k.ItemId)];

    internal static async Task<byte[]> InForceAsync(Store store, Family family, CancellationToken cancel) =>
        Encoding.UTF8.GetBytes(await store.PlanVersions.Where(v => v.FamilyId == family.Id && v.Version == family.CurrentVersion).Select(v => v.Document).SingleAsync(cancel));

    /// <summary>This document, the plan in force with what was erased from it, and who is kept apart: what a comparison is made of.</summary>
    private static string MarkOf(StaffViewer viewer, Family family, PlanReading reading) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{reading.ContentHash} {family.CurrentVersion} {family.ErasureStamp} {string.Join(' ', viewer.State.KeptApartPairs.Select(p => $"{p.Item1}|{p.Item2}").Order(StringComparer.Ordinal))}")));

    private async Task<bool> NamesAnewAsync(StaffViewer viewer, PlanDocument document, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        var email = viewer.Staff.Email;
        var roles = await store.People.Where(p => p.FamilyId == viewer.FamilyId && p.InPlan && p.Email == email).Select(p => p.Role).ToListAsync(cancel);
        return document.People.Any(p => p.Role.SeesEverything() && string.Equals(p.Email, email, StringComparison.OrdinalIgnoreCase) && !roles.Contains(p.Role));
    }

    /// <summary>What is wrong with it before anything of the family is known.</summary>
    private static ImportOutcome? Refused(PlanReading reading, string authority, string recordRef) =>
        !reading.IsPlan ? ImportOutcome.Refused(reading.Refusal)
        : PlanRules.CheckAddress(reading.Document, authority, recordRef) is { } wrong ? ImportOutcome.Refused(wrong)
        : null;

    /// <param name="stands">Asked of the locked family: whether it is still what the sender thinks.</param>
    private async Task<ImportOutcome> StoreAsync(PlanReading reading, ReadOnlyMemory<byte> body, string actor, CancellationToken cancel, Func<Family, bool>? stands = null)
    {
        // Two first plans of one family at once: the second finds the first's family on its second try.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StoreOnceAsync(reading, reading.Document!, body, actor, stands, cancel);
            }
            catch (DbUpdateException) when (attempt < 3 && !cancel.IsCancellationRequested)
            {
            }
        }
    }

    private async Task<ImportOutcome> StoreOnceAsync(PlanReading reading, PlanDocument document, ReadOnlyMemory<byte> body, string actor, Func<Family, bool>? stands, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        var now = _clock.GetUtcNow();
        var family = await LockFamilyAsync(store, document.Authority, document.Family.RecordRef, cancel);
        if (family is null)
        {
            family = new() { Id = Guid.NewGuid(), AuthorityId = document.Authority, RecordRef = document.Family.RecordRef, CreatedAt = now };
            store.Families.Add(family);
        }

        var (verdict, known) = await JudgeAsync(store, family, reading, cancel);
        // Sent twice, the second finds what the first put in force: then all is well, and nothing changed meanwhile.
        if (verdict is { Refusal: null, Unchanged: true }) return ImportOutcome.Accepted(family.CurrentVersion, unchanged: true);
        if (stands?.Invoke(family) == false) return ImportOutcome.ChangedMeanwhile;
        if (verdict.Refusal is { } refusal) return ImportOutcome.Refused(refusal);

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

    private static async Task<(PlanVerdict Verdict, List<KnownId> Known)> JudgeAsync(Store store, Family family, PlanReading reading, CancellationToken cancel)
    {
        var known = await store.KnownIds.Where(k => k.FamilyId == family.Id).ToListAsync(cancel);
        var current = family.CurrentVersion == 0 ? null : await store.PlanVersions.AsNoTracking()
            .Where(v => v.FamilyId == family.Id && v.Version == family.CurrentVersion).Select(v => new { v.Version, v.ContentHash }).SingleAsync(cancel);
        return (PlanRules.Judge(reading, new(
            known.Where(k => k.List != TakingBack.NeverHad).ToDictionary(k => k.ItemId, k => Enum.Parse<PlanList>(k.List)),
            known.Where(k => k.TakenBackAt is not null).Select(k => k.ItemId).ToHashSet(),
            current?.Version, current?.ContentHash)), known);
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
