using System.Text.Json;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Pictures;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Storage.Prepared;
using FamilyPortal.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Families;

/// <summary>
/// A slice that was kept is the slice that would be cut, whatever happened in between; and so are the answers beside it. To whom it is
/// said that nobody has a task is compared with the rules written a second time (<see cref="RandomTalk"/>).
/// </summary>
public sealed class KeptSlicesTests
{
    private static int _nobodyHas;

    private static readonly DateOnly Today = new(2026, 5, 18);
    private static readonly Guid One = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    [Fact]
    public async Task AfterAnyChange_WithKeptSlices_EverybodyReadsWhatTheyWouldReadWithout()
    {
        Prop.ForAll(Seeds.Any, seed => LiveAsync(seed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20).WithQuietOnSuccess(true));
        // Not every twenty families have a task of which somebody reads that nobody has it.
        for (var seed = 1; _nobodyHas == 0 && seed <= 200; seed++) await LiveAsync(seed);
        _nobodyHas.ShouldBeGreaterThan(0, "the rule was compared");
    }

    [Fact]
    public async Task WhileNothingChanges_TheSliceAndTheAnswersAreTheSameObjects()
    {
        await using var test = await TestFamily.CreateAsync();
        var plan = new RandomPlan(7, Today);
        (await test.PutAsync(plan.Document)).IsAccepted.ShouldBeTrue();
        var (one, two) = ((await test.ViewerAsync(plan.RecordRef, "p0"))!, (await test.ViewerAsync(plan.RecordRef, "p0"))!);

        (await test.Plans.OpenAsync(two)).ShouldBeSameAs(await test.Plans.OpenAsync(one));
        (await test.Answers.ReadAsync(two)).ShouldBeSameAs(await test.Answers.ReadAsync(one));
        await test.Answers.AskWorkerAsync(one, new() { FormKey = "k", Words = "When is the meeting?" });
        (await test.Answers.ReadAsync(two)).ShouldHaveSingleItem();
    }

    /// <summary>It is asked of every answer in a house, at every page.</summary>
    [Fact]
    public async Task WhomSomebodyMayKnow_IsFoundOutOnce()
    {
        await using var test = await TestFamily.CreateAsync();
        var plan = new RandomPlan(7, Today);
        (await test.PutAsync(plan.Document)).IsAccepted.ShouldBeTrue();
        var slice = await test.Plans.SliceAsync((await test.ViewerAsync(plan.RecordRef, "p0"))!, default);

        var known = AnswerVisibility.KnownTo(slice.Document, slice.Audiences, "p1");
        AnswerVisibility.KnownTo(slice.Document, slice.Audiences, "p1").ShouldBeSameAs(known);
        AnswerVisibility.KnownTo(slice.Document, slice.Audiences, "p0").ShouldNotBeSameAs(known);
    }

    [Fact]
    public async Task AnAnswerThatTheReaderMayNotSee_MakesNothingNewForThem()
    {
        await using var test = await TestFamily.CreateAsync();
        var plan = new RandomPlan(7, Today);
        (await test.PutAsync(plan.Document)).IsAccepted.ShouldBeTrue();
        var reader = (await test.ViewerAsync(plan.RecordRef, "p0"))!;
        var other = (await test.ViewerAsync(plan.RecordRef, "p1"))!;
        await test.Answers.AskWorkerAsync(reader, new() { FormKey = "mine", Words = "When is the meeting?" });
        var before = await test.Answers.ReadAsync(reader);

        await test.Answers.AskWorkerAsync(other, new() { FormKey = "theirs", Words = "Only for my worker." });

        (await test.Answers.ReadAsync((await test.ViewerAsync(plan.RecordRef, "p0"))!)).ShouldBeSameAs(before);
        (await test.Answers.ReadAsync(other)).ShouldHaveSingleItem();
    }

    /// <summary>Whoever made a page of them need not make it again: the time it takes would tell that there was something.</summary>
    [Fact]
    public async Task AChangeThatTheReaderMayNotSee_MakesNothingNewForThem()
    {
        await using var test = await TestFamily.CreateAsync();
        var plan = new RandomPlan(7, Today);
        (await test.PutAsync(plan.Document)).IsAccepted.ShouldBeTrue();
        var reader = (await test.ViewerAsync(plan.RecordRef, "p0"))!;
        await test.Answers.AskWorkerAsync(reader, new() { FormKey = "mine", Words = "When is the meeting?" });
        var (view, answers) = (await test.Plans.ReadAsync(reader), await test.Answers.ReadAsync(reader));
        var theirs = view.Items().Select(i => i.Text.Text).ToHashSet();

        plan.Document["plan"]!["version"] = plan.Version + 1;
        var hidden = plan.Items.Where(i => i.Item["text"] is { } text && !theirs.Contains(text.GetValue<string>())).ToList();
        hidden.ShouldNotBeEmpty();
        foreach (var (_, item) in hidden) item["text"] = "Changed where they do not see it.";
        (await test.PutAsync(plan.Document)).IsAccepted.ShouldBeTrue();
        var later = (await test.ViewerAsync(plan.RecordRef, "p0"))!;

        (await test.Plans.ReadAsync(later)).ShouldBeSameAs(view);
        (await test.Answers.ReadAsync(later)).ShouldBeSameAs(answers);
    }

    [Fact]
    public async Task WithAWorker_NothingIsShownThatWasKeptForThePersonAlone_NorForAnotherSession()
    {
        await using var test = await TestFamily.CreateAsync();
        var plan = new RandomPlan(7, Today);
        (await test.PutAsync(plan.Document)).IsAccepted.ShouldBeTrue();
        var viewer = (await test.ViewerAsync(plan.RecordRef, "p0"))!;
        await test.Answers.AskWorkerAsync(viewer, new() { FormKey = "alone", Words = "Only for my worker." });
        (await test.Answers.ReadAsync(viewer)).ShouldHaveSingleItem();

        (await test.Answers.ReadAsync(With(viewer, One))).ShouldBeEmpty();
        await test.Answers.AskWorkerAsync(With(viewer, One), new() { FormKey = "together", Words = "Said together." });
        (await test.Answers.ReadAsync(With(viewer, One))).ShouldHaveSingleItem().Words.ShouldBe("Said together.");
        (await test.Answers.ReadAsync(With(viewer, Other))).ShouldBeEmpty();
        (await test.Answers.ReadAsync((await test.ViewerAsync(plan.RecordRef, "p0"))!)).Count.ShouldBe(2);
        (await test.Answers.ReadAsync(With(viewer, One))).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task NoMoreSlicesAreKept_ThanTheCacheMayHold()
    {
        await using var test = await TestFamily.CreateAsync();
        var plan = new RandomPlan(7, Today);
        (await test.PutAsync(plan.Document)).IsAccepted.ShouldBeTrue();
        var viewer = (await test.ViewerAsync(plan.RecordRef, "p0"))!;
        var document = await test.Plans.DocumentAsync(viewer.State, CancellationToken.None);
        using var cache = new SliceCache();

        for (var i = 0; i < SliceCache.Most + 500; i++) cache.Get(SliceKey.Of(viewer) with { Version = i }, document);

        cache.Count.ShouldBeLessThanOrEqualTo(SliceCache.Most);
    }

    /// <summary>A family's life at random; after each step everybody reads, with what was kept and afresh.</summary>
    private static async Task LiveAsync(int seed)
    {
        await using var test = await TestFamily.CreateAsync();
        var random = new Random(seed);
        var plan = new RandomPlan(seed, Today);
        var talk = new RandomTalk(test, plan, random);
        (await test.PutAsync(plan.Document)).Faults.ShouldBeEmpty();
        await CompareAsync(test, plan, talk, "the start");
        for (var step = 0; step < 8; step++)
        {
            test.Clock.Now += TimeSpan.FromMinutes(1);
            await CompareAsync(test, plan, talk, await ChangeAsync(test, plan, talk, random));
        }
    }

    private static async Task CompareAsync(TestFamily test, RandomPlan plan, RandomTalk talk, string after)
    {
        foreach (var id in plan.Family.Select(RandomPlan.Id))
        {
            if (await test.ViewerAsync(plan.RecordRef, id) is not { } viewer) continue;
            using var documents = new PlanCache(test.Store.Factory);
            using var slices = new SliceCache();
            var plans = new FamilyPlans(test.Store.Factory, documents, slices, test.Clock);
            var answers = new FamilyAnswers(test.Get<StoreFactory>(), test.Get<PreparedReads>(), plans, test.Get<AnswerWriter>(), test.Get<PictureTaker>(), test.Get<DangerChecks>(), test.Clock);
            var afresh = (await test.ViewerAsync(plan.RecordRef, id))!;
            var where = $"{id} in {plan.RecordRef} after {after}";

            var view = await test.Plans.ReadAsync(viewer);
            Json(view).ShouldBe(Json(await plans.ReadAsync(afresh)), where);
            var (kept, made) = (await test.Answers.ReadAsync(viewer), await answers.ReadAsync(afresh));
            Json(kept).ShouldBe(Json(made), where);
            var (together, alone) = (await test.Answers.ReadAsync(With(viewer, One)), await answers.ReadAsync(With(afresh, One)));
            Json(together).ShouldBe(Json(alone), "with a worker: " + where);

            var handles = (await test.Plans.SliceAsync(viewer, default)).Handles;
            var nobody = talk.NobodyHas(id).Where(handles.ContainsKey).Select(t => handles[t]).ToList();
            _nobodyHas += nobody.Count;
            foreach (var (read, how) in new[] { (kept, "kept"), (made, "afresh"), (together, "kept, with a worker"), (alone, "afresh, with a worker") })
                view.Network.Select(t => t.Handle).Where(read.NobodyHas).ShouldBe(nobody, ignoreOrder: true, $"{how}: {where}");
        }
    }

    private static async Task<string> ChangeAsync(TestFamily test, RandomPlan plan, RandomTalk talk, Random random)
    {
        var people = plan.Family.Select(RandomPlan.Id).ToArray();
        var (a, b) = (people[random.Next(people.Length)], people[random.Next(people.Length)]);
        switch (random.Next(14))
        {
            case 0 when a != b:
                talk.Apart.Add((a, b));
                return await SafetyAsync(test, plan, new { keepApart = new[] { new[] { a, b } } });
            case 1 when a != b:
                talk.Apart.RemoveWhere(p => p == (a, b) || p == (b, a));
                return await SafetyAsync(test, plan, new { lift = new { keepApart = new[] { new[] { a, b } } } });
            case 2:
                return await SafetyAsync(test, plan, new { takeBack = new[] { RandomPlan.Id(Any(plan.Items.ToList(), random).Item) } });
            case 3:
                return await SafetyAsync(test, plan, random.Next(2) == 0 ? new { revoke = new[] { a } } : new { lift = new { revoke = new[] { a } } });
            case 4:
                await PersonAsync(test, plan, a, person => person.Language = random.Next(2) == 0 ? "pl" : "en-GB");
                return "another language";
            case 5:
                await PersonAsync(test, plan, a, person => person.SliceAgreedOn = Today.AddDays(-random.Next(30)));
                return "another day of agreement";
            case 6:
                await test.Store.SaveAsync(store =>
                {
                    var membership = store.Memberships.AsEnumerable().First(m => m.PersonId == a);
                    membership.HandleKey = Guid.NewGuid().ToByteArray();
                });
                return "another key of handles";
            case 7 or 8:
                await talk.ReleaseAsync();
                return "a release";
            case 9:
                plan.Document["plan"]!["version"] = plan.Version + 1;
                foreach (var (_, item) in plan.Items.Where(_ => random.Next(3) == 0)) item["text"] = $"Changed {random.Next()}.";
                // Refused where it holds what was taken back: then nothing has changed.
                return (await test.PutAsync(plan.Document)).IsAccepted ? "another version" : "nothing";
            default:
                return await talk.AnswerAsync(random.Next(3) == 0 ? a : talk.SomebodyWithATask() ?? a, viewer => random.Next(2) == 0 ? With(viewer, One) : viewer);
        }
    }

    private static async Task<string> SafetyAsync(TestFamily test, RandomPlan plan, object call)
    {
        var body = JsonSerializer.Serialize(call);
        (await test.SafetyAsync(plan.Authority, plan.RecordRef, body)).IsAccepted.ShouldBeTrue();
        return body;
    }

    private static Task PersonAsync(TestFamily test, RandomPlan plan, string id, Action<Person> change) => test.Store.SaveAsync(store =>
        change(store.People.Single(p => p.PersonId == id && store.Families.Any(f => f.Id == p.FamilyId && f.RecordRef == plan.RecordRef))));

    /// <summary>With the person's own keys, unlike a real session: the slice's key alone must tell the two apart.</summary>
    private static FamilyViewer With(FamilyViewer viewer, Guid session) =>
        new(viewer.State, viewer.Person, viewer.Membership) { With = new(session, Guid.Empty, "Wanda Work") };

    private static T Any<T>(List<T> from, Random random) => from[random.Next(from.Count)];

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);
}
