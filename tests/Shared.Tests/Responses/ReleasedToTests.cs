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

/// <summary>A release counts for those who were shown to the worker, and for nobody who comes back to the answer later.</summary>
public sealed class ReleasedToTests
{
    private const string Sample = "cheshire-east-kacper";
    private const string Danger = "He has got a knife and says he will stab me";
    private const string Agnieszka = "Agnieszka Nowak", Piotr = "Piotr Nowak";

    private static readonly JsonNode Plan = Naming(JsonNode.Parse(SamplePlans.Load(Sample))!, "agnieszka", "piotr");
    private static readonly string RecordRef = Plan["family"]!["recordRef"]!.GetValue<string>();

    /// <summary>What keeps Agnieszka from the words while the worker releases them.</summary>
    public static TheoryData<string, string> Ways => [.. from p in TestStore.Providers.Select(row => row.Data) from w in new[] { "shut out", "kept apart", "out of seenBy", "gone" } select (p, w)];

    [Theory, MemberData(nameof(Ways))]
    public async Task WhoWasAwayAtTheRelease_ReadsNothingOnceTheyAreBack_BeforeAWorkerLetsThemToo(string provider, string away)
    {
        await using var test = await StartAsync(provider);
        await SayAsync(test, Danger);
        (await AnswerAsync(test)).Readers.ShouldBe([Agnieszka, Piotr]);

        await SendAwayAsync(test, away);
        var held = await AnswerAsync(test);
        held.Readers.ShouldBe([Piotr]);
        (await test.Desk.ReleaseAsync(await WorkerAsync(test), held.Id, held.ReadersMark)).ShouldBeTrue();
        (await ReadAsync(test, "piotr")).ShouldBe([Danger]);
        await LetBackAsync(test, away);

        (await ReadAsync(test, "agnieszka")).ShouldBeEmpty("she was not there when it was released");
        (await ReadAsync(test, "piotr")).ShouldBe([Danger]);
        var mine = (await test.Answers.ReadAsync((await test.ViewerAsync(RecordRef, "magda"))!)).Single();
        (mine.Sharing, string.Join(", ", mine.SharedWith)).ShouldBe((AnswerSharing.Shared, Piotr), "its giver is not told that she reads it");

        var asked = await AnswerAsync(test);
        (asked.Sharing, asked.NeedsRelease, string.Join(", ", asked.Readers)).ShouldBe((AnswerSharing.Held, true, Agnieszka), "the worker is asked again, about her alone");
        (await test.Desk.ReleaseAsync(await WorkerAsync(test), held.Id, held.ReadersMark)).ShouldBeFalse("from a page that lay open");
        (await ReadAsync(test, "agnieszka")).ShouldBeEmpty();
        (await test.Desk.ReleaseAsync(await WorkerAsync(test), asked.Id, asked.ReadersMark)).ShouldBeTrue();
        (await ReadAsync(test, "agnieszka")).ShouldBe([Danger]);
        (await ReadAsync(test, "piotr")).ShouldBe([Danger]);
        (await AnswerAsync(test)).ShouldSatisfyAllConditions(a => a.NeedsRelease.ShouldBeFalse(), a => a.Sharing.ShouldBe(AnswerSharing.Shared), a => a.Readers.ShouldBeEmpty());
        (await test.Answers.ReadAsync((await test.ViewerAsync(RecordRef, "magda"))!)).Single().SharedWith.ShouldBe([Agnieszka, Piotr]);
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task WhereOthersAreKeptApart_WordsThatWereReleased_WaitForWhoeverComesBack(string provider)
    {
        await using var test = await StartAsync(provider);
        (await test.SafetyAsync("cheshire-east", RecordRef, """{"keepApart":[["agnieszka","bailey"]]}""")).IsAccepted.ShouldBeTrue();
        await SayAsync(test, "I can come from four.");
        await SendAwayAsync(test, "shut out");
        var waiting = await AnswerAsync(test);
        (waiting.NeedsRelease, string.Join(", ", waiting.Readers)).ShouldBe((true, Piotr));
        (await test.Desk.ReleaseAsync(await WorkerAsync(test), waiting.Id, waiting.ReadersMark)).ShouldBeTrue();
        await LetBackAsync(test, "shut out");

        (await test.Answers.ReadAsync((await test.ViewerAsync(RecordRef, "agnieszka"))!)).Single().Words.ShouldBeNull("that it was said, and no word of it");
        (await ReadAsync(test, "piotr")).ShouldBe(["I can come from four."]);
        var again = await AnswerAsync(test);
        (again.NeedsRelease, string.Join(", ", again.Readers)).ShouldBe((true, Agnieszka));
        (await test.Desk.ReleaseAsync(await WorkerAsync(test), again.Id, again.ReadersMark)).ShouldBeTrue();
        (await ReadAsync(test, "agnieszka")).ShouldBe(["I can come from four."]);
        (await AnswerAsync(test)).NeedsRelease.ShouldBeFalse();
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task ThatNobodyHasATask_IsLearntByThoseAlone_WhomTheWorkerWasShown(string provider)
    {
        await using var test = await StartAsync(provider);
        await SayAsync(test, Danger, FamilyAnswers.Declined);
        await SendAwayAsync(test, "shut out");
        var gap = await AnswerAsync(test);
        gap.LearnNobodyHas.ShouldBe([Piotr]);
        (await test.Desk.LetGapBeKnownAsync(await WorkerAsync(test), gap.Id, gap.LearnMark)).ShouldBeTrue();
        await LetBackAsync(test, "shut out");

        (await KnowsAsync(test, "piotr"), await KnowsAsync(test, "agnieszka")).ShouldBe((true, false));
        var again = await AnswerAsync(test);
        again.LearnNobodyHas.ShouldBe([Agnieszka]);
        (await test.Desk.LetGapBeKnownAsync(await WorkerAsync(test), again.Id, gap.LearnMark)).ShouldBeFalse("from a page that lay open");
        (await test.Desk.LetGapBeKnownAsync(await WorkerAsync(test), again.Id, again.LearnMark)).ShouldBeTrue();
        (await KnowsAsync(test, "piotr"), await KnowsAsync(test, "agnieszka")).ShouldBe((true, true));
    }

    /// <summary>What a young person puts into a house: the same, of a drawing too.</summary>
    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task AHouse_IsReleasedToThoseWhomTheWorkerWasShown(string provider)
    {
        await using var test = await TwoFamilies.StartAsync(provider);
        async Task<StaffViewer> StaffAsync() => (await test.StaffAsync(TwoFamilies.Amber, "dean.ashcroft@example.org"))!;
        async Task<DeskAnswer> PutAsync() => (await test.Desk.AnswersAsync(await StaffAsync()))[0];
        async Task<int> SeesAsync(string person) => (await test.Answers.ReadAsync((await test.ViewerAsync(TwoFamilies.Amber, person))!)).Count;
        var amber = (await test.ViewerAsync(TwoFamilies.Amber, "amber"))!;
        var known = await test.Answers.HouseSharingChoicesAsync(amber);
        known.Count.ShouldBeGreaterThan(1);
        (await test.Answers.PutIntoHouseAsync(amber, AnswerKind.HouseOfWorries, new() { FormKey = "k", Words = "He has got a knife and I am scared", ShareWith = [.. known.Select(c => c.Handle)] })).Danger.IsDanger.ShouldBeTrue();
        var before = (await PutAsync()).Readers;
        before.Count.ShouldBe(known.Count);
        var people = test.Get<PeopleDesk>();
        var gone = (await people.PeopleAsync(await StaffAsync())).First(p => p.Name == before[0]);
        var id = JsonNode.Parse(SamplePlans.Load("knowsley-hard-evenings"))!["people"]!.AsArray().Single(p => p!["name"]!.GetValue<string>() == before[0])!["id"]!.GetValue<string>();
        await people.RestrictAsync(await StaffAsync(), gone.Handle, RestrictionKind.AccessEnded);
        var held = await PutAsync();
        (await test.Desk.ReleaseAsync(await StaffAsync(), held.Id, held.ReadersMark)).ShouldBeTrue();
        (await people.LiftAsync(await StaffAsync(), gone.Handle, RestrictionKind.AccessEnded)).ShouldBeTrue();

        (await SeesAsync(id)).ShouldBe(0);
        var again = await PutAsync();
        again.Readers.ShouldBe([before[0]]);
        (await test.Desk.ReleaseAsync(await StaffAsync(), again.Id, again.ReadersMark)).ShouldBeTrue();
        (await SeesAsync(id)).ShouldBe(1);
    }

    private static async Task<TestFamily> StartAsync(string provider)
    {
        var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(Plan)).IsAccepted.ShouldBeTrue();
        return test;
    }

    /// <summary>With a task of each of these that Magda sees: so she may choose them by name.</summary>
    private static JsonNode Naming(JsonNode plan, params string[] people)
    {
        foreach (var person in people)
        {
            var task = plan["plan"]!["network"]![0]!.DeepClone();
            (task["id"], task["person"], task["audience"], task["seenBy"]) = ($"task-of-{person}", person, new JsonArray(person, "magda"), new JsonArray(person));
            plan["plan"]!["network"]!.AsArray().Add(task);
        }
        return plan;
    }

    private static JsonNode WithSeenBy(int version, params string[] seenBy)
    {
        var plan = Plan.DeepClone();
        plan["plan"]!["version"] = version;
        foreach (var task in plan["plan"]!["network"]!.AsArray().Where(t => t!["person"]!.GetValue<string>() == "magda")) task!["seenBy"] = new JsonArray([.. seenBy.Select(s => JsonValue.Create(s))]);
        return plan;
    }

    /// <summary>The next version, in which Piotr stands wherever she stood.</summary>
    private static JsonNode WithoutAgnieszka()
    {
        var plan = WithSeenBy(Version(1), "piotr");
        var people = plan["people"]!.AsArray();
        people.Remove(people.Single(p => p!["id"]!.GetValue<string>() == "agnieszka"));
        Replace(plan["plan"]!);
        return plan;

        static void Replace(JsonNode node)
        {
            if (node is JsonObject members)
                foreach (var (name, member) in members.ToList())
                    if (member is JsonValue value && value.TryGetValue<string>(out var one) && one == "agnieszka") members[name] = "piotr";
                    else if (member is not null) Replace(member);
            if (node is not JsonArray list) return;
            if (list.All(x => x is JsonValue))
            {
                var ids = list.Select(x => x!.GetValue<string>()).Select(x => x == "agnieszka" ? "piotr" : x).Distinct().ToList();
                list.Clear();
                foreach (var id in ids) list.Add(JsonValue.Create(id));
                return;
            }
            foreach (var element in list) Replace(element!);
            foreach (var again in list.OfType<JsonObject>().Where(o => o.Count == 1 && o.ContainsKey("person")).Skip(1).ToList()) list.Remove(again);
        }
    }

    private static async Task SendAwayAsync(TestFamily test, string away)
    {
        if (away == "kept apart") (await test.SafetyAsync("cheshire-east", RecordRef, """{"keepApart":[["magda","agnieszka"]]}""")).IsAccepted.ShouldBeTrue();
        else if (away == "out of seenBy") (await test.PutAsync(WithSeenBy(Version(1), "piotr"))).IsAccepted.ShouldBeTrue();
        else if (away == "gone") (await test.PutAsync(WithoutAgnieszka())).IsAccepted.ShouldBeTrue();
        else await test.Get<PeopleDesk>().RestrictAsync(await WorkerAsync(test), await HandleAsync(test), RestrictionKind.AccessEnded);
    }

    private static async Task LetBackAsync(TestFamily test, string away)
    {
        if (away == "kept apart") (await test.SafetyAsync("cheshire-east", RecordRef, """{"lift":{"keepApart":[["magda","agnieszka"]]}}""")).IsAccepted.ShouldBeTrue();
        else if (away is "out of seenBy" or "gone") (await test.PutAsync(WithSeenBy(Version(2), "piotr", "agnieszka"))).IsAccepted.ShouldBeTrue();
        else (await test.Get<PeopleDesk>().LiftAsync(await WorkerAsync(test), await HandleAsync(test), RestrictionKind.AccessEnded)).ShouldBeTrue();
    }

    private static int Version(int more) => Plan["plan"]!["version"]!.GetValue<int>() + more;

    private static async Task<string> HandleAsync(TestFamily test) => (await test.Get<PeopleDesk>().PeopleAsync(await WorkerAsync(test))).Single(p => p.Name == Agnieszka).Handle;

    private static async Task<StaffViewer> WorkerAsync(TestFamily test) =>
        (await test.StaffAsync(RecordRef, Plan["people"]!.AsArray().First(p => p!["role"]!.GetValue<string>() == "worker")!["email"]!.GetValue<string>()))!;

    private static async Task<DeskAnswer> AnswerAsync(TestFamily test) => (await test.Desk.AnswersAsync(await WorkerAsync(test))).Single();

    /// <summary>Magda answers about her task, for all whom she may let read it.</summary>
    private static async Task SayAsync(TestFamily test, string words, string choice = "accept")
    {
        var magda = (await test.ViewerAsync(RecordRef, "magda"))!;
        var task = (await test.Plans.ReadAsync(magda)).Network.Single(t => t.IsMine).Handle;
        var readers = (await test.Answers.SharingChoicesAsync(magda, task)).Select(c => c.Handle);
        (await test.Answers.ReplyToTaskAsync(magda, task, new() { FormKey = "k", Choice = choice, Words = words, ShareWith = [.. readers] })).Stored.ShouldBeTrue();
    }

    private static async Task<List<string?>> ReadAsync(TestFamily test, string person) =>
        [.. (await test.Answers.ReadAsync((await test.ViewerAsync(RecordRef, person))!)).Select(a => a.Words)];

    private static async Task<bool> KnowsAsync(TestFamily test, string person)
    {
        var viewer = (await test.ViewerAsync(RecordRef, person))!;
        var answers = await test.Answers.ReadAsync(viewer);
        return (await test.Plans.ReadAsync(viewer)).Network.Any(t => answers.NobodyHas(t.Handle));
    }
}
