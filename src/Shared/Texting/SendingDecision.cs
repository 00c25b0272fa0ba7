using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Families;

namespace FamilyPortal.Shared.Texting;

/// <summary>What to do with a text now.</summary>
internal enum SendingAnswer
{
    Send,
    Postpone,
    Drop,
}

/// <summary>What the decision says.</summary>
/// <param name="Until">With <see cref="SendingAnswer.Postpone"/>: when to ask again.</param>
/// <param name="Outcome">With <see cref="SendingAnswer.Drop"/>: a fixed word that says why.</param>
internal sealed record SendingVerdict(SendingAnswer Answer, DateTimeOffset? Until = null, string? Outcome = null)
{
    public static readonly SendingVerdict Send = new(SendingAnswer.Send);

    public static SendingVerdict Drop(string outcome) => new(SendingAnswer.Drop, Outcome: outcome);
}

/// <summary>
/// THE decision whether something goes to a person's phone or mailbox, made at the moment of sending from what the database
/// says then (design.md, "Texts"; plans/README, "Messages and codes").
/// </summary>
internal static class SendingDecision
{
    /// <summary>
    /// A code that somebody asked for goes whatever their consent, hours or STOP, but only where a membership may be reached,
    /// and never to a phone or mailbox that is marked unsafe.
    /// </summary>
    /// <param name="everybody">All with this number or address.</param>
    public static bool MayCarryCode(string contact, IReadOnlyList<Addressee> everybody, DateTimeOffset now)
    {
        var today = UkTime.Day(now);
        return !IsUnsafe(contact, everybody) && everybody.Any(a => a.StandingOn(today).MayReach(contact));
    }

    /// <summary>
    /// What another family knows of the number stops a message without a word: the worker reads what they read of any message that no
    /// gateway took.
    /// </summary>
    internal const string ElsewhereStopped = NoGateway;

    /// <summary>No gateway took it.</summary>
    internal const string NoGateway = "gateway";

    /// <summary>Where something of this kind goes: to the number; an invitation to the address of somebody who has none.</summary>
    public static string? ContactFor(TextKind kind, Person person) => person.Phone ?? (kind == TextKind.Invitation ? person.Email : null);

    /// <param name="kind">What the text is for.</param>
    /// <param name="to">Whom it is meant for; it goes to the number they have now.</param>
    /// <param name="sameNumber">All with that number, in every family.</param>
    /// <param name="expiresAt">After this it helps nobody.</param>
    /// <param name="authority">Quiet hours of the authority, for people without their own.</param>
    /// <param name="lastNudge">When that number last got a nudge, whatever the family.</param>
    public static SendingVerdict ForText(
        TextKind kind, Addressee to, IReadOnlyList<Addressee> sameNumber, DateTimeOffset now, DateTimeOffset expiresAt, QuietTime authority, DateTimeOffset? lastNudge)
    {
        if (now >= expiresAt) return SendingVerdict.Drop("expired");
        var standing = to.StandingOn(UkTime.Day(now));
        if (ContactFor(kind, to.Person) is not { } contact) return SendingVerdict.Drop("no-number");
        if (!standing.MayReach(contact) || IsUnsafe(contact, [to])) return SendingVerdict.Drop("may-not-be-reached");
        if (IsUnsafe(contact, sameNumber)) return SendingVerdict.Drop(ElsewhereStopped);
        // The answer to somebody's own text of this minute: it asked for no consent and wakes nobody.
        if (kind is TextKind.Danger or TextKind.Stopped) return SendingVerdict.Send;
        if (kind is TextKind.Received or TextKind.Started) return Stopped(to) ? SendingVerdict.Drop("stopped") : SendingVerdict.Send;

        // What people agree to, and stop, is texts.
        if (contact == to.Person.Phone && (!standing.TextsAgreed || Stopped(to))) return SendingVerdict.Drop("not-agreed");
        if (contact == to.Person.Phone && sameNumber.Any(Stopped)) return SendingVerdict.Drop(ElsewhereStopped);
        var (from, until) = to.Person is { QuietFrom: { } ownFrom, QuietUntil: { } ownUntil } ? (ownFrom, ownUntil) : (authority.From, authority.Until);
        if (QuietUntil(now, [(from, until), .. OwnQuiet(to)]) is { } end) return end < expiresAt ? new(SendingAnswer.Postpone, end) : SendingVerdict.Drop("expired");
        // What they chose themselves, or their worker does, comes as often as it happens.
        return kind == TextKind.Nudge && lastNudge is { } last && UkTime.Day(last) == UkTime.Day(now) ? SendingVerdict.Drop("one-a-day") : SendingVerdict.Send;
    }

    /// <summary>What is left of the day beside the hours that the person named: it only adds to what the plan or the authority keeps quiet.</summary>
    private static IEnumerable<(TimeOnly From, TimeOnly Until)> OwnQuiet(Addressee to) =>
        to.Preferences is { TextsFrom: { } first, TextsUntil: { } last } ? [(last, first)] : [];

    /// <summary>The same of several quiet times together; where no hour of the day is free in all, for ever.</summary>
    internal static DateTimeOffset? QuietUntil(DateTimeOffset now, IReadOnlyList<(TimeOnly From, TimeOnly Until)> quiet)
    {
        DateTimeOffset? end = null;
        for (var at = now; at < now.AddDays(2); at = end.Value)
        {
            if (quiet.Select(q => QuietUntil(at, q.From, q.Until)).Max() is not { } later) return end;
            if (later == DateTimeOffset.MaxValue) return later;
            end = later;
        }
        return DateTimeOffset.MaxValue;
    }

    /// <summary>When the quiet hours that hold now end; null outside them. Equal times leave no hour free.</summary>
    internal static DateTimeOffset? QuietUntil(DateTimeOffset now, TimeOnly from, TimeOnly until)
    {
        if (from == until) return DateTimeOffset.MaxValue;
        DateTimeOffset? end = null;
        // More than once only where the clocks go forward over the whole of a short free time.
        for (var at = now; IsQuiet(at, out var local); at = end.Value)
        {
            var day = DateOnly.FromDateTime(local);
            end = UkTime.Instant(TimeOnly.FromDateTime(local) < until ? day : day.AddDays(1), until);
        }
        return end;

        bool IsQuiet(DateTimeOffset at, out DateTime local)
        {
            local = UkTime.At(at).DateTime;
            var time = TimeOnly.FromDateTime(local);
            return from < until ? time >= from && time < until : time >= from || time < until;
        }
    }

    /// <summary>
    /// Whether somebody else may read this phone or mailbox. One family's worker knowing it is enough for all families: the
    /// phone is the same. Who left a plan, or gave up the number, says nothing about it any more.
    /// </summary>
    private static bool IsUnsafe(string contact, IEnumerable<Addressee> everybody) => everybody.Any(a =>
        a.Person.InPlan
        && (a.Person.NotSafe || a.Restrictions.Any(r => r.Kind == RestrictionKind.NotSafe && r.LiftedAt is null))
        && !a.HasGivenUp(contact));

    private static bool Stopped(Addressee a) => a.HasStopped;
}
