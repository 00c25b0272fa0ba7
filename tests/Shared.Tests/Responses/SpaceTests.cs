using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace FamilyPortal.Shared.Tests.Responses;

/// <summary>A young person's houses and what they wish for: who reads what, when, and what the record gets.</summary>
public sealed class SpaceTests
{
    private const string Sample = "knowsley-hard-evenings";
    private const string Ref = "EH-2026-03319";

    private static byte[] Drawing { get; } = SamplePictures.WithGps(SamplePictures.Encode(SKEncodedImageFormat.Jpeg, 60, 40));

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task AHouse_IsForWorkersAlone_UntilItIsShared_WithWhomTheyMayKnow_AndCanBeTakenBack(string provider)
    {
        await using var test = await TestFamily.CreateAsync(provider);
        await PutAsync(test);
        var amber = await ViewerAsync(test, "amber");
        var choices = await test.Answers.HouseSharingChoicesAsync(amber);
        choices.Select(c => c.Name).ShouldBe(["Kelly Doyle", "Phil Marsh", "Joanne Doyle", "Farah Aziz", "Coach Bev", "Mrs Pemberton", "Chloe Tan"], ignoreOrder: true, "those whom her own part of the plan names: not her brother, no worker");

        (await PutInAsync(test, amber, "k1", "Only for workers")).Stored.ShouldBeTrue();
        var shared = await PutInAsync(test, amber, "k2", "For Auntie Jo", "Joanne Doyle");
        shared.Stored.ShouldBeTrue();
        // The same form twice, at once and after one another.
        var again = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => PutInAsync(test, amber, "k2", "For Auntie Jo", "Joanne Doyle"))));
        again.ShouldAllBe(o => o.IsOk && !o.Stored);

        await ReadByAsync(test, "jo", "For Auntie Jo", mayRead: true);
        foreach (var other in new[] { "kelly", "phil", "josh", "farah", "chloe" }) await ReadByAsync(test, other, "For Auntie Jo", mayRead: false);
        foreach (var nobody in new[] { "jo", "kelly" }) await ReadByAsync(test, nobody, "Only for workers", mayRead: false);
        (await test.Answers.ReadAsync(amber)).Select(a => (a.Words, a.SharedWith.FirstOrDefault(), a.HasPicture)).ShouldBe([("Only for workers", null, true), ("For Auntie Jo", "Joanne Doyle", true)]);

        // What the plan no longer names to her is shared no longer; what it names later was not chosen then.
        await ChangeAsync(test, plan => { foreach (var list in new[] { "network", "ifThingsGoWrong" }) foreach (var item in Items(plan, list)) { item["audience"] = new JsonArray("jo", "farah", "coach", "kelly"); item.Remove("seenBy"); } });
        await ReadByAsync(test, "jo", "For Auntie Jo", mayRead: false);
        (await test.Answers.ReadAsync(await ViewerAsync(test, "amber"))).Last().SharedWith.ShouldBeEmpty();
        await ChangeAsync(test, _ => { });
        await ReadByAsync(test, "jo", "For Auntie Jo", mayRead: true);

        // Kept apart from her now, and lifted again.
        await test.SafetyAsync("knowsley", Ref, """{ "keepApart": [["amber", "jo"]] }""");
        await ReadByAsync(test, "jo", "For Auntie Jo", mayRead: false);
        await test.SafetyAsync("knowsley", Ref, """{ "lift": { "keepApart": [["amber", "jo"]] } }""");
        await ReadByAsync(test, "jo", "For Auntie Jo", mayRead: true);
        await test.SafetyAsync("knowsley", Ref, """{ "revoke": ["jo"] }""");
        (await test.ViewerAsync(Ref, "jo")).ShouldBeNull();
        await test.SafetyAsync("knowsley", Ref, """{ "lift": { "revoke": ["jo"] } }""");

        await test.Answers.EndSharingAsync(await ViewerAsync(test, "amber"), shared.Handle!);
        await ReadByAsync(test, "jo", "For Auntie Jo", mayRead: false);
        amber = await ViewerAsync(test, "amber");
        var mine = await test.Answers.ReadAsync(amber);
        mine.Last().Sharing.ShouldBe(AnswerSharing.Ended);

        // Later, or again: as if it were put in now, once of several taps, and for nobody but its giver to say.
        string Of(string name) => choices.Single(c => c.Name == name).Handle;
        foreach (var (viewer, with, fault) in new[] { (amber, "everyone", AnswerFault.ChoiceMissing), (amber, "josh", AnswerFault.ChoiceMissing), (await ViewerAsync(test, "kelly"), Of("Kelly Doyle"), AnswerFault.NotThere) })
            (await test.Answers.ShareHouseAsync(viewer, mine[0].Handle, [with])).ShouldBe(fault);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => test.Answers.ShareHouseAsync(amber, mine[0].Handle, [Of("Joanne Doyle")]))));
        (await test.Answers.ShareHouseAsync(amber, mine[0].Handle, [Of("Kelly Doyle")])).ShouldBe(AnswerFault.NotThere, "it is shared");
        (await test.Answers.ShareHouseAsync(amber, mine[1].Handle, [Of("Kelly Doyle")])).ShouldBe(AnswerFault.None);
        await ReadByAsync(test, "jo", "Only for workers", mayRead: true);
        await ReadByAsync(test, "kelly", "Only for workers", mayRead: false);
        await ReadByAsync(test, "kelly", "For Auntie Jo", mayRead: true);
        await ReadByAsync(test, "jo", "For Auntie Jo", mayRead: false);
        var started = (await test.Store.ReadAsync(s => s.RecordEntries.Where(e => e.Type == "uk.familyportal.answer.sharing-started.v1").OrderBy(e => e.Number).ToListAsync())).Select(e => e.Data).ToList();
        started.Select(d => JsonNode.Parse(d)!["sharedWith"]!.ToJsonString()).ShouldBe(["[\"jo\"]", "[\"kelly\"]"]);
        started.ShouldAllBe(d => !d.Contains("workers") && !d.Contains("Auntie"));
        (await test.Store.ReadAsync(s => s.AuditEntries.CountAsync(a => a.Action == "sharing-started"))).ShouldBe(2);
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task WhereAnybodyIsKeptApart_NothingOfAHouseIsReadBeforeAWorkerReleasedIt_NorWhatSaysDanger(string provider)
    {
        await using var test = await TestFamily.CreateAsync(provider);
        await PutAsync(test);
        var amber = await ViewerAsync(test, "amber");
        (await PutInAsync(test, amber, "k1", "He has got a knife and I am scared", "Joanne Doyle")).Danger.IsDanger.ShouldBeTrue();
        await ReadByAsync(test, "jo", "He has got a knife and I am scared", mayRead: false);
        (await test.Alerts.OfFamilyAsync(await StaffAsync(test))).ShouldHaveSingleItem().Words.ShouldBe("He has got a knife and I am scared");
        await ReleaseAsync(test, "He has got a knife and I am scared");
        await ReadByAsync(test, "jo", "He has got a knife and I am scared", mayRead: true);
        // Taken back and shown again, it is held again: what was released was for others.
        var knife = (await test.Answers.ReadAsync(amber)).Single().Handle;
        await test.Answers.EndSharingAsync(amber, knife);
        (await test.Answers.ShareHouseAsync(amber, knife, [.. (await test.Answers.HouseSharingChoicesAsync(amber)).Where(c => c.Name == "Joanne Doyle").Select(c => c.Handle)])).ShouldBe(AnswerFault.None);
        await ReadByAsync(test, "jo", "He has got a knife and I am scared", mayRead: false);
        await ReleaseAsync(test, "He has got a knife and I am scared");
        await ReadByAsync(test, "jo", "He has got a knife and I am scared", mayRead: true);

        await test.SafetyAsync("knowsley", Ref, """{ "keepApart": [["kelly", "phil"]] }""");
        (await PutInAsync(test, await ViewerAsync(test, "amber"), "k2", "I like netball", "Joanne Doyle")).Stored.ShouldBeTrue();
        await ReadByAsync(test, "jo", "I like netball", mayRead: false);
        (await test.Answers.ReadAsync(await ViewerAsync(test, "jo"))).ShouldNotContain(a => a.Kind == AnswerKind.HouseOfDreams && a.Words == null, "not even that there is something");
        (await test.Desk.AnswersAsync(await StaffAsync(test))).First().ShouldSatisfyAllConditions(a => a.NeedsRelease.ShouldBeTrue(), a => a.Readers.ShouldBe(["Joanne Doyle"]));
        await ReleaseAsync(test, "I like netball");
        await ReadByAsync(test, "jo", "I like netball", mayRead: true);
        await ReadByAsync(test, "kelly", "I like netball", mayRead: false);
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task TheRecord_GetsAllOfIt_AndFetchesThePicture(string provider)
    {
        await using var test = await TestFamily.CreateAsync(provider);
        await PutAsync(test);
        var amber = await ViewerAsync(test, "amber");
        await test.Answers.PutIntoHouseAsync(amber, AnswerKind.HouseOfWorries, new() { FormKey = "k1", Choice = "scared", Picture = Drawing });
        await test.Answers.PutIntoHouseAsync(amber, AnswerKind.SafetyHouse, new() { FormKey = "k2", Choice = "path", Score = 4, Words = "When nobody shouts", OneHigher = "no such field" });
        await test.Answers.WishAsync(amber, AnswerKind.TalkAlone, new() { FormKey = "k3", Words = "Monday at school", OneHigher = "Through Leila", ShareWith = ["everyone"] });
        await test.Answers.WishAsync(amber, AnswerKind.SomethingWrong, new() { FormKey = "k4", Words = "You came late twice", Choice = "about-worker" });

        await test.Answers.PutIntoHouseAsync(amber, AnswerKind.HouseOfDreams, new() { FormKey = "k5", Picture = Drawing });

        var feed = test.Get<RecordFeed>();
        var client = TestFamily.Client("knowsley");
        var events = (await feed.ReadFamilyAsync(client, "knowsley", Ref, null, 10)).Page!.Items.Select(i => JsonNode.Parse(i.Span)!).ToList();
        events.Select(e => Data(e)).ShouldBe([
            "kind=house-of-worries choice=scared", "kind=picture-added", "kind=safety-house score=4 choice=path words=When nobody shouts",
            "kind=talk-alone words=Monday at school reachBy=Through Leila", "kind=something-wrong choice=about-worker words=You came late twice", "kind=house-of-dreams"]);
        events.ShouldAllBe(e => e["data"]!["sharedWith"]!.AsArray().Count == 0);
        // With what was said it comes after it; alone, it is the answer.
        var picture = events[1]["data"]!["picture"]!;
        events[1]["data"]!["answerId"]!.GetValue<Guid>().ShouldBe(events[0]["id"]!.GetValue<Guid>());
        events[5]["data"]!["picture"]!["sha256"]!.GetValue<string>().ShouldBe(picture["sha256"]!.GetValue<string>());
        events[5]["data"]!["answerId"]!.GetValue<Guid>().ShouldBe(events[5]["id"]!.GetValue<Guid>());
        var id = events[0]["id"]!.GetValue<Guid>();
        picture["href"]!.GetValue<string>().ShouldBe($"/api/record/v1/knowsley/families/EH-2026-03319/responses/{id}/picture");
        var read = await feed.ReadPictureAsync(client, "knowsley", Ref, id);
        Convert.ToHexStringLower(SHA256.HashData(read.Jpeg!)).ShouldBe(picture["sha256"]!.GetValue<string>());
        (picture["mediaType"]!.GetValue<string>(), picture["size"]!.GetValue<int>()).ShouldBe(("image/jpeg", read.Jpeg!.Length));
        System.Text.Encoding.Latin1.GetString(read.Jpeg!).ShouldNotContain("GPS");
        foreach (var (by, authority, recordRef, of, code) in new[] { (client, "cornwall", Ref, id, "wrong-authority"), (client, "knowsley", "no such", id, "unknown-family"), (client, "knowsley", Ref, events[1]["id"]!.GetValue<Guid>(), "unknown-picture"), (TestFamily.Client("cornwall"), "knowsley", Ref, id, "wrong-authority") })
            (await feed.ReadPictureAsync(by, authority, recordRef, of)).ShouldSatisfyAllConditions(r => r.Jpeg.ShouldBeNull(), r => r.Refusal!.Code.ShouldBe(code));
        (await test.Store.ReadAsync(s => s.AnswerPictures.CountAsync())).ShouldBe(2);
        // It goes when its answer goes.
        await test.Store.SaveAsync(s => s.Answers.RemoveRange(s.Answers.Where(a => a.Id == id)));
        (await test.Store.ReadAsync(s => s.AnswerPictures.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task WhatCannotBeTaken_IsSaidSo_AndDangerInItIsHeard_AndNobodyElseHasASpace()
    {
        await using var test = await TestFamily.CreateAsync();
        await PutAsync(test);
        var amber = await ViewerAsync(test, "amber");
        async Task<AnswerFault> GiveAsync(FamilyViewer viewer, AnswerKind kind, AnswerForm form) => (await test.Answers.PutIntoHouseAsync(viewer, kind, form with { FormKey = Guid.NewGuid().ToString("N") })).Fault;
        var empty = new AnswerForm { FormKey = "" };
        (await GiveAsync(amber, AnswerKind.HouseOfDreams, empty)).ShouldBe(AnswerFault.WordsMissing);
        (await GiveAsync(amber, AnswerKind.HouseOfDreams, empty with { Choice = "no such feeling" })).ShouldBe(AnswerFault.WordsMissing);
        (await GiveAsync(amber, AnswerKind.SafetyHouse, empty with { Choice = "rules" })).ShouldBe(AnswerFault.WordsMissing);
        (await GiveAsync(amber, AnswerKind.SafetyHouse, empty with { Words = "Hello", Choice = "happy" })).ShouldBe(AnswerFault.NotThere);
        (await GiveAsync(amber, AnswerKind.Question, empty with { Words = "Hello" })).ShouldBe(AnswerFault.NotThere);
        (await GiveAsync(await ViewerAsync(test, "kelly"), AnswerKind.HouseOfDreams, empty with { Words = "Hello" })).ShouldBe(AnswerFault.NotThere);
        (await test.Answers.WishAsync(await ViewerAsync(test, "jo"), AnswerKind.AnotherWorker, new() { FormKey = "k" })).Fault.ShouldBe(AnswerFault.NotThere);
        (await test.Answers.WishAsync(amber, AnswerKind.SomethingWrong, new() { FormKey = "k" })).Fault.ShouldBe(AnswerFault.WordsMissing);
        (await test.Store.ReadAsync(s => s.Answers.CountAsync())).ShouldBe(0);

        var outcome = await test.Answers.PutIntoHouseAsync(amber, AnswerKind.HouseOfWorries, new() { FormKey = "k", Words = "He is hitting me right now", Picture = "<svg/>"u8.ToArray() });
        (outcome.Fault, outcome.Danger.IsDanger).ShouldBe((AnswerFault.PictureUnreadable, true));
        (await test.Store.ReadAsync(s => s.Answers.SingleAsync())).ShouldSatisfyAllConditions(a => a.Kind.ShouldBe(AnswerKind.HouseOfWorries), a => a.Words.ShouldBe("He is hitting me right now"), a => a.PictureSha256.ShouldBeNull());
        (await test.Alerts.OfFamilyAsync(await StaffAsync(test))).ShouldHaveSingleItem();
    }

    private static async Task<AnswerOutcome> PutInAsync(TestFamily test, FamilyViewer viewer, string key, string words, params string[] share)
    {
        var choices = await test.Answers.HouseSharingChoicesAsync(viewer);
        return await test.Answers.PutIntoHouseAsync(viewer, AnswerKind.HouseOfDreams, new() { FormKey = key, Words = words, Picture = Drawing, ShareWith = [.. choices.Where(c => share.Contains(c.Name)).Select(c => c.Handle)] });
    }

    /// <summary>Whether this person reads it, words and picture alike.</summary>
    private static async Task ReadByAsync(TestFamily test, string person, string words, bool mayRead)
    {
        var viewer = await ViewerAsync(test, person);
        var read = (await test.Answers.ReadAsync(viewer)).Where(a => a.Words == words).ToList();
        read.Count.ShouldBe(mayRead ? 1 : 0, $"{person}: {words}");
        foreach (var answer in read) (await test.Answers.PictureAsync(viewer, answer.Handle)).ShouldNotBeNull();
        // Whatever handle they come by opens nothing for them.
        var amber = await ViewerAsync(test, "amber");
        foreach (var answer in await test.Answers.ReadAsync(amber)) (await test.Answers.PictureAsync(viewer, answer.Handle)).ShouldBeNull();
    }

    private static async Task ReleaseAsync(TestFamily test, string words)
    {
        var worker = await StaffAsync(test);
        var answer = (await test.Desk.AnswersAsync(worker)).Single(a => a.Words == words);
        answer.HasPicture.ShouldBeTrue();
        (await test.Desk.PictureAsync(worker, answer.Handle)).ShouldNotBeNull();
        (await test.Desk.ReleaseAsync(worker, answer.Id, answer.ReadersMark)).ShouldBeTrue();
    }

    private static int _version = 100;

    /// <summary>The sample as a higher version: changed, for this one time.</summary>
    private static async Task ChangeAsync(TestFamily test, Action<JsonNode> change)
    {
        var plan = JsonNode.Parse(SamplePlans.Load(Sample))!;
        plan["plan"]!["version"] = Interlocked.Increment(ref _version);
        change(plan);
        (await test.PutAsync(plan)).Faults.ShouldBeEmpty();
    }

    private static IEnumerable<JsonObject> Items(JsonNode plan, string list) => plan["plan"]![list]!.AsArray().OfType<JsonObject>();

    private static async Task PutAsync(TestFamily test) => (await test.PutAsync(SamplePlans.Load(Sample))).IsAccepted.ShouldBeTrue();

    private static async Task<FamilyViewer> ViewerAsync(TestFamily test, string person) => (await test.ViewerAsync(Ref, person))!;

    private static async Task<StaffViewer> StaffAsync(TestFamily test) => (await test.StaffAsync(Ref, "dean.ashcroft@example.org"))!;

    private static string Data(JsonNode e) => string.Join(' ', e["data"]!.AsObject().Where(m => m.Key is "kind" or "score" or "choice" or "words" or "oneHigher" or "reachBy").Select(m => $"{m.Key}={m.Value}"));
}
