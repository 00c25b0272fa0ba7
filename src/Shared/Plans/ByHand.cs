using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Comparing;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;

namespace FamilyPortal.Shared.Plans;

/// <summary>
/// THE rule what a file sent by hand, or a number given on a page, changes only when the family's manager sends it: who works with the family, and whatever keeps
/// people safe from each other. The worker, about whom there may be a complaint, and a cover of a day make such things stricter;
/// looser, the record makes them, or the manager whom the plan in force names.
/// </summary>
internal static class ByHand
{
    /// <summary>The plan's own manager, or, where it names none, whoever of the authority's managers works with the family.</summary>
    public static bool MayLoosen(StaffViewer viewer, PlanDocument now) =>
        now.People.Where(p => p.Role == PersonRole.Manager).ToList() is { Count: > 0 } managers
            ? managers.Any(p => IsSame(p.Email, viewer.Staff.Email))
            : viewer.Staff.Role == StaffRole.Manager;

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
        found.AddRange(next.People.SelectMany(p => held.KnownAgainIn(p, had.GetValueOrDefault(p.Id)), (p, h) => new GuardedChange(GuardedKind.ContactOfHeld, p.Name, h)));
        return found;
    }

    /// <summary>
    /// As by a file, so on a page: whose number or address, of somebody held or barred, this person would be given, where the viewer may
    /// not do that. Null where they may.
    /// </summary>
    public static async Task<string?> WhyNotGiveAsync(Store store, StaffViewer viewer, string personId, IReadOnlyCollection<string> contacts, DateOnly today, CancellationToken cancel)
    {
        var now = PlanReader.ReadStored(await PlanImport.InForceAsync(store, viewer.State.Family, cancel));
        return MayLoosen(viewer, now) ? null : (await HeldPeople.ReadAsync(store, viewer.State, now, today, cancel)).NameBehind(contacts, personId);
    }

    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
