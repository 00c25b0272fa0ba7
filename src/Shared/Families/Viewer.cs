using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Plans.News;
using FamilyPortal.Shared.Responses.Late;

namespace FamilyPortal.Shared.Families;

/// <summary>
/// Somebody who looks at one family, now. Only Shared makes one, from the database, at every request, chat turn and message;
/// it is never kept. Every public read takes a viewer, so that the compiler asks who is looking.
/// </summary>
public abstract class Viewer
{
    private protected Viewer(Guid familyId, string authorityId) => (FamilyId, AuthorityId) = (familyId, authorityId);

    internal Guid FamilyId { get; }

    public string AuthorityId { get; }

    /// <summary>Whose the forms are that they leave unfinished.</summary>
    public abstract FormOwner FormOwner { get; }

    /// <summary>The giver of answers that they give.</summary>
    internal abstract string GiverId { get; }
}

/// <summary>A parent, young person, network member or professional of the plan, with all that restricts them applied.</summary>
public sealed class FamilyViewer : Viewer
{
    internal FamilyViewer(FamilyState state, Person person, Membership membership)
        : base(state.Family.Id, state.Family.AuthorityId)
    {
        State = state;
        Person = person;
        Membership = membership;
    }

    internal FamilyState State { get; }
    internal Person Person { get; }
    internal Membership Membership { get; }
    internal string PersonId => Person.PersonId;

    /// <summary>Their part of the plan, once a service has cut it.</summary>
    internal Slice? Slice { get; set; }

    /// <summary>What they last saw of their plan, where a session of theirs asks; null before the first look.</summary>
    internal PlanSeen? Seen { get; init; }

    /// <summary>Set where they take part on a worker's device.</summary>
    internal AssistedBy? With { get; init; }

    /// <summary>As whom the danger check reads their words.</summary>
    public Speaker Speaker => Speakers.Of(Person.Role);

    /// <summary>Whether they are a woman or a man, where the plan says so by the way.</summary>
    public Gender Gender => Genders.OfRelationship(Person.Relationship);

    /// <summary>The worker with whom they take part; null where they are on their own.</summary>
    public string? WithName => With?.Name;

    /// <summary>Opaque name of this membership: for the session and the helper's conversation.</summary>
    public Guid MembershipKey => Membership.Key;

    public override FormOwner FormOwner => new(MembershipKey);

    internal override string GiverId => PersonId;

    /// <summary>The person's own name, for their own pages only.</summary>
    public string Name => Person.Name;

    public PersonRole Role => Person.Role;

    /// <summary>What they chose for themselves.</summary>
    public Preferences Preferences { get; init; } = Preferences.None;

    /// <summary>BCP 47 tag of the language they read best: what they chose, else what the plan says.</summary>
    public string OwnLanguage => Preferences.Language ?? Person.Language;

    /// <summary>The language that they asked for with this very page, if so. Before anything is read for them.</summary>
    public string? AskedLanguage { get; set; }

    /// <summary>The language in which they are told what the plan says.</summary>
    public string Language => AskedLanguage ?? OwnLanguage;

    /// <summary>Whether they themselves said that they want no texts. Of what others set it says nothing.</summary>
    public bool StoppedTexts => new Texting.Addressee(Person, Membership, [.. State.Restrictions.Where(r => r.PersonId == PersonId)]).HasStopped;

    /// <summary>What their page of choices shows.</summary>
    public OwnChoices Choices => new(Preferences, !StoppedTexts);

    /// <summary>Whether they get nudges now: agreed in the plan, and no STOP.</summary>
    public bool GetsNudges => Standing.Of(Person, Membership, State.Restrictions, DateOnly.MinValue).TextsAgreed;
}

/// <summary>The worker on whose device a person takes part, and in which session.</summary>
internal sealed record AssistedBy(Guid Session, Guid Staff, string Name)
{
    public string Actor => $"staff:{Staff}";
}

/// <summary>A member of staff who reaches one family: named in its plan, manager, cover, duty or by break-glass.</summary>
public sealed class StaffViewer : Viewer
{
    internal StaffViewer(FamilyState state, StaffMember staff, StaffReason reason)
        : base(state.Family.Id, state.Family.AuthorityId)
    {
        State = state;
        Staff = staff;
        Reason = reason;
    }

    internal FamilyState State { get; }
    internal StaffMember Staff { get; }

    public string Name => Staff.Name;

    public override FormOwner FormOwner => new(Staff.Id, FamilyId);

    internal override string GiverId => Staff.Id.ToString();

    /// <summary>Why this member of staff reaches the family.</summary>
    public StaffReason Reason { get; }

    /// <summary>
    /// Whether they may give anybody a way in or words to read, or lift what keeps somebody out or apart. Who broke the glass reads,
    /// replies and makes things safer: a word or a number that they gave would outlast their day.
    /// </summary>
    public bool MayLetIn => Reason != StaffReason.BreakGlass;

    internal string Actor => $"staff:{Staff.Id}";
}

/// <summary>A member of staff who has opened no family: they see nothing of any, and what they left unfinished waits for them.</summary>
internal sealed class OwnDesk : Viewer
{
    internal OwnDesk(StaffMember staff) : base(staff.Id, staff.AuthorityId) => FormOwner = new(staff.Id, staff.Id);

    public override FormOwner FormOwner { get; }

    internal override string GiverId => FormOwner.Key.ToString();
}

/// <summary>Why a member of staff reaches a family.</summary>
public enum StaffReason
{
    NamedInPlan,
    Manager,
    Cover,
    Duty,
    BreakGlass,
}

/// <summary>A signed-in member of staff, before a family is opened.</summary>
public sealed class StaffUser
{
    internal StaffUser(StaffMember staff) => Staff = staff;

    internal StaffMember Staff { get; }

    /// <summary>The same in every session of theirs.</summary>
    public Guid Key => Staff.Id;

    /// <summary>For what they write before they open a family.</summary>
    public Viewer OwnDesk => new OwnDesk(Staff);

    public string Name => Staff.Name;
    public StaffRole Role => Staff.Role;
    public string AuthorityId => Staff.AuthorityId;
}

/// <summary>What was read of a family to make a viewer: its row and every restriction in force.</summary>
internal sealed record FamilyState(Family Family, IReadOnlyList<Restriction> Restrictions)
{
    /// <summary>Pairs kept apart besides those of the document.</summary>
    public IEnumerable<(string, string)> KeptApartPairs =>
        Restrictions.Where(r => r.Kind == RestrictionKind.KeptApart && r.OtherPersonId is not null).Select(r => (r.PersonId, r.OtherPersonId!));
}
