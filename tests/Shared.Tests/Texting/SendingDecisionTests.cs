using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Texting;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Texting;

public class SendingDecisionTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly QuietTime AuthorityQuiet = new() { From = new(21, 0), Until = new(8, 0) };

    /// <summary>Minutes around both changes of the clocks, and around an ordinary midnight.</summary>
    private static readonly Gen<DateTimeOffset> Instants =
        from start in Gen.Elements(new DateTimeOffset(2026, 3, 28, 12, 0, 0, default), new(2026, 10, 24, 12, 0, 0, default), new(2026, 12, 31, 12, 0, 0, default), new(2026, 6, 10, 0, 0, 0, default))
        from minutes in Gen.Choose(0, 2 * 24 * 60)
        select start.AddMinutes(minutes);

    private static readonly Gen<TimeOnly> Times = from quarter in Gen.Choose(0, 95) select new TimeOnly(0, 0).AddMinutes(quarter * 15);

    private static readonly Gen<bool> Seldom = from n in Gen.Choose(0, 7) select n == 0;

    private static readonly Gen<Restriction?> Restrictions =
        from none in Gen.Choose(0, 2)
        from kind in Gen.Elements(Enum.GetValues<RestrictionKind>())
        from source in Gen.Elements(Enum.GetValues<RestrictionSource>())
        from contact in Gen.Elements(Somebody.Phone, "+447700900199", null)
        from lifted in Seldom
        from other in Seldom
        select none > 0 ? null : Somebody.Restriction(kind, other ? "dad" : "mum", source: source, contact: contact).With(r => r.LiftedAt = lifted ? default(DateTimeOffset) : null);

    private static readonly Gen<Addressee> Addressees =
        from flags in Gen.ListOf(Seldom, 6)
        from until in Gen.Elements<DateOnly?>(null, null, null, new DateOnly(2026, 3, 28), new DateOnly(2026, 10, 25), new DateOnly(2027, 1, 1))
        from own in Gen.Choose(0, 3)
        from quietFrom in Times
        from quietUntil in Times
        from chosen in Gen.Choose(0, 3)
        from textsFrom in Times
        from textsUntil in Times
        from restrictions in Gen.ListOf(Restrictions, 2)
        select new Addressee(
            Somebody.Person(flags[0] ? null : Somebody.Phone).With(p =>
            {
                (p.NotSafe, p.Revoked, p.InPlan, p.TextsAllowed, p.AccessUntil) = (flags[1], flags[2], !flags[3], !flags[4], until);
                if (own > 0) (p.QuietFrom, p.QuietUntil) = (quietFrom, quietUntil);
            }),
            flags[5] ? null : Somebody.Membership(),
            [.. restrictions.OfType<Restriction>()])
        {
            Preferences = chosen > 0 || textsFrom == textsUntil ? null : new() { PersonId = "mum", TextsFrom = textsFrom, TextsUntil = textsUntil },
        };

    private sealed record Case(TextKind Kind, Addressee To, IReadOnlyList<Addressee> Everybody, DateTimeOffset Now, DateTimeOffset Expires, DateTimeOffset? LastNudge)
    {
        public SendingVerdict Verdict => SendingDecision.ForText(Kind, To, Everybody, Now, Expires, AuthorityQuiet, LastNudge);
    }

    private static readonly Gen<Case> Cases =
        from kind in Gen.Elements(TextKind.Nudge, TextKind.Nudge, TextKind.Received, TextKind.Danger, TextKind.Stopped, TextKind.Started, TextKind.Invitation, TextKind.NewSignIn)
        from to in Addressees
        from other in Addressees
        from isOther in Seldom
        from now in Instants
        from life in Gen.Choose(-60, 30 * 60)
        from last in Gen.Choose(1, 4 * 24 * 60)
        select new Case(kind, to, isOther ? [to, other] : [to], now, now.AddMinutes(life), last > 3000 ? null : now.AddMinutes(-last));

    [Fact]
    public void ForText_Sends_OnlyToThoseWhoMayBeReachedThere() => Holds(c =>
    {
        if (c.Verdict.Answer != SendingAnswer.Send) return true;
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(c.Now, London).DateTime);
        var p = c.To.Person;
        var own = c.To.Restrictions.Where(r => r.LiftedAt is null && r.PersonId == p.PersonId).ToList();
        return c.Now < c.Expires && p.Phone is not null && c.To.Membership is not null && !p.NotSafe && !p.Revoked && p.InPlan && !(p.AccessUntil < day)
            && !own.Any(r => r.Kind is RestrictionKind.NotSafe or RestrictionKind.AccessEnded || r.Kind == RestrictionKind.ContactWithdrawn && r.Contact == p.Phone);
    });

    [Fact]
    public void ForText_SendsNudgesAndInvitations_OnlyToThoseWhoAgreed() => Holds(c =>
        c.Kind is not (TextKind.Nudge or TextKind.Invitation or TextKind.NewSignIn) || c.Verdict.Answer != SendingAnswer.Send
        || c.To.Person.TextsAllowed && !c.To.Restrictions.Any(r => r.Kind == RestrictionKind.NoTexts && r.LiftedAt is null && r.PersonId == "mum"));

    [Fact]
    public void ForText_NeverSendsANudgeOrInvitation_InQuietHours() => Holds(c =>
        c.Kind is not (TextKind.Nudge or TextKind.Invitation or TextKind.NewSignIn) || c.Verdict.Answer != SendingAnswer.Send || !IsQuiet(c.To, c.Now));

    [Fact]
    public void ForText_PostponesANudge_ToALaterMomentOutsideQuietHours() => Holds(c =>
        c.Verdict is not { Answer: SendingAnswer.Postpone, Until: var until }
        || until > c.Now && until < c.Expires && until < c.Now.AddHours(25) && !IsQuiet(c.To, until.Value));

    [Fact]
    public void ForText_SendsNudges_OnceADay() => Holds(c =>
        c.Kind != TextKind.Nudge || c.Verdict.Answer != SendingAnswer.Send || c.LastNudge is null
        || TimeZoneInfo.ConvertTime(c.LastNudge.Value, London).Date != TimeZoneInfo.ConvertTime(c.Now, London).Date);

    [Fact]
    public void ForText_DoesSendSometimes_ForEveryKind()
    {
        var sent = Cases.Sample(3000).Where(c => c.Verdict.Answer == SendingAnswer.Send).Select(c => c.Kind).ToList();
        Enum.GetValues<TextKind>().ShouldAllBe(kind => sent.Count(k => k == kind) > 20);
    }

    [Fact]
    public void ForText_AfterStop_SendsNothingButItsConfirmationAndDanger()
    {
        var person = Somebody.Person();
        var stopped = new Addressee(person, Somebody.Membership(), [Somebody.Restriction(RestrictionKind.NoTexts, source: RestrictionSource.Person)]);
        var noon = new DateTimeOffset(2026, 5, 18, 11, 0, 0, default);
        SendingAnswer Of(TextKind kind) => SendingDecision.ForText(kind, stopped, [stopped], noon, noon.AddHours(1), AuthorityQuiet, null).Answer;
        Of(TextKind.Nudge).ShouldBe(SendingAnswer.Drop);
        Of(TextKind.Received).ShouldBe(SendingAnswer.Drop);
        Of(TextKind.Started).ShouldBe(SendingAnswer.Drop);
        Of(TextKind.Stopped).ShouldBe(SendingAnswer.Send);
        Of(TextKind.Danger).ShouldBe(SendingAnswer.Send);
    }

    [Fact]
    public void ForText_GoesByEmail_OnlyForAnInvitation_AndOnlyWithoutANumber()
    {
        var noon = new DateTimeOffset(2026, 5, 18, 11, 0, 0, default);
        SendingVerdict Of(TextKind kind, Person person)
        {
            var to = new Addressee(person, Somebody.Membership(), []);
            return SendingDecision.ForText(kind, to, [to], noon, noon.AddHours(1), AuthorityQuiet, null);
        }
        var mailOnly = Somebody.Person(null).With(p => (p.Email, p.TextsAllowed) = ("mum@example.org", false));
        Of(TextKind.Invitation, mailOnly).Answer.ShouldBe(SendingAnswer.Send);
        Of(TextKind.Nudge, mailOnly).Outcome.ShouldBe("no-number");
        Of(TextKind.Invitation, mailOnly.With(p => p.NotSafe = true)).Outcome.ShouldBe("may-not-be-reached");
        Of(TextKind.Invitation, Somebody.Person().With(p => (p.Email, p.TextsAllowed) = ("mum@example.org", false))).Outcome.ShouldBe("not-agreed");
    }

    [Fact]
    public void ForText_ToAPhoneThatAnotherFamilyKnowsIsNotSafe_SendsNothing()
    {
        var to = new Addressee(Somebody.Person(), Somebody.Membership(), []);
        var other = new Addressee(Somebody.Person(personId: "dad", family: Guid.NewGuid()).With(p => p.NotSafe = true), null, []);
        var noon = new DateTimeOffset(2026, 5, 18, 11, 0, 0, default);
        SendingDecision.ForText(TextKind.Danger, to, [to, other], noon, noon.AddHours(1), AuthorityQuiet, null).ShouldBe(SendingVerdict.Drop(SendingDecision.NoGateway), "its worker must not read why");
        SendingDecision.MayCarryCode(Somebody.Phone, [to, other], noon).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2026-05-18T22:30+01:00", "21:00", "08:00", "2026-05-19T08:00+01:00")]
    [InlineData("2026-05-18T03:00+01:00", "21:00", "08:00", "2026-05-18T08:00+01:00")]
    [InlineData("2026-05-18T08:00+01:00", "21:00", "08:00", null)]
    [InlineData("2026-05-18T20:59+01:00", "21:00", "08:00", null)]
    [InlineData("2026-03-28T23:00+00:00", "21:00", "08:00", "2026-03-29T08:00+01:00")] // the clocks go forward in between
    [InlineData("2026-10-24T23:00+01:00", "21:00", "08:00", "2026-10-25T08:00+00:00")] // and back
    [InlineData("2026-03-29T00:50+00:00", "22:00", "01:30", "2026-03-29T02:30+01:00")] // half past one does not come that night
    [InlineData("2026-05-18T13:00+01:00", "07:30", "15:00", "2026-05-18T15:00+01:00")] // sleeps by day
    public void QuietUntil_IsWhenTheQuietHoursEnd(string now, string from, string until, string? expected) =>
        SendingDecision.QuietUntil(DateTimeOffset.Parse(now), TimeOnly.Parse(from), TimeOnly.Parse(until))
            .ShouldBe(expected is null ? null : DateTimeOffset.Parse(expected));

    private static void Holds(Func<Case, bool> property) =>
        Prop.ForAll(Cases.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    /// <summary>Another way to tell: walk the minutes of the quiet time and look whether the UK's clock shows one of them.</summary>
    private static bool IsQuiet(Addressee to, DateTimeOffset at) =>
        IsQuiet(to.Person.QuietFrom ?? AuthorityQuiet.From, to.Person.QuietUntil ?? AuthorityQuiet.Until, at)
        || to.Preferences is { TextsFrom: { } first, TextsUntil: { } last } && IsQuiet(last, first, at);

    private static bool IsQuiet(TimeOnly from, TimeOnly until, DateTimeOffset at)
    {
        var shown = TimeZoneInfo.ConvertTime(at, London).ToString("HH:mm");
        var minute = from;
        do
        {
            if (minute.ToString("HH:mm") == shown) return true;
            minute = minute.AddMinutes(1);
        }
        while (minute != until);
        return false;
    }
}

internal static class Changing
{
    /// <summary>Changes a thing where it is made.</summary>
    public static T With<T>(this T thing, Action<T> change)
    {
        change(thing);
        return thing;
    }
}
