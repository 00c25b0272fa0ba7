using System.Text;
using FamilyPortal.Shared.Conversations;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Late;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Shared.Tests.Texting;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Responses.Late;

/// <summary>Forms that came when their session was over: nothing typed is lost, nobody else gets it, and nobody can fill the database with it.</summary>
public sealed class LateFormsTests
{
    private const string Page = "page-one";
    private const string Danger = "he is hitting me right now";

    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Take_WaitsForTheSamePersonOnTheSamePage_UntilItIsForgotten(string provider)
    {
        await using var test = await LateTest.StartAsync(provider);
        (await test.TakeAsync("mum", "k1", "nearly done")).ShouldBe(new(DangerFinding.None, IsTold: false, IsKept: true));
        var (mum, nan) = (await test.ViewerAsync("mum"), await test.ViewerAsync("nan"));

        Encoding.UTF8.GetString((await test.Late.FindAsync(mum, Page))!.Sealed).ShouldBe("nearly done");
        (await test.Late.FindAsync(mum, "page-two")).ShouldBeNull();
        (await test.Late.FindAsync(nan, Page)).ShouldBeNull();
        (await test.Late.AllAsync(nan)).ShouldBeEmpty();

        await test.Late.ForgetAsync(nan, "k1");
        (await test.Late.FindAsync(mum, Page)).ShouldNotBeNull();
        await test.Late.ForgetAsync(mum, "k1");
        (await test.Late.FindAsync(mum, Page)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Take_TheSameFormManyTimesAtOnce_WaitsOnce_AndTwoFormsOfOnePageBothWait(string provider)
    {
        await using var test = await LateTest.StartAsync(provider);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => test.TakeAsync("mum", "k1", "one"))));
        outcomes.ShouldAllBe(o => o.IsKept);
        test.Clock.Now += TimeSpan.FromMinutes(1);
        await test.TakeAsync("mum", "k2", "two");

        var mum = await test.ViewerAsync("mum");
        (await test.Late.AllAsync(mum)).Select(w => Encoding.UTF8.GetString(w.Sealed)).ShouldBe(["two", "one"]);
        await test.Late.ForgetAsync(mum, "k2");
        Encoding.UTF8.GetString((await test.Late.FindAsync(mum, Page))!.Sealed).ShouldBe("one");
    }

    [Fact]
    public async Task Take_AfterItsTime_IsFoundNoMoreAndPruned()
    {
        await using var test = await LateTest.StartAsync();
        await test.TakeAsync("mum", "k1", "one");
        test.Clock.Now += LateForms.Life;
        (await test.Late.FindAsync(await test.ViewerAsync("mum"), Page)).ShouldBeNull();
        await test.PruneAsync();
        (await test.Store.ReadAsync(s => s.KeptForms.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Take_AgainAfterTheVeryWordsWereSent_KeepsNothing_ButOtherWordsOfTheFormAreKept()
    {
        await using var test = await LateTest.StartAsync();
        var mum = await test.ViewerAsync("mum");
        await test.Get<FamilyAnswers>().AskWorkerAsync(mum, new() { FormKey = "k1", Words = "sent" });

        (await test.TakeAsync("mum", "k1", " sent\r\n")).IsKept.ShouldBeTrue();
        (await test.Late.FindAsync(mum, Page)).ShouldBeNull();

        await test.TakeAsync("mum", "k1", "sent, and more");
        (await test.Late.FindAsync(mum, Page)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Take_AgainAfterTheHelperHeardIt_KeepsNothing()
    {
        await using var test = await LateTest.StartAsync();
        var mum = await test.ViewerAsync("mum");
        var conversations = test.Get<ConversationStore>();
        await conversations.AppendAsync(mum, await conversations.StartAsync(mum, null), new("""{"type":"message","text":"when is the meeting"}""", "client:k1"));

        await test.TakeAsync("mum", "k1", "when is the meeting");
        (await test.Late.FindAsync(mum, Page)).ShouldBeNull();
        await test.TakeAsync("mum", "k1", "when is the other meeting");
        (await test.Late.FindAsync(mum, Page)).ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Take_OverAndOver_EndsAtABound_ForAllCopiesTogether_AndOthersAreNotBraked(string provider)
    {
        await using var test = await LateTest.StartAsync(provider);
        using var copy = test.Copy();
        List<LateOutcome> outcomes = [];
        for (var i = 0; i < LateForms.MostInAnHour + 10; i++)
            outcomes.Add(await test.TakeAsync("mum", $"k{i}", i % 2 == 0 ? $"words {i}" : $"{Danger} {i}", i % 3 == 0 ? copy : null));

        (await test.Store.ReadAsync(s => s.KeptForms.CountAsync())).ShouldBe(LateForms.MostKept);
        (await test.Store.ReadAsync(s => s.Answers.CountAsync())).ShouldBe(LateForms.MostInAnHour / 2);
        outcomes.Count(o => o.IsKept).ShouldBe(LateForms.MostKept);
        // Whoever writes danger is told whom to ring, always; that nobody is told as well.
        outcomes[^1].Danger.IsDanger.ShouldBeTrue();
        outcomes[^1].IsTold.ShouldBeFalse();
        (await test.TakeAsync("nan", "other", "mine")).IsKept.ShouldBeTrue();

        test.Clock.Now += TimeSpan.FromHours(1);
        (await test.TakeAsync("mum", "later", $"{Danger} again")).IsTold.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Draft_IsReplacedAsItIsWritten_AndKeptNoMoreOnceItWasSentOrSaid(string provider)
    {
        await using var test = await LateTest.StartAsync(provider);
        var mum = await test.ViewerAsync("mum");
        foreach (var words in (string[])["I", "I am", "I am thinking"]) (await DraftAsync("k1", words)).ShouldBeTrue();
        (await test.Late.AllAsync(mum)).Select(w => Encoding.UTF8.GetString(w.Sealed)).ShouldBe(["I am thinking"]);

        await test.Late.SentAsync(mum, new("k1"), null);
        (await DraftAsync("k1", "I am do")).ShouldBeTrue("it came behind");
        await test.Late.SentAsync(mum, new("k2"), null);
        (await DraftAsync("k2", "when is the mee")).ShouldBeTrue("so fast that nothing was kept before");
        (await test.Late.AllAsync(mum)).ShouldBeEmpty();
        // Whoever pressed "send" again, with more words, after the session was over: those wait.
        (await test.TakeAsync("mum", "k1", "I am done, and more")).IsKept.ShouldBeTrue();
        (await test.Late.AllAsync(mum)).ShouldHaveSingleItem();
        await test.Late.SentAsync(mum, new("k1"), null);
        (await test.Late.AllAsync(mum)).ShouldBeEmpty();
        test.Clock.Now += TimeSpan.FromHours(2);
        await test.PruneAsync();
        (await test.Store.ReadAsync(s => s.KeptForms.CountAsync())).ShouldBe(0);

        for (var i = 0; i < LateForms.MostKept; i++) (await DraftAsync($"page {i}", "words")).ShouldBeTrue();
        (await DraftAsync("one too many", "words")).ShouldBeFalse();
        (await DraftAsync("page 0", new string('x', LateForms.MostBytes + 1))).ShouldBeFalse();
        await test.Store.SaveAsync(s => s.BrakeCounts.Single(c => c.Mark.StartsWith("draft:")).Count = LateForms.MostDraftsInAnHour);
        (await DraftAsync("page 0", "words")).ShouldBeFalse();

        Task<bool> DraftAsync(string key, string words) => test.Late.DraftAsync(mum, new(key), Page, Encoding.UTF8.GetBytes(words));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Draft_OfTwoTabsThatWereGivenTheSameWords_NeitherWritesOverTheOther(string provider)
    {
        await using var test = await LateTest.StartAsync(provider);
        var mum = await test.ViewerAsync("mum");
        await KeepAsync("first", "I was thinking", null);
        var waiting = (await test.Late.FindAsync(mum, Page))!;
        var given = new GivenBack(waiting.Row, waiting.KeptAt);

        // A reload: what was given back goes on in the new page.
        test.Clock.Now += TimeSpan.FromSeconds(2);
        await KeepAsync("second", "I was thinking of Sunday", given);
        await WaitAsync("I was thinking of Sunday");
        // And the first page was open all the while.
        test.Clock.Now += TimeSpan.FromSeconds(2);
        await KeepAsync("first", "I was thinking of school", null);
        await WaitAsync("I was thinking of school", "I was thinking of Sunday");
        await test.Late.SentAsync(mum, new("k1", "second"), given);
        await WaitAsync("I was thinking of school");
        await KeepAsync("second", "I was thinking of Sund", given);
        await WaitAsync("I was thinking of school");

        // Sent as it was given back: it waits no more. Unless its own page wrote on in it.
        waiting = (await test.Late.FindAsync(mum, Page))!;
        given = new(waiting.Row, waiting.KeptAt);
        test.Clock.Now += TimeSpan.FromSeconds(2);
        await KeepAsync("first", "I was thinking of school and of Nan", null);
        await test.Late.SentAsync(mum, new("k1", "third"), given);
        await WaitAsync("I was thinking of school and of Nan");
        waiting = (await test.Late.FindAsync(mum, Page))!;
        await test.Late.SentAsync(mum, new("k1", "fourth"), new(waiting.Row, waiting.KeptAt));
        await WaitAsync();

        async Task KeepAsync(string tab, string words, GivenBack? was) => (await test.Late.DraftAsync(mum, new("k1", tab), Page, Encoding.UTF8.GetBytes(words), was)).ShouldBeTrue();

        async Task WaitAsync(params string[] words) => (await test.Late.AllAsync(mum)).Select(w => Encoding.UTF8.GetString(w.Sealed)).ShouldBe(words);
    }

    [Fact]
    public async Task Take_WordsThatSayDanger_AreStoredAndAlertedOnce_HoweverOftenTheyCome()
    {
        await using var test = await LateTest.StartAsync();
        for (var i = 0; i < 3; i++) (await test.TakeAsync("mum", "k1", Danger)).ShouldSatisfyAllConditions(o => o.IsTold.ShouldBeTrue(), o => o.IsKept.ShouldBeTrue(), o => o.Danger.Level.ShouldBe(DangerLevel.Emergency));

        var answer = await test.Store.ReadAsync(s => s.Answers.SingleAsync());
        answer.Kind.ShouldBe(AnswerKind.Unfinished);
        answer.Words.ShouldBe(Danger);
        (await test.Store.ReadAsync(s => s.Alerts.SingleAsync())).AnswerId.ShouldBe(answer.Id);
        (await test.Store.ReadAsync(s => s.RecordEntries.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Take_DangerFromSomebodyWhoBelongsNoMore_AlertsWithoutTheWords_AndKeepsNothing()
    {
        await using var test = await LateTest.StartAsync();
        await test.Store.SaveAsync(s => s.Restrictions.Add(Somebody.Restriction(RestrictionKind.AccessEnded, "mum", test.Family)));

        for (var i = 0; i < 2; i++) (await test.TakeAsync("mum", "k1", Danger)).ShouldSatisfyAllConditions(o => o.IsTold.ShouldBeTrue(), o => o.IsKept.ShouldBeFalse());

        (await test.Store.ReadAsync(s => s.Answers.CountAsync())).ShouldBe(0);
        (await test.Store.ReadAsync(s => s.KeptForms.CountAsync())).ShouldBe(0);
        (await test.Store.ReadAsync(s => s.Alerts.SingleAsync())).PersonId.ShouldBe("mum");
    }

    [Fact]
    public async Task Take_AHugeText_IsHeardToItsEnd_AndGivenBackInsteadOfKept()
    {
        await using var test = await LateTest.StartAsync();
        var words = string.Concat(Enumerable.Repeat("the weather was fine and we went out. ", 3000)) + Danger;
        var outcome = await test.TakeAsync("mum", "k1", words);
        outcome.Danger.IsDanger.ShouldBeTrue();
        outcome.IsKept.ShouldBeFalse();
        (await test.Store.ReadAsync(s => s.Answers.SingleAsync())).Words!.Length.ShouldBeLessThan(21_000);
    }

    [Fact]
    public async Task Take_ForAMembershipThatIsNotThere_DoesNothing()
    {
        await using var test = await LateTest.StartAsync();
        var outcome = await test.Late.TakeAsync(new(new(Guid.NewGuid()), test.Clock.Now, Page, new() { FormKey = "k", Words = Danger }, [1]));
        outcome.Danger.IsDanger.ShouldBeTrue();
        (outcome.IsTold, outcome.IsKept).ShouldBe((false, false));
        (await test.Store.ReadAsync(s => s.BrakeCounts.CountAsync())).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Leave_TakesAwayWhatWaitsForThatPersonAndNobodyElse(string provider)
    {
        await using var test = await LateTest.StartAsync(provider);
        await test.TakeAsync("mum", "k1", "mine");
        await test.TakeAsync("nan", "k2", "hers");
        var sessions = test.Get<PortalSessions>();
        var secret = await test.Host.OpenSessionAsync("subject-mum", "sid-mum");
        test.Clock.Now += TimeSpan.FromHours(1);

        await test.Late.LeaveAsync("not a secret");
        await test.Late.LeaveSignInAsync("another sid");
        (await test.Store.ReadAsync(s => s.KeptForms.CountAsync())).ShouldBe(2);
        await test.Late.LeaveAsync(secret);

        (await test.Late.FindAsync(await test.ViewerAsync("mum"), Page)).ShouldBeNull();
        (await test.Late.FindAsync(await test.ViewerAsync("nan"), Page)).ShouldNotBeNull();
    }

    /// <summary>A mother and a grandmother of one family, both signed up.</summary>
    private sealed class LateTest : IAsyncDisposable
    {
        private readonly IHost _host;
        private Dictionary<string, Guid> _keys = [];

        private LateTest(TestStore store, TestClock clock) => (Store, Clock, _host) = (store, clock, TestHost.Build(store, Pruned, clock: clock));

        public TestStore Store { get; }
        public TestClock Clock { get; }
        public Guid Family { get; private set; }
        public IServiceProvider Host => _host.Services;
        public LateForms Late => Get<LateForms>();

        public static async Task<LateTest> StartAsync(string provider = "Sqlite")
        {
            var test = new LateTest(await TestStore.CreateAsync(provider), new());
            await test.Store.SaveAsync(s =>
            {
                var (mum, one) = Somebody.Add(s);
                var (_, two) = Somebody.Add(s, "+447700900124", "nan", mum.FamilyId);
                (one.Subject, two.Subject) = ("subject-mum", "subject-nan");
                test.Family = mum.FamilyId;
                test._keys = new() { ["mum"] = one.Key, ["nan"] = two.Key };
            });
            return test;
        }

        public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

        public IHost Copy() => TestHost.Build(Store, Pruned, clock: Clock);

        public Task<LateOutcome> TakeAsync(string who, string key, string words, IHost? copy = null) => (copy?.Services.GetRequiredService<LateForms>() ?? Late)
            .TakeAsync(new(new(_keys[who]), Clock.Now, Page, new() { FormKey = key, Words = words }, Encoding.UTF8.GetBytes(words)));

        public async Task<FamilyViewer> ViewerAsync(string who) => (await Get<ViewerDirectory>().ByMembershipAsync(_keys[who]))!;

        public Task PruneAsync() => Get<StorePruning>().RunOnceAsync();

        public async ValueTask DisposeAsync()
        {
            _host.Dispose();
            await Store.DisposeAsync();
        }

        private static void Pruned(IServiceCollection services) => services.AddStorePruning(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build());
    }
}
