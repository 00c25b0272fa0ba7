using System.Text.Json.Nodes;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Pictures;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Storage.Prepared;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace FamilyPortal.Shared.Tests.Responses.Pictures;

/// <summary>Words wait for no picture: they are checked, stored and told of first, and the picture comes to them, once.</summary>
public sealed class PictureAfterWordsTests
{
    private const string Ref = "EH-2026-03319";
    private const string Danger = "He is hitting me right now";

    /// <summary>More dots than a drawing: it waits for its turn.</summary>
    private static byte[] Photo { get; } = SamplePictures.Encode(SKEncodedImageFormat.Jpeg, 1500, 1000);

    private static byte[] Drawing { get; } = SamplePictures.Encode(SKEncodedImageFormat.Png, 800, 600);

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task WordsThatSayDanger_RaiseTheAlert_WhileOthersPicturesAreUnpacked_AndWhoeverSentThemLeft(string provider)
    {
        await using var test = await StartAsync(provider);
        var amber = await AmberAsync(test);
        var (answers, maker) = Answers(test, TimeSpan.FromMinutes(5));
        await TakeTurnsAsync(maker);
        using var gone = new CancellationTokenSource();
        var form = new AnswerForm { FormKey = "k1", Words = Danger, Choice = "scared", Picture = Photo };
        var sending = Task.Run(() => answers.PutIntoHouseAsync(amber, AnswerKind.HouseOfWorries, form, gone.Token), TestContext.Current.CancellationToken);
        while (await test.Store.ReadAsync(s => s.Alerts.CountAsync()) == 0)
        {
            sending.IsCompleted.ShouldBeFalse();
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        (await test.Store.ReadAsync(s => s.RecordEntries.CountAsync())).ShouldBe(1);
        await gone.CancelAsync();
        sending.IsCompleted.ShouldBeFalse();
        maker.Turns.Release(PictureLimits.AtOnce);
        (await sending).ShouldSatisfyAllConditions(o => o.IsOk.ShouldBeTrue(), o => o.Stored.ShouldBeTrue(), o => o.Danger.IsDanger.ShouldBeTrue());

        // The same form again, at once and after one another: nothing is stored, told or written down twice.
        (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => answers.PutIntoHouseAsync(amber, AnswerKind.HouseOfWorries, form))))).ShouldAllBe(o => o.IsOk && !o.Stored);
        var events = await EventsAsync(test);
        events.Select(e => e["type"]!.GetValue<string>()).ShouldBe(["uk.familyportal.answer.house-of-worries.v1", "uk.familyportal.answer.picture-added.v1"]);
        events[0]["data"]!["picture"].ShouldBeNull();
        events[1]["data"]!["words"].ShouldBeNull();
        events[1]["data"]!["answerId"]!.GetValue<Guid>().ShouldBe(events[0]["id"]!.GetValue<Guid>());
        (await test.Store.ReadAsync(s => s.AuditEntries.Where(a => a.Action == "picture-added").ToListAsync())).ShouldHaveSingleItem().Actor.ShouldBe("person:amber");
        (await test.Store.ReadAsync(s => s.Alerts.CountAsync())).ShouldBe(1);
        (await test.Answers.ReadAsync(amber)).ShouldHaveSingleItem().HasPicture.ShouldBeTrue();

        // Another picture beside the same words is an answer of its own, and that once too.
        var other = form with { Words = Danger, Picture = Drawing };
        (await answers.PutIntoHouseAsync(amber, AnswerKind.HouseOfWorries, other)).Stored.ShouldBeTrue();
        (await answers.PutIntoHouseAsync(amber, AnswerKind.HouseOfWorries, other)).Stored.ShouldBeFalse();
        (await EventsAsync(test)).Count.ShouldBe(3);
        (await test.Answers.ReadAsync(amber)).Count(a => a.HasPicture).ShouldBe(2);
    }

    [Fact]
    public async Task WhereNoTurnComesInTime_TheWordsStay_TheSameFormAddsThePicture_AndADrawingNeverWaits()
    {
        await using var test = await StartAsync();
        var amber = await AmberAsync(test);
        var (answers, maker) = Answers(test, TimeSpan.Zero);
        await TakeTurnsAsync(maker);
        var form = new AnswerForm { FormKey = "k1", Words = "Fridays are loud", Picture = Photo };

        (await answers.PutIntoHouseAsync(amber, AnswerKind.HouseOfWorries, form)).ShouldSatisfyAllConditions(o => o.Fault.ShouldBe(AnswerFault.PictureWaits), o => o.Stored.ShouldBeTrue(), o => o.Handle.ShouldNotBeNull());
        (await answers.PutIntoHouseAsync(amber, AnswerKind.HouseOfDreams, new() { FormKey = "k2", Picture = Photo })).ShouldSatisfyAllConditions(o => o.Fault.ShouldBe(AnswerFault.PictureWaits), o => o.Handle.ShouldBeNull());
        (await answers.PutIntoHouseAsync(amber, AnswerKind.HouseOfDreams, new() { FormKey = "k3", Picture = Drawing })).Stored.ShouldBeTrue();
        (await answers.ReadAsync(amber)).Select(a => (a.Words, a.HasPicture)).ShouldBe([("Fridays are loud", false), (null, true)]);

        maker.Turns.Release(PictureLimits.AtOnce);
        (await answers.PutIntoHouseAsync(amber, AnswerKind.HouseOfWorries, form)).ShouldSatisfyAllConditions(o => o.IsOk.ShouldBeTrue(), o => o.Stored.ShouldBeFalse());
        (await answers.ReadAsync(amber)).Select(a => (a.Words, a.HasPicture)).ShouldBe([("Fridays are loud", true), (null, true)]);
    }

    /// <summary>What staff had before them, and let others see, does not change behind their back.</summary>
    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task APicture_ComesToNothingThatStaffHaveOpened_AndARelease_IsOfWhatTheySaw(string provider)
    {
        await using var test = await StartAsync(provider);
        await test.SafetyAsync("knowsley", Ref, """{ "keepApart": [["kelly", "phil"]] }""");
        var amber = await AmberAsync(test);
        var (answers, maker) = Answers(test, TimeSpan.Zero);
        var worker = (await test.StaffAsync(Ref, "dean.ashcroft@example.org"))!;
        var jo = (await answers.HouseSharingChoicesAsync(amber)).Single(c => c.Name == "Joanne Doyle").Handle;
        AnswerForm Form(string key) => new() { FormKey = key, Words = $"Words {key}", Picture = Photo, ShareWith = [jo] };

        await TakeTurnsAsync(maker);
        foreach (var key in new[] { "k1", "k2" }) (await answers.PutIntoHouseAsync(amber, AnswerKind.HouseOfDreams, Form(key))).Fault.ShouldBe(AnswerFault.PictureWaits);
        maker.Turns.Release(PictureLimits.AtOnce);
        var seen = (await test.Desk.AnswersAsync(worker)).ToDictionary(a => a.Words!);
        await test.Get<AnswerOpenings>().RecordAsync(worker, [seen["Words k1"].Id]);
        foreach (var key in new[] { "k1", "k2" }) (await answers.PutIntoHouseAsync(amber, AnswerKind.HouseOfDreams, Form(key))).IsOk.ShouldBeTrue();
        (await answers.ReadAsync(amber)).Select(a => (a.Words, a.HasPicture)).ShouldBe([("Words k1", false), ("Words k2", true), ("Words k1", true)]);

        (await test.Desk.ReleaseAsync(worker, seen["Words k2"].Id, seen["Words k2"].ReadersMark)).ShouldBeFalse("a picture came to it meanwhile");
        var now = (await test.Desk.AnswersAsync(worker)).Single(a => a.Id == seen["Words k2"].Id);
        (await test.Desk.ReleaseAsync(worker, now.Id, now.ReadersMark)).ShouldBeTrue();
        (await answers.ReadAsync((await test.ViewerAsync(Ref, "jo"))!)).Where(a => a.Kind == AnswerKind.HouseOfDreams).ShouldHaveSingleItem().HasPicture.ShouldBeTrue();
    }

    [Fact]
    public async Task OfOnePerson_SoManyPicturesAreTakenInAnHour_AndSoManyBytesInAll_AndTheWordsAlways()
    {
        await using var test = await StartAsync();
        var amber = await AmberAsync(test);
        var (answers, _) = Answers(test, TimeSpan.FromMinutes(5), most: 1);
        (await answers.PutIntoHouseAsync(amber, AnswerKind.HouseOfDreams, new() { FormKey = "k0", Picture = Drawing })).Stored.ShouldBeTrue();
        async Task IsRefusedAsync(string key, AnswerFault fault)
        {
            // No picture at all: it would be found out, were it looked at.
            (await answers.PutIntoHouseAsync(amber, AnswerKind.HouseOfDreams, new() { FormKey = key, Picture = [1, 2, 3] })).ShouldSatisfyAllConditions(o => o.Fault.ShouldBe(fault), o => o.Handle.ShouldBeNull());
            (await answers.PutIntoHouseAsync(amber, AnswerKind.HouseOfDreams, new() { FormKey = key, Words = key, Picture = [1, 2, 3] })).ShouldSatisfyAllConditions(o => o.Fault.ShouldBe(fault), o => o.Handle.ShouldNotBeNull());
        }
        await IsRefusedAsync("full", AnswerFault.PicturesFull);
        await test.Store.SaveAsync(s => s.BrakeCounts.Single(b => b.Mark.StartsWith("pictures:")).Count = PictureLimits.InAnHour);
        await IsRefusedAsync("too many", AnswerFault.TooManyPictures);
        test.Clock.Now += TimeSpan.FromHours(1);
        await IsRefusedAsync("full still", AnswerFault.PicturesFull);
        (await answers.ReadAsync(amber)).Select(a => a.Words).ShouldBe([null, "full", "too many", "full still"]);
    }

    private static async Task<TestFamily> StartAsync(string provider = "Sqlite")
    {
        var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(SamplePlans.Load("knowsley-hard-evenings"))).IsAccepted.ShouldBeTrue();
        return test;
    }

    private static async Task<FamilyViewer> AmberAsync(TestFamily test) => (await test.ViewerAsync(Ref, "amber"))!;

    /// <summary>With turns of their own, which no other test takes.</summary>
    private static (FamilyAnswers Answers, PictureMaker Maker) Answers(TestFamily test, TimeSpan wait, long most = PictureLimits.BytesOfPerson)
    {
        var maker = new PictureMaker { Wait = wait };
        var taker = new PictureTaker(test.Get<StoreFactory>(), test.Clock) { Maker = maker, MostBytesOfPerson = most };
        return (new(test.Get<StoreFactory>(), test.Get<PreparedReads>(), test.Get<FamilyPlans>(), test.Get<AnswerWriter>(), taker, test.Get<DangerChecks>(), test.Clock), maker);
    }

    private static async Task TakeTurnsAsync(PictureMaker maker)
    {
        for (var n = 0; n < PictureLimits.AtOnce; n++) await maker.Turns.WaitAsync();
    }

    private static async Task<List<JsonNode>> EventsAsync(TestFamily test) =>
        [.. (await test.Get<RecordFeed>().ReadFamilyAsync(TestFamily.Client("knowsley"), "knowsley", Ref, null, 20)).Page!.Items.Select(i => JsonNode.Parse(i.Span)!)];
}
