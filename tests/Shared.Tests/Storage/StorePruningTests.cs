using FamilyPortal.Shared.Conversations;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Tests.Texting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Storage;

public sealed class StorePruningTests
{
    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Prune_TakesOldConversationsByTheirLastWord_AndLeavesAnswersAndAlerts(string provider)
    {
        await using var test = await TestStore.CreateAsync(provider);
        var clock = new TestClock();
        using var host = TestHost.Build(test, services => services.AddStorePruning(Settings("10")), clock: clock);
        Guid key = default;
        await test.SaveAsync(s =>
        {
            var (_, membership) = Somebody.Add(s);
            (membership.Subject, key) = ("subject", membership.Key);
        });
        var mum = (await host.Services.GetRequiredService<ViewerDirectory>().ByMembershipAsync(key))!;
        var conversations = host.Services.GetRequiredService<ConversationStore>();
        var (old, going) = (await conversations.StartAsync(mum, null), await conversations.StartAsync(mum, null));
        await conversations.AppendAsync(mum, old, new("{}", null));
        await conversations.MaySayAsync(mum);
        await host.Services.GetRequiredService<FamilyAnswers>().HearChatMessageAsync(mum, new() { FormKey = "k", Words = "he is hitting me right now" });
        clock.Now += TimeSpan.FromDays(9);
        await conversations.AppendAsync(mum, going, new("{}", null));
        var pruning = host.Services.GetRequiredService<StorePruning>();

        await pruning.RunOnceAsync();
        (await test.ReadAsync(s => s.Conversations.CountAsync())).ShouldBe(2);
        clock.Now += TimeSpan.FromDays(2);
        await pruning.RunOnceAsync();

        (await test.ReadAsync(s => s.Conversations.SingleAsync())).Id.ShouldBe(going);
        (await test.ReadAsync(s => s.ConversationActivities.SingleAsync())).ConversationId.ShouldBe(going);
        (await test.ReadAsync(s => s.BrakeCounts.CountAsync())).ShouldBe(0);
        (await test.ReadAsync(s => s.Answers.CountAsync())).ShouldBe(1);
        (await test.ReadAsync(s => s.Alerts.CountAsync())).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Prune_TakesSessionsAndReceivedTextsAfterTheirDays_AndLeavesWhatIsInUse(string provider)
    {
        await using var test = await TestStore.CreateAsync(provider);
        var clock = new TestClock();
        using var host = TestHost.Build(test, services => services.AddStorePruning(Settings("")), clock: clock);
        var (sessions, pruning) = (host.Services.GetRequiredService<PortalSessions>(), host.Services.GetRequiredService<StorePruning>());
        var left = await sessions.OpenAsync("subject", "left", isStaff: false);
        await sessions.EndAsync(left);
        await sessions.OpenAsync("subject", "idle", isStaff: true);
        await test.SaveAsync(s => s.InboundTexts.Add(new() { EventId = "acs:old", ReceivedAt = clock.Now }));

        clock.Now += Retention.Sessions - TimeSpan.FromMinutes(1);
        await pruning.RunOnceAsync();
        // Identity asks it before it signs anybody in again without a code.
        (await host.Services.GetRequiredService<FamilyPortal.Shared.Families.SignIn.SignInDirectory>().PortalUseAsync("left")).WasLeft.ShouldBeTrue();
        (await test.ReadAsync(s => s.Sessions.CountAsync())).ShouldBe(2);
        (await test.ReadAsync(s => s.InboundTexts.CountAsync())).ShouldBe(1);

        await sessions.OpenAsync("subject", "now", isStaff: false);
        await test.SaveAsync(s => s.InboundTexts.Add(new() { EventId = "acs:new", ReceivedAt = clock.Now }));
        clock.Now += TimeSpan.FromMinutes(2);
        await pruning.RunOnceAsync();
        (await test.ReadAsync(s => s.Sessions.SingleAsync())).Sid.ShouldBe("now");
        (await test.ReadAsync(s => s.InboundTexts.SingleAsync())).EventId.ShouldBe("acs:new");
    }

    /// <summary>However their access ended; and nothing of whoever gets it back in time, or never lost it.</summary>
    [Theory, MemberData(nameof(Providers))]
    public async Task Prune_TakesChoicesAndWhatWasSeen_OfWhoeverMayLookNoMore(string provider)
    {
        await using var test = await TestStore.CreateAsync(provider);
        var clock = new TestClock();
        using var host = TestHost.Build(test, services => services.AddStorePruning(Settings("")), clock: clock);
        var pruning = host.Services.GetRequiredService<StorePruning>();
        string[] all = ["stays", "back", "left", "revoked", "over", "ended", "lifted"];
        Guid family = default;
        async Task SetAsync(Action<Person> change, string person) => await test.SaveAsync(s => change(s.People.Single(p => p.PersonId == person)));
        async Task<IReadOnlyList<string>> LeftAsync()
        {
            var chosen = await test.ReadAsync(s => s.Preferences.Select(p => p.PersonId).ToListAsync());
            (await test.ReadAsync(s => s.PlanSeen.Select(p => p.PersonId).ToListAsync())).Order().ShouldBe(chosen.Order());
            return [.. chosen.Order()];
        }
        await test.SaveAsync(s =>
        {
            foreach (var id in all)
            {
                var (person, _) = Somebody.Add(s, personId: id, phone: null, family: family == default ? null : family);
                family = person.FamilyId;
                s.Preferences.Add(new() { FamilyId = family, PersonId = id, CodeWord = "kettle", ChangedAt = clock.Now });
                s.PlanSeen.Add(new() { FamilyId = family, PersonId = id, Language = "en", Items = [1] });
            }
            s.Restrictions.Add(Somebody.Restriction(RestrictionKind.AccessEnded, "ended", family));
            s.Restrictions.Add(Somebody.Restriction(RestrictionKind.AccessEnded, "lifted", family));
        });
        await test.SaveAsync(s => s.Restrictions.Single(r => r.PersonId == "lifted").LiftedAt = clock.Now);
        await SetAsync(p => p.InPlan = false, "left");
        await SetAsync(p => p.InPlan = false, "back");
        await SetAsync(p => p.Revoked = true, "revoked");
        await SetAsync(p => p.AccessUntil = UkTime.Day(clock.Now).AddDays(-1), "over");
        await SetAsync(p => p.AccessUntil = UkTime.Day(clock.Now).AddDays(365), "stays");

        await pruning.RunOnceAsync();
        clock.Now += Retention.Choices - TimeSpan.FromMinutes(1);
        await SetAsync(p => p.InPlan = true, "back");
        await pruning.RunOnceAsync();
        (await LeftAsync()).ShouldBe(all.Order());
        clock.Now += TimeSpan.FromMinutes(2);
        await SetAsync(p => p.InPlan = false, "back");
        await pruning.RunOnceAsync();

        (await LeftAsync()).ShouldBe(["back", "lifted", "stays"]);
        // The same who may look, by the decision that every page asks.
        var restrictions = await test.ReadAsync(s => s.Restrictions.AsNoTracking().ToListAsync());
        foreach (var person in await test.ReadAsync(s => s.People.AsNoTracking().ToListAsync()))
            Standing.Of(person, Standing.AsIfInvited(person), restrictions, UkTime.Day(clock.Now)).MayLook.ShouldBe(person.OutSince is null, person.PersonId);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("366")]
    [InlineData("-1")]
    [InlineData("a month")]
    public void KeepDays_ThatIsNone_Stops(string days) =>
        Should.Throw<InvalidOperationException>(() => ConversationRetention.Read(Settings(days))).Message.ShouldStartWith("Conversations:KeepDays must be");

    [Fact]
    public void KeepDays_NotSet_IsThirty() => ConversationRetention.Read(Settings("")).Kept.ShouldBe(TimeSpan.FromDays(30));

    [Theory, MemberData(nameof(Providers))]
    public async Task Count_InParallelFromTwoCopies_NeverSharesACount(string provider)
    {
        await using var test = await TestStore.CreateAsync(provider);
        var now = new TestClock().Now;
        async Task<int> CountAsync(string mark, DateTimeOffset at)
        {
            await using var store = test.Factory.Create();
            return await BrakeCounts.CountAsync(store, mark, TimeSpan.FromSeconds(30), at, default);
        }

        var counts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => CountAsync("a", now))));

        counts.Order().ShouldBe(Enumerable.Range(1, 20));
        (await CountAsync("b", now)).ShouldBe(1);
        (await CountAsync("a", now.AddSeconds(29))).ShouldBe(21);
        (await CountAsync("a", now.AddSeconds(30))).ShouldBe(1);
    }

    private static IConfiguration Settings(string days) => new ConfigurationBuilder().AddInMemoryCollection([new("Conversations:KeepDays", days)]).Build();
}
