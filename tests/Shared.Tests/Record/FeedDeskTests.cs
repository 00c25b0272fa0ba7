using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Record.Delivery;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Record;

public class FeedDeskTests
{
    public static TheoryData<string> Databases => TestStore.Providers;

    [Theory, MemberData(nameof(Databases))]
    public async Task Skip_LeavesOnlyThatEntryOut_AndSaysWhy(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        await using var receiver = await Receiver.StartAsync();
        await using var copy = feed.Copy(("care", "Kind", "Webhook"), ("care", "Url", receiver.Url), ("care", "Secret", Receiver.Secret));
        var (family, ids) = await ParkSecondAsync(feed, receiver, copy);
        var (viewer, desk) = (await ViewerAsync(feed, family), new FeedDesk(feed.Stores, new FeedSignal(), feed.Clock));

        var parked = (await desk.ParkedAsync(viewer)).ShouldHaveSingleItem();
        (parked.Connector, parked.Event, parked.Status, parked.Waiting).ShouldBe(("care", ids[1], "422", 2));
        await Should.ThrowAsync<ArgumentException>(() => desk.SkipAsync(viewer, "care", ids[1], "  "));
        (await desk.SkipAsync(viewer, "care", ids[2], "not this one")).ShouldBeFalse();
        (await desk.SkipAsync(viewer, "other", ids[1], "not there")).ShouldBeFalse();

        (await desk.SkipAsync(viewer, "care", ids[1], " entered by hand ")).ShouldBeTrue();
        (await desk.SkipAsync(viewer, "care", ids[1], "pressed twice")).ShouldBeFalse();
        await copy.Pump.RunOnceAsync();

        receiver.Kept().ShouldBe(["R: 1 3"]);
        (await desk.ParkedAsync(viewer)).ShouldBeEmpty();
        await using var store = feed.Stores.Create();
        var audit = (await store.AuditEntries.Where(a => a.FamilyId == family).ToListAsync()).ShouldHaveSingleItem();
        (audit.Action, audit.Actor, audit.Target, audit.Reason).ShouldBe((AuditActions.FeedSkipped, viewer.Actor, $"care:{ids[1]}", "entered by hand"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Replay_SendsTheEntryAgain_AndWhatWaitedBehindIt(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        await using var receiver = await Receiver.StartAsync();
        await using var copy = feed.Copy(("care", "Kind", "Webhook"), ("care", "Url", receiver.Url), ("care", "Secret", Receiver.Secret));
        var (family, ids) = await ParkSecondAsync(feed, receiver, copy);
        var (viewer, desk) = (await ViewerAsync(feed, family), new FeedDesk(feed.Stores, new FeedSignal(), feed.Clock));
        receiver.Answer = (_, _) => Task.FromResult<int?>(null);

        (await desk.ReplayAsync(viewer, "care", ids[1])).ShouldBeTrue();
        (await desk.ReplayAsync(viewer, "care", ids[1])).ShouldBeFalse();
        await copy.Pump.RunOnceAsync();

        receiver.Kept().ShouldBe(["R: 1 2 3"]);
        await using var store = feed.Stores.Create();
        (await store.AuditEntries.Where(a => a.FamilyId == family).ToListAsync()).ShouldHaveSingleItem().Action.ShouldBe(AuditActions.FeedReplayed);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task ParkedFamilies_AreThoseOfTheAuthority_ButForWhoIsBarred(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        var (family, elsewhere) = (await feed.FamilyAsync("cornwall"), await feed.FamilyAsync("knowsley"));
        var (worker, barred) = (Staff("cornwall"), Staff("cornwall"));
        await using (var store = feed.Stores.Create())
        {
            store.FeedCursors.AddRange(Parked(family), Parked(elsewhere));
            store.StaffReaches.Add(new() { FamilyId = family, StaffId = barred.Id, Kind = StaffReachKind.Bar, By = "staff:x", At = feed.Clock.GetUtcNow() });
            await store.SaveChangesAsync();
        }
        var desk = new FeedDesk(feed.Stores, new FeedSignal(), feed.Clock);

        (await desk.ParkedFamiliesAsync(new StaffUser(worker))).ShouldBe([family]);
        (await desk.ParkedFamiliesAsync(new StaffUser(barred))).ShouldBeEmpty();

        FeedCursor Parked(Guid id) => new() { FamilyId = id, Connector = "care", ParkedAt = feed.Clock.GetUtcNow() };
    }

    private static async Task<(Guid Family, List<Guid> Ids)> ParkSecondAsync(FeedStore feed, Receiver receiver, FeedCopy copy)
    {
        var family = await feed.FamilyAsync(recordRef: "R");
        receiver.Answer = (_, one) => Task.FromResult<int?>(one.Sequence == 2 ? 422 : null);
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++) ids.Add(await feed.WriteAsync(family));
        for (var i = 0; i < FeedPatience.RefusalsBeforeParking; i++)
        {
            await copy.Pump.RunOnceAsync();
            feed.Clock.Advance(FeedPatience.LongestWait);
        }
        return (family, ids);
    }

    private static async Task<StaffViewer> ViewerAsync(FeedStore feed, Guid familyId)
    {
        await using var store = feed.Stores.Create();
        var family = await store.Families.AsNoTracking().SingleAsync(f => f.Id == familyId);
        return new(new(family, []), Staff(family.AuthorityId), StaffReason.NamedInPlan);
    }

    private static StaffMember Staff(string authority) =>
        new() { Id = Guid.NewGuid(), AuthorityId = authority, Name = "Sam Worker", Email = $"{Guid.NewGuid():N}@example.org", Role = StaffRole.Worker };
}
