using FamilyPortal.Shared.Record.Delivery;
using FamilyPortal.Shared.Tests.Storage;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Record;

public class FeedDeliveryTests
{
    public static TheoryData<string> Databases => TestStore.Providers;

    private static (string, string, string?)[] Webhook(Receiver receiver, string name = "care") =>
        [(name, "Kind", "webhook"), (name, "Url", receiver.Url), (name, "Secret", Receiver.Secret)];

    [Theory, MemberData(nameof(Databases))]
    public async Task Deliver_SendsEachOnceSignedAndInOrder(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        await using var receiver = await Receiver.StartAsync();
        await using var copy = feed.Copy(Webhook(receiver));
        var (one, two) = (await feed.FamilyAsync(recordRef: "A/1"), await feed.FamilyAsync(recordRef: "A-2"));
        for (var i = 0; i < 3; i++) await feed.WriteAsync(one);
        await feed.WriteAsync(two);

        await copy.Pump.RunOnceAsync();
        await copy.Pump.RunOnceAsync();

        receiver.Accepted.Count.ShouldBe(4);
        receiver.Accepted.ShouldAllBe(r => r.Signed && r.ContentType.StartsWith("application/cloudevents+json"));
        receiver.Kept().ShouldBe(["A%2F1: 1 2 3", "A-2: 1"]);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Deliver_CarriesOnlyTheConnectorsAuthorities(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        await using var receiver = await Receiver.StartAsync();
        await using var copy = feed.Copy([.. Webhook(receiver), ("care", "Authorities:0", "knowsley")]);
        await feed.WriteAsync(await feed.FamilyAsync("cornwall", "C-1"));
        await feed.WriteAsync(await feed.FamilyAsync("knowsley", "K-1"));

        await copy.Pump.RunOnceAsync();

        receiver.Accepted.ShouldHaveSingleItem().Subject.ShouldBe("K-1");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Deliver_WhileTheReceiverIsOff_Waits_AndGivesEverythingSoonAfter(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        var receiver = await Receiver.StartAsync();
        var (port, settings) = (receiver.Port, Webhook(receiver));
        await receiver.DisposeAsync();
        await using var copy = feed.Copy(settings);
        var family = await feed.FamilyAsync(recordRef: "A");
        await feed.FamilyAsync(recordRef: "B");
        for (var i = 0; i < 3; i++) await feed.WriteAsync(family);
        // Far longer than the refusals that would park: a dead line parks nobody.
        for (var i = 0; i < 4; i++)
        {
            await copy.Pump.RunOnceAsync();
            feed.Clock.Advance(FeedPatience.LongestWait);
        }
        var cursor = await feed.CursorAsync(family, "care");
        (cursor.ParkedAt, cursor.LastError, cursor.NextNumber, cursor.LeaseOwner).ShouldBe((null, "network", 1, null));

        await using var back = await Receiver.StartAsync(port);
        await copy.Pump.RunOnceAsync();

        back.Kept().ShouldBe(["A: 1 2 3"]);
        (await feed.CursorAsync(family, "care")).Attempts.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Deliver_WhenTheReceiverIsBack_WakesFamiliesThatStillWait(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        await using var receiver = await Receiver.StartAsync();
        await using var copy = feed.Copy(Webhook(receiver));
        var families = new List<Guid> { await feed.FamilyAsync(recordRef: "A"), await feed.FamilyAsync(recordRef: "B") };
        receiver.Answer = (_, _) => Task.FromResult<int?>(503);
        await feed.WriteAsync(families[0]);
        for (var i = 0; i < 3; i++)
        {
            await copy.Pump.RunOnceAsync();
            feed.Clock.Advance(FeedPatience.LongestWait);
        }
        await feed.WriteAsync(families[1]);
        await copy.Pump.RunOnceAsync();
        receiver.Answer = (_, _) => Task.FromResult<int?>(null);
        // B's first wait is over, A's fourth (8 seconds) is not.
        feed.Clock.Advance(TimeSpan.FromSeconds(2));

        await copy.Pump.RunOnceAsync();

        receiver.Kept().ShouldBe(["A: 1", "B: 1"]);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Deliver_WhatIsRefusedAgainAndAgain_IsParked_AndHoldsUpItsOwnFamilyOnly(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        await using var receiver = await Receiver.StartAsync();
        await using var copy = feed.Copy(Webhook(receiver));
        var (bad, good) = (await feed.FamilyAsync(recordRef: "BAD"), await feed.FamilyAsync(recordRef: "GOOD"));
        receiver.Answer = (_, r) => Task.FromResult<int?>(r is { Subject: "BAD", Sequence: 2 } ? 422 : null);
        for (var i = 0; i < 3; i++) await feed.WriteAsync(bad);

        for (var i = 0; i < FeedPatience.RefusalsBeforeParking - 1; i++)
        {
            await copy.Pump.RunOnceAsync();
            feed.Clock.Advance(FeedPatience.LongestWait);
        }
        (await feed.CursorAsync(bad, "care")).ParkedAt.ShouldBeNull();
        await copy.Pump.RunOnceAsync();
        feed.Clock.Advance(TimeSpan.FromDays(2));
        var requests = receiver.Requests;
        await feed.WriteAsync(good);
        await copy.Pump.RunOnceAsync();

        var cursor = await feed.CursorAsync(bad, "care");
        cursor.ParkedAt.ShouldNotBeNull();
        (cursor.LastError, cursor.NextNumber).ShouldBe(("422", 2));
        receiver.Requests.ShouldBe(requests + 1);
        receiver.Kept().ShouldBe(["BAD: 1", "GOOD: 1"]);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Deliver_ToADeadReceiver_StopsNoOther(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        var dead = await Receiver.StartAsync();
        var settings = Webhook(dead, "dead");
        // Before the other ends: its port may be given out again at once.
        await using var receiver = await Receiver.StartAsync();
        await dead.DisposeAsync();
        await using var copy = feed.Copy([.. settings, .. Webhook(receiver, "alive")]);
        for (var i = 0; i < 20; i++) await feed.WriteAsync(await feed.FamilyAsync());

        await copy.Pump.RunOnceAsync();

        receiver.Accepted.Count.ShouldBe(20);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Deliver_ByTwoCopiesAtOnce_SharesTheWorkWithoutRepeats(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = async (_, _) =>
        {
            await Task.Delay(5);
            return null;
        };
        await using var first = feed.Copy(Webhook(receiver));
        await using var second = feed.Copy(Webhook(receiver));
        for (var f = 0; f < 6; f++)
        {
            var family = await feed.FamilyAsync(recordRef: $"F{f}");
            for (var i = 0; i < 5; i++) await feed.WriteAsync(family);
        }

        await Task.WhenAll(Task.Run(() => first.Pump.RunOnceAsync()), Task.Run(() => second.Pump.RunOnceAsync()));

        receiver.Accepted.Count.ShouldBe(30);
        receiver.Kept().ShouldBe(Enumerable.Range(0, 6).Select(f => $"F{f}: 1 2 3 4 5"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Deliver_WhenTheReceiverHangs_TriesAgain(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        await using var receiver = await Receiver.StartAsync();
        var hangs = 1;
        receiver.Answer = async (http, _) =>
        {
            if (Interlocked.Exchange(ref hangs, 0) == 1) await Task.Delay(Timeout.Infinite, http.RequestAborted);
            return null;
        };
        await using var copy = feed.Copy([.. Webhook(receiver), ("care", "TimeoutSeconds", "1")]);
        var family = await feed.FamilyAsync(recordRef: "A");
        for (var i = 0; i < 2; i++) await feed.WriteAsync(family);

        await copy.Pump.RunOnceAsync();

        receiver.Kept().ShouldBe(["A: 1 2"]);
    }

    /// <summary>At least once, in order per family, whatever the line does, with two copies and one that stops in the middle.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task Deliver_OverABadLine_LosesNothingAndKeepsEachFamilysOrder(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        await using var receiver = await Receiver.StartAsync();
        var random = new Random(20260302);
        var calm = false;
        receiver.Answer = async (http, one) =>
        {
            int dice;
            lock (random) dice = calm ? 9 : random.Next(10);
            await Task.Delay(dice);
            if (dice == 1) receiver.Accepted.Enqueue(one);
            if (dice <= 1) http.Abort();
            return dice switch { 2 => 500, 3 => 503, 4 => 429, _ => null };
        };
        var families = new List<Guid>();
        for (var i = 0; i < 5; i++) families.Add(await feed.FamilyAsync(recordRef: $"F{i}"));
        var (first, second) = (feed.Copy(Webhook(receiver)), feed.Copy(Webhook(receiver)));
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 8; i++)
                foreach (var family in families) await feed.WriteAsync(family);
        });

        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        var stopped = Task.Run(async () =>
        {
            while (true)
            {
                await first.Pump.RunOnceAsync(stop.Token);
                feed.Clock.Advance(TimeSpan.FromSeconds(1));
            }
        });
        while (!stop.IsCancellationRequested)
        {
            await second.Pump.RunOnceAsync();
            feed.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await writing;
        await Should.ThrowAsync<OperationCanceledException>(stopped);
        await first.DisposeAsync();
        calm = true;
        for (var i = 0; i < 3; i++)
        {
            // Past every wait, and past a lease that the stopped copy may have left.
            feed.Clock.Advance(FeedWork.Lease);
            await second.Pump.RunOnceAsync();
        }

        receiver.Kept().ShouldBe(Enumerable.Range(0, 5).Select(f => $"F{f}: 1 2 3 4 5 6 7 8"));
        await second.DisposeAsync();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Run_WhenRung_DeliversWithoutWaitingForThePoll_AndStopsCleanly(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        await using var receiver = await Receiver.StartAsync();
        await using var copy = feed.Copy(Webhook(receiver));
        var family = await feed.FamilyAsync();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var arrived = new TaskCompletionSource();
        receiver.Answer = (_, _) =>
        {
            arrived.TrySetResult();
            return Task.FromResult<int?>(null);
        };
        var running = copy.Pump.RunAsync(stop.Token);

        await feed.WriteAsync(family);
        copy.Signal.Ring();
        await arrived.Task.WaitAsync(stop.Token);
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(running);
    }
}
