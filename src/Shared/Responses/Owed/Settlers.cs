using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Responses.Owed;

/// <summary>Whose reply settles what somebody asked.</summary>
public enum Settler
{
    /// <summary>Any member of staff who reaches the family.</summary>
    Anybody,

    /// <summary>The manager whom the plan names.</summary>
    Manager,

    /// <summary>The duty team: the plan names no manager who could.</summary>
    Duty,
}

/// <summary>
/// THE decision who settles what a young person says about a worker, or may mean so: nobody alone decides about a complaint of
/// themselves, nor whoever covers for them. It is made when somebody reads or replies, and what came of it is stored: no later plan,
/// address or account settles anything after the fact.
/// </summary>
internal static class Settlers
{
    /// <summary>It is about a worker, or does not say that it is not.</summary>
    public static bool IsForManager(Answer asked) =>
        asked.Kind == AnswerKind.AnotherWorker || (asked.Kind == AnswerKind.SomethingWrong && asked.Choice != FamilyAnswers.AboutOther);

    /// <param name="forManager">Of what was asked: <see cref="OwedAnswer.ForManager"/>.</param>
    /// <param name="hasManager">Of the family, now: <see cref="FamiliesWithManager"/>.</param>
    public static Settler Of(bool forManager, bool hasManager) => !forManager ? Settler.Anybody : hasManager ? Settler.Manager : Settler.Duty;

    /// <param name="reason">Why they reach the family: what weighs most against them counts, so a manager who is its worker too is its worker.</param>
    public static bool Settles(this Settler settler, StaffReason reason) => settler switch
    {
        Settler.Manager => reason == StaffReason.Manager,
        Settler.Duty => reason == StaffReason.Duty,
        _ => true,
    };

    /// <summary>Whether this member of staff now settles what is about a worker.</summary>
    public static async Task<bool> SettlesAsync(this Store store, StaffViewer viewer, CancellationToken cancel) =>
        viewer.Reason is StaffReason.Manager or StaffReason.Duty && Of(true, await store.HasManagerAsync(viewer.FamilyId, cancel)).Settles(viewer.Reason);

    public static Task<bool> HasManagerAsync(this Store store, Guid family, CancellationToken cancel) => store.FamiliesWithManager().AnyAsync(f => f.Id == family, cancel);

    /// <summary>Those whose plan names a manager who could settle something: who can sign in, is not kept out, and not the family's worker too.</summary>
    public static IQueryable<Family> FamiliesWithManager(this Store store)
    {
        var able = store.AbleStaffIn();
        return store.Families.Where(f => able.Any(x => x.FamilyId == f.Id
            && store.People.Any(p => p.FamilyId == f.Id && p.InPlan && p.Role == PersonRole.Manager && p.Email == x.Staff.Email)
            && !store.People.Any(p => p.FamilyId == f.Id && p.InPlan && p.Role == PersonRole.Worker && p.Email == x.Staff.Email)));
    }
}
