using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Comparing;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Plans.Document.Reading;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Plans;

/// <summary>
/// THE rule what a file sent by hand, or a number given on a page, changes only when the family's manager sends it: who works with the family, and whatever keeps
/// people safe from each other. The worker, about whom there may be a complaint, and a cover of a day make such things stricter;
/// looser, the record makes them, or the manager whom the plan in force names.
/// </summary>
internal static class ByHand
{
    /// <summary>
    /// How far above the plan in force a version sent by hand may be: with a far one nobody could send the next, the record
    /// neither.
    /// </summary>
    public const int MostVersionsAhead = 10;

    /// <summary>The plan's own manager, or, where it names none, whoever of the authority's managers works with the family.</summary>
    public static bool MayLoosen(StaffViewer viewer, PlanDocument now) =>
        now.People.Where(p => p.Role == PersonRole.Manager).ToList() is { Count: > 0 } managers
            ? managers.Any(p => IsSame(p.Email, viewer.Staff.Email))
            : viewer.Staff.Role == StaffRole.Manager;

    /// <summary>The same where no plan is at hand: the people of the newest one are kept as rows.</summary>
    public static async Task<bool> MayLoosenAsync(Store store, StaffViewer viewer, CancellationToken cancel) =>
        await store.People.Where(p => p.FamilyId == viewer.FamilyId && p.InPlan && p.Role == PersonRole.Manager).Select(p => p.Email).ToListAsync(cancel) is { Count: > 0 } managers
            ? managers.Any(m => IsSame(m, viewer.Staff.Email))
            : viewer.Staff.Role == StaffRole.Manager;

    /// <summary>What no file sent by hand does, whoever sends it; null where it does nothing of it.</summary>
    /// <param name="items">Ids of items of any version, and of what was taken back.</param>
    public static ImportOutcome? WhyNot(Family family, PlanDocument next, IReadOnlySet<string> items)
    {
        var faults = new Faults();
        if (next.Plan.Version > family.CurrentVersion + MostVersionsAhead)
            faults.Add("/plan/version", "VersionFarAhead", family.CurrentVersion + 1, family.CurrentVersion + MostVersionsAhead, family.CurrentVersion);
        // The record may take back what only its own versions had; here it would merely keep the record from ever using the id.
        for (var i = 0; i < next.Plan.TakenBack.Count; i++)
            if (!items.Contains(next.Plan.TakenBack[i].Id)) faults.Add($"/plan/takenBack/{i}/id", "TakenBackNever");
        return faults.None ? null : new("not-by-hand", 422, "A file sent by hand cannot do this. Correct what the errors point at and send it again.", faults.Found);
    }

    /// <summary>What of the next document only such a manager puts in force.</summary>
    public static IReadOnlyList<GuardedChange> Loosened(PlanDocument now, PlanDocument next, HeldPeople held)
    {
        List<GuardedChange> found = [];
        var (had, has, apart) = (now.People.ToDictionary(p => p.Id), next.People.ToDictionary(p => p.Id), KeptApart.In(next));
        // Whoever was gone comes back as free as they went.
        var then = had.Values.Concat(held.Gone).ToDictionary(p => p.Id);
        foreach (var before in then.Values)
        {
            if (!has.TryGetValue(before.Id, out var after))
            {
                if (!had.ContainsKey(before.Id)) continue;
                // Whoever is gone today could come back tomorrow without what kept them away, under another id too.
                if (before.Role.SeesEverything()) found.Add(new(GuardedKind.StaffGone, before.Name));
                else if (held.IsHeld(before)) found.Add(new(GuardedKind.HeldGone, before.Name));
                continue;
            }
            // Each pair once.
            found.AddRange(held.Written.From(before.Id).Where(o => string.CompareOrdinal(before.Id, o) < 0 && has.ContainsKey(o) && !apart.Apart(before.Id, o))
                .Select(o => new GuardedChange(GuardedKind.ApartLifted, before.Name, then.TryGetValue(o, out var other) ? other.Name : o)));
            if (held.IsShut(before) && !held.IsShut(after)) found.Add(new(GuardedKind.LetIn, after.Name));
            else if (!held.IsShut(after) && before.Access?.Until is { } until && !(after.Access?.Until <= until)) found.Add(new(GuardedKind.LetInLonger, after.Name));
            if (HeldPeople.IsUnsafe(before) && !HeldPeople.IsUnsafe(after)) found.Add(new(GuardedKind.TextsCalledSafe, after.Name));
            if (had.ContainsKey(before.Id) && (before.Role.SeesEverything() || after.Role.SeesEverything()) && (before.Role != after.Role || !IsSame(before.Email, after.Email)))
                found.Add(new(GuardedKind.StaffChanged, after.Name));
        }
        found.AddRange(next.People.Where(p => p.Role.SeesEverything() && !had.ContainsKey(p.Id)).Select(p => new GuardedChange(GuardedKind.StaffNew, p.Name)));
        found.AddRange(next.People.SelectMany(p => held.KnownAgainIn(p, had.GetValueOrDefault(p.Id))));
        return found;
    }

    /// <summary>
    /// As by a file, so on a page: whose number or address, of somebody held or barred, or from whom it is withdrawn, this person would be
    /// given, where the viewer may not do that. Null where they may.
    /// </summary>
    public static async Task<(string Name, bool IsWithdrawn)?> WhyNotGiveAsync(Store store, StaffViewer viewer, string personId, IReadOnlyCollection<string> contacts, DateOnly today, CancellationToken cancel)
    {
        var now = PlanReader.ReadStored(await PlanImport.InForceAsync(store, viewer.State.Family, cancel));
        return MayLoosen(viewer, now) ? null : (await HeldPeople.ReadAsync(store, viewer.State, now, today, cancel)).Behind(contacts, personId);
    }

    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
