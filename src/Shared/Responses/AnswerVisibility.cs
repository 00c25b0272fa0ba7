using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Shared.Responses;

/// <summary>
/// THE decision who of the family sees an answer: its giver, and those in all three of the giver's choice, `seenBy` when it
/// was given and `seenBy` now (plans/README.md) who still see the item and are not kept apart from the giver.
/// </summary>
internal static class AnswerVisibility
{
    public static bool MayRead(FamilyViewer viewer, Slice slice, Answer answer)
    {
        if (IsOwn(viewer, answer)) return true;
        if (answer.ItemId is null || !answer.Chosen.Contains(viewer.PersonId) || !answer.SeenByThen.Contains(viewer.PersonId)) return false;
        var item = slice.Items.FirstOrDefault(i => i.Id == answer.ItemId);
        return item is not null && slice.Audiences.ShowsAnswers(item, answer.GiverId, viewer.PersonId);
    }

    /// <summary>Whether the free words go with it: in a family with anyone kept apart only after a worker released them.</summary>
    public static bool MayReadWords(FamilyViewer viewer, Slice slice, Answer answer) =>
        IsOwn(viewer, answer) || !slice.Apart.Any || answer.ReleasedAt is not null;

    /// <summary>On a worker's device only what is given there is one's own: what was private before stays private.</summary>
    public static bool IsOwn(FamilyViewer viewer, Answer answer) =>
        !answer.ByStaff && answer.GiverId == viewer.PersonId && (viewer.With is not { } with || answer.WithSession == with.Session);

    /// <summary>Those of the family whom the item's `seenBy` allows now; a limit, never a grant: each must also see the item.</summary>
    public static IEnumerable<PlanPerson> SeenBy(Slice slice, PlanItem item) => SeenBy(slice.Document, slice.Audiences, item);

    public static IEnumerable<PlanPerson> SeenBy(PlanDocument document, Audiences audiences, PlanItem item) =>
        document.People.Where(p => !p.Role.SeesEverything() && item.SeenBy.Covers(p) && audiences.Reaches(item, p.Id));

    /// <summary>Whom this giver may choose: as <see cref="SeenBy(Slice, PlanItem)"/>, less themselves and anyone kept apart from them.</summary>
    public static IEnumerable<PlanPerson> Choices(FamilyViewer giver, Slice slice, PlanItem item) =>
        SeenBy(slice, item).Where(p => p.Id != giver.PersonId && !slice.Apart.Apart(giver.PersonId, p.Id));
}
