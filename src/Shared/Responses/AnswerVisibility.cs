using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Shared.Responses;

/// <summary>
/// THE decision who of the family sees an answer: its giver, and those in all three of the giver's choice, `seenBy` when it
/// was given and `seenBy` now (plans/README.md) who still see the item and are not kept apart from the giver: unless it is held
/// because it says danger, or the giver took the sharing back. A worker's reply goes to whoever asked, and to nobody else.
/// Of what somebody will do (<see cref="AnswerKinds.Promises"/>) others read only the newest, whoever may read that: a yes that was
/// taken back must not go on standing. That nobody has a task is known to all whom its `seenBy` names (<see cref="NobodyHas"/>).
/// A release counts for those whom the worker was shown (<see cref="Answer.ReleasedTo"/>): who was shut out, kept apart or not named
/// then may be why it was held, and does not come by the words by coming back. The worker is asked again about them (<see cref="Waiting"/>).
/// <para>
/// What a young person puts into a house answers no item, so there is no `seenBy`. Those whom the young person may know stand in its
/// place (<see cref="KnownTo"/>): who is named in items that reach them both. Both limits are kept: who they were when it was given,
/// and who they are now; whoever the plan names to them no longer, is kept apart from them, or is in the plan no more, reads it no longer.
/// In a family with anyone kept apart, nothing of it reaches anybody but workers before a worker released it: neither words, face
/// nor picture. What they wish for (<see cref="AnswerKinds.IsWish"/>) is never shared.
/// </para>
/// </summary>
internal static class AnswerVisibility
{
    /// <summary>Of audiences, which are of one document and never change, by person: gone with them.</summary>
    private static readonly ConditionalWeakTable<Audiences, ConcurrentDictionary<string, IReadOnlyList<PlanPerson>>> Known = [];

    /// <summary>Those that this viewer may read.</summary>
    /// <param name="all">The family's, or at least all that may be this viewer's to read.</param>
    public static IEnumerable<AnswerRow> MayRead(FamilyViewer viewer, Slice slice, IReadOnlyCollection<AnswerRow> all)
    {
        var own = all.Where(a => IsOwn(viewer, a)).Select(a => a.Id).ToHashSet();
        return all.Where(a => own.Contains(a.Id) || (a.Kind == AnswerKind.WorkerReply ? a.InReplyTo is { } asked && own.Contains(asked) : IsShown(viewer, slice, a)));
    }

    private static bool IsShown(FamilyViewer viewer, Slice slice, AnswerRow answer) => answer.Kind.IsHouse() ? IsHouseShown(viewer, slice, answer) :
        SharingOf(answer) == AnswerSharing.Shared && IsLetRead(answer, viewer.PersonId) && answer.ItemId is { } id && slice.ById.TryGetValue(id, out var item)
        && IsWithinLimits(slice.Audiences, item, answer.GiverId, answer.Chosen.All, answer.SeenByThen.All, viewer.PersonId);

    /// <summary>
    /// The tasks of others of which their person has last said that they cannot, for those whom `seenBy` named then and names now,
    /// whatever the giver chose for their words: nobody must count on who is not there. Not of one that says danger, before a worker lets that be known: which is not a release of its words.
    /// </summary>
    /// <param name="all">As for <see cref="MayRead"/>.</param>
    public static IEnumerable<NetworkRole> NobodyHas(FamilyViewer viewer, Slice slice, IReadOnlyCollection<AnswerRow> all)
    {
        var refused = all.Where(a => a is { Kind: AnswerKind.RoleReply, Choice: FamilyAnswers.Declined, IsReplaced: false, ByStaff: false } && (!a.SaysDanger || a.GapKnownTo.All.Contains(viewer.PersonId))
            && a.GiverId != viewer.PersonId && a.SeenByThen.All.Contains(viewer.PersonId)).Select(a => (a.ItemId, a.GiverId)).ToHashSet();
        return slice.Items.OfType<NetworkRole>().Where(t => refused.Contains((t.Id, t.PersonId)) && slice.Audiences.ShowsAnswers(t, t.PersonId, viewer.PersonId));
    }

    /// <summary>
    /// Those whom a worker may let know that nobody has the task (<see cref="NobodyHas"/>), of a no that says danger: whether or not
    /// its giver chose anybody for it, or took that back. Nobody who knows already, nor where its giver said something else since.
    /// </summary>
    public static IEnumerable<PlanPerson> LearnNobodyHas(PlanDocument document, Audiences audiences, Answer answer, bool isReplaced) =>
        answer is { Kind: AnswerKind.RoleReply, Choice: FamilyAnswers.Declined, ByStaff: false, AlertId: not null } && !isReplaced
        && document.Plan.Network.FirstOrDefault(t => t.Id == answer.ItemId) is { } task && task.PersonId == answer.GiverId
            ? document.People.Where(p => !p.Role.SeesEverything() && p.Id != answer.GiverId && answer.SeenByThen.Contains(p.Id) && !answer.GapKnownTo.Contains(p.Id) && audiences.ShowsAnswers(task, answer.GiverId, p.Id))
            : [];

    private static bool IsHouseShown(FamilyViewer viewer, Slice slice, AnswerRow answer) =>
        SharingOf(answer) == AnswerSharing.Shared && IsLetRead(answer, viewer.PersonId) && (!slice.Apart.Any || answer.ReleasedTo.All.Contains(viewer.PersonId))
        && answer.Chosen.All.Contains(viewer.PersonId) && answer.SeenByThen.All.Contains(viewer.PersonId)
        && KnownTo(slice.Document, slice.Audiences, answer.GiverId).Any(p => p.Id == viewer.PersonId);

    /// <summary>Of what is held: whether a worker let this reader read it.</summary>
    private static bool IsLetRead(AnswerRow answer, string reader) => !answer.IsHeld || answer.ReleasedTo.All.Contains(reader);

    /// <summary>The three limits, for one person who is not the giver.</summary>
    private static bool IsWithinLimits(Audiences audiences, PlanItem item, string giver, IReadOnlyCollection<string> chosen, IReadOnlyCollection<string> seenByThen, string reader) =>
        chosen.Contains(reader) && seenByThen.Contains(reader) && audiences.ShowsAnswers(item, giver, reader);

    /// <summary>Whether its giver may let others read it later: of what a young person put into a house, while only workers do.</summary>
    public static bool MayShareLater(AnswerKind kind, AnswerSharing? sharing) => kind.IsHouse() && sharing is (AnswerSharing.WorkersOnly or AnswerSharing.Ended);

    /// <summary>How the giver's choice stands now.</summary>
    public static AnswerSharing SharingOf(AnswerRow answer) => SharingOf(answer.Chosen.All.Length, answer.IsHeld, answer.ReleasedAt, answer.SharingEndedAt, answer.IsReplaced);

    /// <param name="isReplaced">As <see cref="AnswerRow.IsReplaced"/>, for those who must know.</param>
    public static AnswerSharing SharingOf(Answer answer, bool isReplaced = false) => SharingOf(answer.Chosen.Count, answer.IsHeld, answer.ReleasedAt, answer.SharingEndedAt, isReplaced);

    private static AnswerSharing SharingOf(int chosen, bool isHeld, DateTimeOffset? releasedAt, DateTimeOffset? endedAt, bool isReplaced) =>
        chosen == 0 ? AnswerSharing.WorkersOnly
        : endedAt is not null ? AnswerSharing.Ended
        : isReplaced ? AnswerSharing.Replaced
        : isHeld && releasedAt is null ? AnswerSharing.Held
        : AnswerSharing.Shared;

    /// <summary>
    /// Those besides its giver and workers who may read an answer now, as it is decided for each; of one that is held, those who may
    /// once a worker releases it.
    /// </summary>
    public static IEnumerable<PlanPerson> Readers(PlanDocument document, Audiences audiences, Answer answer) =>
        answer.Kind.IsHouse() ? HouseReaders(document, audiences, SharingOf(answer), answer.GiverId, answer.Chosen, answer.SeenByThen) :
        SharingOf(answer) == AnswerSharing.Ended || document.Items().FirstOrDefault(i => i.Item.Id == answer.ItemId)?.Item is not { } item ? []
        : Readers(document, audiences, item, answer.GiverId, answer.Chosen, answer.SeenByThen);

    /// <summary>Those of these readers whom no worker let read it yet, where that has to be (<see cref="WaitsForWorker"/>).</summary>
    public static IEnumerable<PlanPerson> Waiting(IEnumerable<PlanPerson> readers, Answer answer) => readers.Where(p => !answer.ReleasedTo.Contains(p.Id));

    /// <summary>Whether all of it, or its words where some of the family are kept apart, goes to those chosen only after a worker let it.</summary>
    public static bool WaitsForWorker(Answer answer, bool isReplaced, bool areSomeApart) => SharingOf(answer, isReplaced) switch
    {
        AnswerSharing.Held => true,
        AnswerSharing.Shared => answer.IsHeld || (areSomeApart && (answer.Kind.IsHouse() || (answer.Words ?? answer.OneHigher) is not null)),
        _ => false,
    };

    /// <summary>As its giver is told: of an answer to what they see no longer, nobody; of what was held, those whom a worker let read it.</summary>
    public static IEnumerable<PlanPerson> Readers(Slice slice, AnswerRow answer) => AllReaders(slice, answer).Where(p => IsLetRead(answer, p.Id));

    private static IEnumerable<PlanPerson> AllReaders(Slice slice, AnswerRow answer) =>
        answer.Kind.IsHouse() ? HouseReaders(slice.Document, slice.Audiences, SharingOf(answer), answer.GiverId, answer.Chosen.All, answer.SeenByThen.All) :
        SharingOf(answer) is AnswerSharing.Ended or AnswerSharing.Replaced || answer.ItemId is null || !slice.ById.TryGetValue(answer.ItemId, out var item) ? []
        : Readers(slice.Document, slice.Audiences, item, answer.GiverId, answer.Chosen.All, answer.SeenByThen.All);

    private static IEnumerable<PlanPerson> Readers(PlanDocument document, Audiences audiences, PlanItem item, string giver, IReadOnlyCollection<string> chosen, IReadOnlyCollection<string> seenByThen) =>
        document.People.Where(p => !p.Role.SeesEverything() && p.Id != giver && IsWithinLimits(audiences, item, giver, chosen, seenByThen, p.Id));

    private static IEnumerable<PlanPerson> HouseReaders(PlanDocument document, Audiences audiences, AnswerSharing sharing, string giver, IReadOnlyCollection<string> chosen, IReadOnlyCollection<string> seenByThen) =>
        sharing is AnswerSharing.Ended or AnswerSharing.WorkersOnly ? [] : KnownTo(document, audiences, giver).Where(p => chosen.Contains(p.Id) && seenByThen.Contains(p.Id));

    /// <summary>
    /// Those of the family and its helpers whom this person may know: named in items of their own slice, as <see cref="Named"/>, which
    /// reach those people too, and not kept apart from them. So neither learns anything by it of an item that they do not see: for both
    /// it is the same whether or not there is one. Found out once for each person and what decides it: it is asked of every answer
    /// that they put into a house, at every page.
    /// </summary>
    public static IReadOnlyList<PlanPerson> KnownTo(PlanDocument document, Audiences audiences, string personId) =>
        Known.GetValue(audiences, _ => new(StringComparer.Ordinal)).GetOrAdd(personId, _ =>
        {
            var slice = audiences.SliceFor(personId);
            return [.. document.People.Where(p => p.Id != personId && !p.Role.SeesEverything() && !audiences.AreApart(personId, p.Id)
                && slice.Any(i => Names(i.Item).Contains(p.Id) && audiences.Reaches(i.Item, p.Id)))];
        });

    /// <summary>Whether the free words of what they may read go with it: in a family with anyone kept apart only after a worker released them.</summary>
    public static bool MayReadWords(FamilyViewer viewer, Slice slice, AnswerRow answer) =>
        answer.Kind == AnswerKind.WorkerReply || IsOwn(viewer, answer) || !slice.Apart.Any || answer.ReleasedTo.All.Contains(viewer.PersonId);

    /// <summary>On a worker's device only what is given there is one's own: what was private before stays private.</summary>
    public static bool IsOwn(FamilyViewer viewer, AnswerRow answer) => IsOwn(viewer, answer.ByStaff, answer.GiverId, answer.WithSession);

    public static bool IsOwn(FamilyViewer viewer, Answer answer) => IsOwn(viewer, answer.ByStaff, answer.GiverId, answer.WithSession);

    private static bool IsOwn(FamilyViewer viewer, bool byStaff, string giver, Guid? session) =>
        !byStaff && giver == viewer.PersonId && (viewer.With is not { } with || session == with.Session);

    /// <summary>Those of the family whom the item's `seenBy` allows now; a limit, never a grant: each must also see the item.</summary>
    public static IEnumerable<PlanPerson> SeenBy(Slice slice, PlanItem item) => SeenBy(slice.Document, slice.Audiences, item);

    public static IEnumerable<PlanPerson> SeenBy(PlanDocument document, Audiences audiences, PlanItem item) =>
        document.People.Where(p => !p.Role.SeesEverything() && item.SeenBy.Covers(p) && audiences.Reaches(item, p.Id));

    /// <summary>Whom this giver may choose: as <see cref="SeenBy(Slice, PlanItem)"/>, less themselves and anyone kept apart from them.</summary>
    public static IEnumerable<PlanPerson> Choices(FamilyViewer giver, Slice slice, PlanItem item) =>
        SeenBy(slice, item).Where(p => p.Id != giver.PersonId && !slice.Apart.Apart(giver.PersonId, p.Id));

    /// <summary>
    /// Those of the choices whom items of the giver's own slice name: a name is learnt only from an item one may see. Whom it asks
    /// (askOf) an item does not name to its readers.
    /// </summary>
    public static IEnumerable<PlanPerson> Named(FamilyViewer giver, Slice slice, PlanItem item)
    {
        var named = slice.Items.SelectMany(Names).ToHashSet(StringComparer.Ordinal);
        return Choices(giver, slice, item).Where(p => named.Contains(p.Id));
    }

    private static IEnumerable<string> Names(PlanItem item) => item.References().Where(r => !r.Pointer.StartsWith("/askOf", StringComparison.Ordinal)).Select(r => r.PersonId);

    /// <summary>
    /// Whether "everyone the plan lets see this" is offered. Decided from what stands in the item's `seenBy` and whom the giver may
    /// name, never from who is there: it is the same whether or not anybody stands behind it.
    /// </summary>
    public static bool OffersAll(FamilyViewer giver, Slice slice, PlanItem item)
    {
        var named = Named(giver, slice, item).Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        return item.SeenBy.Entries.Any(e => e.Kind switch
        {
            AudienceKind.Everyone => true,
            AudienceKind.Role => !e.Role.SeesEverything(),
            _ => e.PersonId != giver.PersonId && !named.Contains(e.PersonId!) && slice.Document.Person(e.PersonId!)?.Role.SeesEverything() != true,
        });
    }
}
