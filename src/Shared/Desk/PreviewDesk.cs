using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>What one person's pages show.</summary>
/// <param name="MayLook">Whether they may open them now: otherwise this is what they would see.</param>
/// <param name="Answers">Those that they may read.</param>
/// <param name="Language">BCP 47 tag of the language in which they read it.</param>
public sealed record PersonPreview(string Name, bool MayLook, PlanView Plan, ReadableAnswers Answers, string Language);

/// <summary>
/// A person's pages for a worker who wants to check them first. Made by the same services as the person's own, with a viewer of
/// that person that never leaves here: what it shows cannot differ from what they see, and its handles open nothing of theirs.
/// </summary>
public sealed class PreviewDesk
{
    private readonly StoreFactory _stores;
    private readonly FamilyPlans _plans;
    private readonly FamilyAnswers _answers;
    private readonly TimeProvider _clock;

    internal PreviewDesk(StoreFactory stores, FamilyPlans plans, FamilyAnswers answers, TimeProvider clock) => (_stores, _plans, _answers, _clock) = (stores, plans, answers, clock);

    /// <summary>Null for staff, who have no such pages, and for a handle of nobody. Counts as opening the plan in the audit.</summary>
    /// <param name="language">The plan in this language, as they would get it if they asked for it; null: in their own.</param>
    public async Task<PersonPreview?> OpenAsync(StaffViewer viewer, string personHandle, string? language = null, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var people = await store.People.AsNoTracking().Where(p => p.FamilyId == viewer.FamilyId && p.InPlan && p.Role != PersonRole.Worker && p.Role != PersonRole.Manager).ToListAsync(cancel);
        if (people.FirstOrDefault(p => viewer.OfPerson(p.PersonId) == personHandle) is not { } person) return null;

        await _plans.OpenAsync(viewer, cancel);
        var membership = await store.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.FamilyId == viewer.FamilyId && m.PersonId == person.PersonId, cancel);
        var mayLook = Standing.Of(person, membership, viewer.State.Restrictions, UkTime.Today(_clock)).MayLook;
        var asPerson = new FamilyViewer(viewer.State, person, new() { FamilyId = viewer.FamilyId, PersonId = person.PersonId, HandleKey = KeyOf(viewer), InvitedBy = viewer.Actor }) { AskedLanguage = language, Preferences = PersonPreferences.Of(await store.Preferences.AsNoTracking().SingleOrDefaultAsync(q => q.FamilyId == viewer.FamilyId && q.PersonId == person.PersonId, cancel)) };
        return new(person.Name, mayLook, await _plans.ReadAsync(asPerson, cancel), await _answers.ReadAsync(asPerson, cancel), asPerson.OwnLanguage);
    }

    /// <summary>The handle that an answer has in previews.</summary>
    internal static string HandleOf(StaffViewer viewer, Guid answer) => FamilyAnswers.Handle(KeyOf(viewer), answer);

    private static byte[] KeyOf(StaffViewer viewer) => viewer.FamilyId.ToByteArray();
}
