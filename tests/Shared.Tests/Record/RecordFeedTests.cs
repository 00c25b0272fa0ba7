using System.Text.Json;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Tests.Storage;
using FsCheck.Fluent;
using FsCheck;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Record;

public class RecordFeedTests
{
    private static readonly RecordClient Client = new("care-system", ["cornwall", "knowsley"]);

    public static TheoryData<string> Databases => TestStore.Providers;

    [Theory, MemberData(nameof(Databases))]
    public async Task ReadFamily_RightAfterAnAnswer_HasItAsACloudEvent(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        var family = await feed.FamilyAsync(recordRef: "ECL/2025/06 11");
        await feed.WriteAsync(family);
        var id = await feed.WriteAsync(family, data: "{\n \"score\": 7,\n \"words\": \"caf\u00e9 \u2028 <b>\" }");

        var page = (await feed.Feed.ReadFamilyAsync(Client, "cornwall", "ECL/2025/06 11", null, 10)).Page.ShouldNotBeNull();

        page.Items.Count.ShouldBe(2);
        page.More.ShouldBeFalse();
        var text = System.Text.Encoding.UTF8.GetString(page.Items[1].Span);
        text.ShouldNotContain("\n");
        var json = JsonDocument.Parse(text).RootElement;
        json.GetProperty("specversion").GetString().ShouldBe("1.0");
        json.GetProperty("id").GetString().ShouldBe(id.ToString());
        json.GetProperty("source").GetString().ShouldBe("/authorities/cornwall");
        json.GetProperty("type").GetString().ShouldBe("uk.familyportal.answer.score.v1");
        json.GetProperty("subject").GetString().ShouldBe("ECL%2F2025%2F06%2011");
        json.GetProperty("time").GetDateTimeOffset().ShouldBe(feed.Clock.GetUtcNow());
        json.GetProperty("datacontenttype").GetString().ShouldBe("application/json");
        json.GetProperty("sequence").GetString().ShouldBe("2");
        json.GetProperty("sequencetype").GetString().ShouldBe("Integer");
        json.GetProperty("data").GetProperty("score").GetInt32().ShouldBe(7);
        json.GetProperty("data").GetProperty("words").GetString().ShouldBe("caf\u00e9 \u2028 <b>");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task ReadAuthority_RightAfterAnAnswer_HasItAndNobodyElses(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        await feed.WriteAsync(await feed.FamilyAsync("knowsley"));
        var id = await feed.WriteAsync(await feed.FamilyAsync("cornwall"));

        var page = (await feed.Feed.ReadAuthorityAsync(Client, "cornwall", null, 10)).Page.ShouldNotBeNull();

        Ids(page).ShouldBe([id]);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Read_ByPages_GivesEachOnceInOrder_AndTheSameAgain(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        var family = await feed.FamilyAsync(recordRef: "A-1");
        var written = new List<Guid>();
        for (var i = 0; i < 7; i++) written.Add(await feed.WriteAsync(family));

        var seen = new List<Guid>();
        string? after = null;
        FeedPage page;
        do
        {
            page = (await feed.Feed.ReadFamilyAsync(Client, "cornwall", "A-1", after, 3)).Page.ShouldNotBeNull();
            var again = (await feed.Feed.ReadFamilyAsync(Client, "cornwall", "A-1", after, 3)).Page.ShouldNotBeNull();
            (again.Next, again.More).ShouldBe((page.Next, page.More));
            Ids(again).ShouldBe(Ids(page));
            seen.AddRange(Ids(page));
            after = page.Next;
        }
        while (page.More);

        seen.ShouldBe(written);
        var empty = (await feed.Feed.ReadFamilyAsync(Client, "cornwall", "A-1", after, 3)).Page.ShouldNotBeNull();
        (empty.Items.Count, empty.Next, empty.More).ShouldBe((0, after, false));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Read_OfAnotherAuthority_IsRefusedAlikeWhetherTheFamilyExistsOrNot(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        await feed.FamilyAsync("westmorland", "W-1");

        (await feed.Feed.ReadFamilyAsync(Client, "westmorland", "W-1", null, 10)).Refusal.ShouldBe(RecordRefusal.WrongAuthority);
        (await feed.Feed.ReadFamilyAsync(Client, "westmorland", "W-2", null, 10)).Refusal.ShouldBe(RecordRefusal.WrongAuthority);
        (await feed.Feed.ReadAuthorityAsync(Client, "westmorland", null, 10)).Refusal.ShouldBe(RecordRefusal.WrongAuthority);
        (await feed.Feed.ReadFamilyAsync(Client, "cornwall", "W-1", null, 10)).Refusal.ShouldBe(RecordRefusal.UnknownFamily);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Read_WithACursorThatWasNeverGiven_IsRefused(string database)
    {
        await using var feed = await FeedStore.CreateAsync(database);
        var (mine, other) = (await feed.FamilyAsync(recordRef: "A-1"), await feed.FamilyAsync(recordRef: "A-2"));
        var elsewhere = await feed.FamilyAsync("knowsley");
        await feed.WriteAsync(mine);
        await feed.WriteAsync(other);
        await feed.WriteAsync(elsewhere);

        foreach (var cursor in new[] { "1", "-1", "abc", new string('A', 33), new FeedPlace(mine, 2).Write(), new FeedPlace(mine, 0).Write(), new FeedPlace(other, 1).Write(), new FeedPlace(elsewhere, 1).Write() })
            (await feed.Feed.ReadFamilyAsync(Client, "cornwall", "A-1", cursor, 10)).Refusal.ShouldBe(RecordRefusal.BadCursor, cursor);
        foreach (var cursor in new[] { "1", new FeedPlace(mine, 2).Write(), new FeedPlace(elsewhere, 1).Write() })
            (await feed.Feed.ReadAuthorityAsync(Client, "cornwall", cursor, 10)).Refusal.ShouldBe(RecordRefusal.BadCursor, cursor);
        (await feed.Feed.ReadAuthorityAsync(Client, "cornwall", new FeedPlace(other, 1).Write(), 10)).Refusal.ShouldBeNull();
        foreach (var limit in new[] { 0, -5, 1001 })
            (await feed.Feed.ReadAuthorityAsync(Client, "cornwall", null, limit)).Refusal.ShouldBe(RecordRefusal.BadLimit);
    }

    /// <summary>The promise of the pull API: whoever pages while others write and sequence misses nothing and sees nothing twice.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task ReadAuthority_WhileManyWrite_NeverSkips(string database)
    {
        var shapes = Gen.Sample(Gen.Choose(1, 6).Two(), 3).ToList();
        foreach (var (families, limit) in shapes)
        {
            await using var feed = await FeedStore.CreateAsync(database);
            var ids = new List<Guid>();
            for (var i = 0; i < families; i++) ids.Add(await feed.FamilyAsync());
            var random = new Random(families * 31 + limit);
            var pauses = ids.Select(_ => Enumerable.Range(0, 12).Select(_ => random.Next(4)).ToArray()).ToList();
            var written = Task.WhenAll(ids.Select((f, n) => Task.Run(async () =>
            {
                // Commits come in another order than the entries were made: the later the entry, the sooner it may be visible.
                foreach (var pause in pauses[n]) await feed.WriteAsync(f, beforeCommit: () => Task.Delay(pause));
            })));

            var readers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => ReadAllAsync(feed, limit, written))));

            foreach (var seen in readers)
            {
                seen.Count.ShouldBe(families * 12);
                seen.Distinct().Count().ShouldBe(families * 12);
                seen.GroupBy(s => s.Subject).ShouldAllBe(g => g.Select(s => s.Number).SequenceEqual(Enumerable.Range(1, 12)));
            }
            readers[0].ShouldBe(readers[1]);
        }
    }

    private static async Task<List<(string Subject, int Number)>> ReadAllAsync(FeedStore feed, int limit, Task written)
    {
        var seen = new List<(string, int)>();
        string? after = null;
        while (true)
        {
            var last = written.IsCompleted;
            var page = (await feed.Feed.ReadAuthorityAsync(Client, "cornwall", after, limit)).Page.ShouldNotBeNull();
            seen.AddRange(page.Items.Select(i => JsonDocument.Parse(i).RootElement).Select(e => (e.GetProperty("subject").GetString()!, int.Parse(e.GetProperty("sequence").GetString()!))));
            after = page.Next;
            if (last && page.Items.Count == 0) return seen;
        }
    }

    private static IEnumerable<Guid> Ids(FeedPage page) => page.Items.Select(i => JsonDocument.Parse(i).RootElement.GetProperty("id").GetGuid());
}
