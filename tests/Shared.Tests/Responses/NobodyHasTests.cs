using System.Text.Json.Nodes;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Responses;

/// <summary>Who learns that nobody has a task, and what a worker may let go of answers to it (docs/decisions.md, 43).</summary>
public sealed class NobodyHasTests
{
    private const string Sample = "cheshire-east-kacper";
    private const string Danger = "He has got a knife and says he will stab me";

    private static readonly JsonNode Plan = JsonNode.Parse(SamplePlans.Load(Sample))!;
    private static readonly string RecordRef = Plan["family"]!["recordRef"]!.GetValue<string>();

    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task ANoThatSaysDanger_AndWasSharedWithNobody_IsKnownOnceAWorkerLetsItBeKnown_AndNothingElseOfIt(string provider)
    {
        await using var test = await StartAsync(provider);
        var no = await SayAsync(test, "no", FamilyAnswers.Declined, Danger);
        await KnowAsync(test, []);

        var answer = (await test.Desk.AnswersAsync(await WorkerAsync(test))).Single(a => a.Handle == no);
        (answer.Sharing, string.Join(", ", answer.LearnNobodyHas)).ShouldBe((AnswerSharing.WorkersOnly, "Agnieszka Nowak, Piotr Nowak"));
        (await test.SafetyAsync("cheshire-east", RecordRef, """{"keepApart":[["magda","piotr"]]}""")).IsAccepted.ShouldBeTrue();
        (await test.Desk.LetGapBeKnownAsync(await WorkerAsync(test), answer.Id, answer.LearnMark)).ShouldBeFalse("others would learn it than the worker was shown");
        await KnowAsync(test, []);

        answer = (await test.Desk.AnswersAsync(await WorkerAsync(test))).Single(a => a.Handle == no);
        answer.LearnNobodyHas.ShouldBe(["Agnieszka Nowak"]);
        (await test.Desk.LetGapBeKnownAsync(await WorkerAsync(test), answer.Id, answer.LearnMark)).ShouldBeTrue();
        await KnowAsync(test, ["agnieszka"]);
        foreach (var reader in new[] { "agnieszka", "piotr" }) (await test.Answers.ReadAsync((await test.ViewerAsync(RecordRef, reader))!)).ShouldBeEmpty("neither the no nor its words");
        (await test.Desk.AnswersAsync(await WorkerAsync(test))).Single(a => a.Handle == no).LearnNobodyHas.ShouldBeEmpty("they know");

        await SayAsync(test, "yes", "accept", null);
        await KnowAsync(test, []);
    }

    [Fact]
    public async Task ANoThatSaysDanger_WhoseGiverTookTheSharingBack_IsKnownWithoutAWordOfIt()
    {
        await using var test = await StartAsync();
        var no = await SayAsync(test, "no", FamilyAnswers.Declined, Danger, shared: true);
        await test.Answers.EndSharingAsync((await test.ViewerAsync(RecordRef, "magda"))!, await OwnHandleAsync(test));

        var answer = (await test.Desk.AnswersAsync(await WorkerAsync(test))).Single(a => a.Handle == no);
        (answer.Sharing, answer.LearnNobodyHas.Count).ShouldBe((AnswerSharing.Ended, 2));
        (await test.Desk.LetGapBeKnownAsync(await WorkerAsync(test), answer.Id, answer.LearnMark)).ShouldBeTrue();

        await KnowAsync(test, ["agnieszka", "piotr"]);
        (await test.Answers.ReadAsync((await test.ViewerAsync(RecordRef, "agnieszka"))!)).ShouldBeEmpty();
    }

    /// <summary>The page promised "and nothing else": to whoever of the chosen was away then, too.</summary>
    [Theory, MemberData(nameof(Providers))]
    public async Task WhatIsLetBeKnown_LetsNoWordGo_ToAChosenReaderWhoComesBackLaterEither(string provider)
    {
        await using var test = await StartAsync(provider, Naming("agnieszka"));
        var people = test.Get<PeopleDesk>();
        async Task<DeskAnswer> AnswerAsync() => (await test.Desk.AnswersAsync(await WorkerAsync(test)))[0];
        var agnieszka = (await people.PeopleAsync(await WorkerAsync(test))).Single(p => p.Name == "Agnieszka Nowak").Handle;
        await SayAsync(test, "no", FamilyAnswers.Declined, Danger, shared: true, with: "Agnieszka Nowak");
        await people.RestrictAsync(await WorkerAsync(test), agnieszka, RestrictionKind.AccessEnded);
        var gap = await AnswerAsync();
        (gap.Readers.Count, string.Join(", ", gap.LearnNobodyHas)).ShouldBe((0, "Piotr Nowak"));
        (await test.Desk.ReleaseAsync(await WorkerAsync(test), gap.Id, gap.ReadersMark)).ShouldBeFalse("to nobody is to whoever comes back");
        (await test.Desk.LetGapBeKnownAsync(await WorkerAsync(test), gap.Id, gap.LearnMark)).ShouldBeTrue();
        (await people.LiftAsync(await WorkerAsync(test), agnieszka, RestrictionKind.AccessEnded)).ShouldBeTrue();
        await KnowAsync(test, ["piotr"]);
        var back = await AnswerAsync();
        back.LearnNobodyHas.ShouldBe(["Agnieszka Nowak"]);
        (await test.Desk.LetGapBeKnownAsync(await WorkerAsync(test), back.Id, back.LearnMark)).ShouldBeTrue();
        await KnowAsync(test, ["agnieszka", "piotr"]);
        (await test.Answers.ReadAsync((await test.ViewerAsync(RecordRef, "agnieszka"))!)).ShouldBeEmpty("the gap, and nothing else");
        var held = await AnswerAsync();
        (held.Sharing, held.NeedsRelease, held.LearnNobodyHas.Count).ShouldBe((AnswerSharing.Held, true, 0));
        held.Readers.ShouldBe(["Agnieszka Nowak"]);
        (await test.Desk.ReleaseAsync(await WorkerAsync(test), held.Id, held.ReadersMark)).ShouldBeTrue("the words by themselves");
        (await test.Answers.ReadAsync((await test.ViewerAsync(RecordRef, "agnieszka"))!)).ShouldHaveSingleItem().Words.ShouldBe(Danger);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task WhatItsGiverAnsweredAgain_IsNotOfferedForRelease_NorReleased(string provider)
    {
        await using var test = await StartAsync(provider);
        var old = await SayAsync(test, "first", "accept", "Yes. " + Danger, shared: true);
        var before = (await test.Desk.AnswersAsync(await WorkerAsync(test))).Single(a => a.Handle == old);
        (before.NeedsRelease, before.IsReplaced).ShouldBe((true, false));
        var oldNo = await SayAsync(test, "second", FamilyAnswers.Declined, Danger);
        var newest = await SayAsync(test, "third", FamilyAnswers.Declined, Danger + " again");

        var answers = (await test.Desk.AnswersAsync(await WorkerAsync(test))).ToDictionary(a => a.Handle);
        (answers[old].NeedsRelease, answers[old].Sharing, answers[old].IsReplaced).ShouldBe((false, AnswerSharing.Replaced, true));
        (answers[oldNo].LearnNobodyHas.Count, answers[oldNo].IsReplaced).ShouldBe((0, true));
        (answers[newest].LearnNobodyHas.Count, answers[newest].IsReplaced).ShouldBe((2, false));
        (await test.Desk.ReleaseAsync(await WorkerAsync(test), answers[old].Id, before.ReadersMark)).ShouldBeFalse("from a page that lay open");
        (await test.Desk.ReleaseAsync(await WorkerAsync(test), answers[old].Id, answers[old].ReadersMark)).ShouldBeFalse();
        (await test.Answers.ReadAsync((await test.ViewerAsync(RecordRef, "agnieszka"))!)).ShouldBeEmpty();
    }

    /// <summary>The plan with a task of this person that Magda sees: so she may choose them by name.</summary>
    private static JsonNode Naming(string person)
    {
        var plan = Plan.DeepClone();
        var task = plan["plan"]!["network"]![0]!.DeepClone();
        (task["id"], task["person"], task["audience"], task["seenBy"]) = ("task-of-another", person, new JsonArray(person, "magda"), new JsonArray(person));
        plan["plan"]!["network"]!.AsArray().Add(task);
        return plan;
    }

    private static async Task<TestFamily> StartAsync(string provider = "Sqlite", JsonNode? plan = null)
    {
        var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(plan ?? Plan)).IsAccepted.ShouldBeTrue();
        return test;
    }

    private static async Task<StaffViewer> WorkerAsync(TestFamily test) =>
        (await test.StaffAsync(RecordRef, Plan["people"]!.AsArray().First(p => p!["role"]!.GetValue<string>() == "worker")!["email"]!.GetValue<string>()))!;

    /// <summary>Magda answers about her task; its handle at the desk.</summary>
    private static async Task<string> SayAsync(TestFamily test, string key, string choice, string? words, bool shared = false, string? with = null)
    {
        test.Clock.Now += TimeSpan.FromMinutes(1);
        var magda = (await test.ViewerAsync(RecordRef, "magda"))!;
        var task = (await test.Plans.ReadAsync(magda)).Network.Single(t => t.IsMine).Handle;
        var readers = shared ? (await test.Answers.SharingChoicesAsync(magda, task)).Where(c => with is null || c.Name == with).Select(c => c.Handle) : [];
        (await test.Answers.ReplyToTaskAsync(magda, task, new() { FormKey = key, Choice = choice, Words = words, ShareWith = [.. readers] })).Stored.ShouldBeTrue();
        return (await test.Desk.AnswersAsync(await WorkerAsync(test)))[0].Handle;
    }

    private static async Task<string> OwnHandleAsync(TestFamily test) => (await test.Answers.ReadAsync((await test.ViewerAsync(RecordRef, "magda"))!))[^1].Handle;

    private static async Task KnowAsync(TestFamily test, string[] expected)
    {
        List<string> know = [];
        foreach (var reader in new[] { "agnieszka", "piotr", "magda", "bailey" })
        {
            var viewer = (await test.ViewerAsync(RecordRef, reader))!;
            var (plan, answers) = (await test.Plans.ReadAsync(viewer), await test.Answers.ReadAsync(viewer));
            if (plan.Network.Any(t => answers.NobodyHas(t.Handle))) know.Add(reader);
        }
        know.ShouldBe(expected);
    }
}
