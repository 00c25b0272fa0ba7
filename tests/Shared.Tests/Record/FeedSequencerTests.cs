using FamilyPortal.Shared.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Record;

public class FeedSequencerTests
{
    public static TheoryData<string> Databases => TestStore.Providers;

    [Theory, MemberData(nameof(Databases))]
    public async Task Run_GivesPositionsWithoutGaps_AndKeepsEachFamilysOrder(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        var (one, two) = (await feed.FamilyAsync(), await feed.FamilyAsync());
        var start = feed.Clock.GetUtcNow();
        // The second entry of family one carries an earlier time: another copy's clock is behind.
        await feed.WriteAsync(one, start.AddSeconds(10));
        await feed.WriteAsync(one, start.AddSeconds(2));
        await feed.WriteAsync(two, start.AddSeconds(5));

        (await feed.Sequencer.RunAsync()).ShouldBe(3);

        await using var store = feed.Stores.Create();
        var entries = await store.RecordEntries.OrderBy(e => e.Position).ToListAsync();
        entries.Select(e => e.Position).ShouldBe([1, 2, 3]);
        entries.Where(e => e.FamilyId == one).Select(e => e.Number).ShouldBe([1, 2]);
        entries[0].FamilyId.ShouldBe(two);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Run_Again_ChangesNothing(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        var family = await feed.FamilyAsync();
        (await feed.Sequencer.RunAsync()).ShouldBe(0);
        await feed.WriteAsync(family);
        await feed.Sequencer.RunAsync();

        (await feed.Sequencer.RunAsync()).ShouldBe(1);

        await feed.WriteAsync(family);
        (await feed.Sequencer.RunAsync()).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Run_BySeveralAtOnce_GivesEachPositionOnce(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        var families = new List<Guid>();
        for (var i = 0; i < 4; i++) families.Add(await feed.FamilyAsync());
        var writing = families.Select(f => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++) await feed.WriteAsync(f);
        })).ToList();
        var written = Task.WhenAll(writing);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!written.IsCompleted) await feed.Sequencer.RunAsync();
        })));
        await written;
        (await feed.Sequencer.RunAsync()).ShouldBe(40);

        await using var store = feed.Stores.Create();
        var entries = await store.RecordEntries.OrderBy(e => e.Position).ToListAsync();
        entries.Select(e => e.Position).ShouldBe(Enumerable.Range(1, 40).Select(i => (long?)i));
        foreach (var family in families) entries.Where(e => e.FamilyId == family).Select(e => e.Number).ShouldBe(Enumerable.Range(1, 10).Select(i => (long)i));
    }
}
