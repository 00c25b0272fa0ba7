using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Shared.Texting;
using FamilyPortal.Shared.Texting.Inbound;
using FamilyPortal.Shared.Texting.Sending;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Texting;

public sealed class InboundTextsTests
{
    private const string Family = "EH-2026-03319";
    private const string Kelly = "+447700900161";
    private const string SaysDanger = "he is hitting me right now";

    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Receive_TheSameReplyManyTimesAtOnce_IsStoredOnceAndAnsweredOnce(string provider)
    {
        await using var test = await WithKellyAsync(provider);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ReceiveAsync(test, "6 bit better", "e1"))));
        await ReceiveAsync(test, "6 bit better", "e1");

        var answer = (await AnswersAsync(test)).ShouldHaveSingleItem();
        (answer.Kind, answer.GiverId, answer.Words, answer.Chosen.Count).ShouldBe((AnswerKind.TextReply, "kelly", "6 bit better", 0));
        (await SentAsync(test)).ShouldBe([(Kelly, "Thanks, got it.")]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Receive_WordsThatSayDanger_StoresThem_RaisesAnAlert_AndAnswersOnlyTheNumbers(string provider)
    {
        await using var test = await WithKellyAsync(provider);
        await ReceiveAsync(test, SaysDanger);

        var answer = (await AnswersAsync(test)).ShouldHaveSingleItem();
        var alert = (await AlertsAsync(test)).ShouldHaveSingleItem();
        (alert.AnswerId, alert.Level, alert.PersonId).ShouldBe((answer.Id, "emergency", "kelly"));
        (await SentAsync(test)).ShouldBe([(Kelly, DangerAdvice.TextReply)]);
    }

    [Fact]
    public async Task Receive_Start_AfterStop_SaysThatTextsAreOnAgain_AndOtherwiseOnlyThanks()
    {
        await using var test = await WithKellyAsync();
        await ReceiveAsync(test, "START", "e0");
        await ReceiveAsync(test, "STOP", "e1");
        await ReceiveAsync(test, "START", "e2");

        (await RestrictionsAsync(test)).ShouldAllBe(r => r.LiftedAt != null);
        (await SentAsync(test)).ShouldContain((Kelly, "Texts are on again."));
        (await SentAsync(test)).Count(t => t.Item2 == "Thanks, got it.").ShouldBe(1);
    }

    [Fact]
    public async Task Receive_Stop_EndsNudgesInEveryFamilyWithTheNumber_AndIsConfirmedOnce()
    {
        await using var test = await WithKellyAsync();
        await test.Store.SaveAsync(store => Somebody.Add(store, phone: Kelly, authority: "cumberland"));

        await ReceiveAsync(test, "Stop.");
        await ReceiveAsync(test, "STOP");

        var stops = await RestrictionsAsync(test);
        stops.Count.ShouldBe(2);
        stops.ShouldAllBe(r => r.Kind == RestrictionKind.NoTexts && r.Source == RestrictionSource.Person && r.LiftedAt == null);
        (await SentAsync(test)).ShouldHaveSingleItem().Body.ShouldStartWith("OK. No more texts.");
        (await AnswersAsync(test)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Receive_Start_LiftsWhatStopSet_AndNothingElse()
    {
        await using var test = await WithKellyAsync();
        var familyId = await test.Store.ReadAsync(s => s.Families.Select(f => f.Id).SingleAsync());
        await test.Store.SaveAsync(store => store.Restrictions.Add(Somebody.Restriction(RestrictionKind.NoTexts, "kelly", familyId, RestrictionSource.Portal)));

        await ReceiveAsync(test, "stop texting me");
        await ReceiveAsync(test, "Start");

        var restrictions = await RestrictionsAsync(test);
        restrictions.Single(r => r.Source == RestrictionSource.Person).LiftedAt.ShouldNotBeNull();
        restrictions.Single(r => r.Source == RestrictionSource.Portal).LiftedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Receive_FromANumberThatNobodyHas_LeavesNothingAndAnswersNothing()
    {
        await using var test = await WithKellyAsync();
        await ReceiveAsync(test, SaysDanger, from: "+447700900888");
        await ReceiveAsync(test, "STOP", from: "+447700900888");
        await ReceiveAsync(test, "hello", from: "BANK");
        (await AnswersAsync(test)).ShouldBeEmpty();
        (await AlertsAsync(test)).ShouldBeEmpty();
        (await RestrictionsAsync(test)).ShouldBeEmpty();
        (await SentAsync(test)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("revoked")]
    [InlineData("withdrawn")]
    public async Task Receive_FromSomebodyWhoseNumberOrAccessIsGone_IsNoAnswer_ButDangerAndItsWordsReachStaff(string why)
    {
        await using var test = await WithKellyAsync();
        var familyId = await test.Store.ReadAsync(s => s.Families.Select(f => f.Id).SingleAsync());
        await test.Store.SaveAsync(store => store.Restrictions.Add(Somebody.Restriction(
            why == "revoked" ? RestrictionKind.AccessEnded : RestrictionKind.ContactWithdrawn, "kelly", familyId, contact: Kelly)));

        await ReceiveAsync(test, "6 bit better");
        (await AlertsAsync(test)).ShouldBeEmpty();
        await ReceiveAsync(test, SaysDanger, "e2");
        await ReceiveAsync(test, SaysDanger, "e2");

        (await AnswersAsync(test)).ShouldBeEmpty();
        (await SentAsync(test)).ShouldBeEmpty();
        (await AlertsAsync(test)).ShouldHaveSingleItem().PersonId.ShouldBe("kelly");
        var worker = (await test.StaffAsync(Family, "dean.ashcroft@example.org"))!;
        var seen = (await test.Alerts.OfFamilyAsync(worker)).ShouldHaveSingleItem();
        (seen.Who, seen.Words).ShouldBe(("Kelly Doyle", SaysDanger));
    }

    /// <summary>Nothing but a name of the plan says whom it is about; also where the number is theirs no more.</summary>
    [Theory, MemberData(nameof(Providers))]
    public async Task Receive_DangerToldByANameOfThePlan_RaisesAnAlert(string provider)
    {
        await using var test = await WithKellyAsync(provider);
        await ReceiveAsync(test, "joanne is missing");
        (await AlertsAsync(test)).ShouldHaveSingleItem().Words.ShouldBeNull("they stand in the answer");

        var familyId = await test.Store.ReadAsync(s => s.Families.Select(f => f.Id).SingleAsync());
        await test.Store.SaveAsync(store => store.Restrictions.Add(Somebody.Restriction(RestrictionKind.ContactWithdrawn, "kelly", familyId, contact: Kelly)));
        await ReceiveAsync(test, "joanne is still missing", "e2");
        (await AlertsAsync(test)).Count.ShouldBe(2);
        (await AnswersAsync(test)).Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Receive_Danger_FromANumberThatSeveralFamiliesHad_ReachesAll_AndItsWordsThoseWhoKnowTheWriter(string provider)
    {
        await using var test = await WithKellyAsync(provider);
        await test.Store.SaveAsync(store =>
        {
            var (other, _) = Somebody.Add(store, phone: Kelly, authority: "cumberland");
            store.Restrictions.Add(Somebody.Restriction(RestrictionKind.AccessEnded, other.PersonId, other.FamilyId));
            var kelly = store.People.Single(p => p.PersonId == "kelly");
            store.Restrictions.Add(Somebody.Restriction(RestrictionKind.AccessEnded, "kelly", kelly.FamilyId));
            store.OutgoingTexts.Add(new() { FamilyId = kelly.FamilyId, Id = Guid.NewGuid(), PersonId = "kelly", Kind = TextKind.Nudge, DueAt = test.Clock.Now, SentAt = test.Clock.Now });
        });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ReceiveAsync(test, SaysDanger + "\0", "e"))));

        var alerts = await AlertsAsync(test);
        alerts.Select(a => (a.PersonId, a.Words)).ShouldBe([("kelly", SaysDanger + "\uFFFD"), ("mum", null)], ignoreOrder: true);
    }

    [Fact]
    public async Task Receive_FromAPhoneThatIsNotSafe_IsStored_ButGetsNoTextWhatever()
    {
        await using var test = await WithKellyAsync();
        await test.Store.SaveAsync(store => store.People.Single(p => p.PersonId == "kelly").NotSafe = true);
        await ReceiveAsync(test, "6");
        await ReceiveAsync(test, SaysDanger, "e2");
        await ReceiveAsync(test, "STOP", "e3");
        (await AnswersAsync(test)).Count.ShouldBe(2);
        (await AlertsAsync(test)).Count.ShouldBe(1);
        (await SentAsync(test)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Receive_FromANumberOfTwoFamilies_AnswersTheOneWhoTextedLast()
    {
        await using var test = await WithKellyAsync();
        await test.Store.SaveAsync(store =>
        {
            var (other, membership) = Somebody.Add(store, phone: Kelly, authority: "cumberland");
            membership.InvitedAt = test.Clock.Now.AddDays(-9);
            var kelly = store.People.Single(p => p.PersonId == "kelly");
            foreach (var (person, days) in (ReadOnlySpan<(Person, int)>)[(other, 3), (kelly, 1)])
                store.OutgoingTexts.Add(new() { FamilyId = person.FamilyId, Id = Guid.NewGuid(), PersonId = person.PersonId, Kind = TextKind.Nudge, DueAt = test.Clock.Now.AddDays(-days), SentAt = test.Clock.Now.AddDays(-days) });
        });
        await ReceiveAsync(test, "6");
        (await AnswersAsync(test)).ShouldHaveSingleItem().GiverId.ShouldBe("kelly");
    }

    [Fact]
    public async Task Report_SetsWhatBecameOfOurText()
    {
        await using var test = await WithKellyAsync();
        await ReceiveAsync(test, "6");
        await SentAsync(test);
        var sent = await test.Store.ReadAsync(s => s.OutgoingTexts.AsNoTracking().SingleAsync());
        await test.Get<InboundTexts>().ReportAsync(sent.GatewayId!, delivered: false);
        await test.Get<InboundTexts>().ReportAsync("another", delivered: true);
        (await test.Store.ReadAsync(s => s.OutgoingTexts.SingleAsync())).Outcome.ShouldBe("not-delivered");
    }

    [Theory]
    [InlineData("STOP", "Stop")]
    [InlineData(" stop!! ", "Stop")]
    [InlineData("Please stop texting me.", "Stop")]
    [InlineData("Don't text me", "Stop")]
    [InlineData("UNSUBSCRIBE", "Stop")]
    [InlineData("start", "Start")]
    [InlineData("make him stop", "None")]
    [InlineData("stop hitting me", "None")]
    [InlineData("7", "None")]
    [InlineData("", "None")]
    public void Read_KnowsStopAndStart_AsWholeTextsOnly(string message, string word) =>
        InboundWords.Read(message).ToString().ShouldBe(word);

    private static async Task<TestFamily> WithKellyAsync(string provider = "Sqlite")
    {
        var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(SamplePlans.Load("knowsley-hard-evenings"))).Code.ShouldBeNull();
        (await test.ViewerAsync(Family, "kelly")).ShouldNotBeNull();
        return test;
    }

    private static Task ReceiveAsync(TestFamily test, string message, string? eventId = null, string from = Kelly) =>
        test.Get<InboundTexts>().ReceiveAsync(eventId ?? Guid.NewGuid().ToString(), from, message);

    private static async Task<List<(string To, string Body)>> SentAsync(TestFamily test)
    {
        await ActivatorUtilities.CreateInstance<TextPump>(test.Host.Services).RunOnceAsync();
        return [.. (await test.Store.ReadAsync(s => s.DemoTexts.AsNoTracking().ToListAsync())).Select(t => (t.To, t.Body))];
    }

    private static Task<List<Answer>> AnswersAsync(TestFamily test) => test.Store.ReadAsync(s => s.Answers.AsNoTracking().ToListAsync());

    private static Task<List<Alert>> AlertsAsync(TestFamily test) => test.Store.ReadAsync(s => s.Alerts.AsNoTracking().ToListAsync());

    private static Task<List<Restriction>> RestrictionsAsync(TestFamily test) => test.Store.ReadAsync(s => s.Restrictions.AsNoTracking().ToListAsync());
}
