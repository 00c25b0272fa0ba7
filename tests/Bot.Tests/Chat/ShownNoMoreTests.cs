using System.Text.Json;
using System.Text.Json.Nodes;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Record;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Bot.Tests.Chat;

/// <summary>
/// Promise 1 over time: what the helper told is shown only while its reader may see what it was made from. Random plans, in which
/// audiences shrink, people are kept apart and items are taken back after everybody has asked everything.
/// </summary>
public sealed class ShownNoMoreTests
{
    private const string Gone = "I do not show this any more.";

    private static readonly string[] Said =
    [
        "When is my next meeting?", "What are my next steps?", "What are my goals?", "Who helps us?", "Who is my worker?",
        "Give my number", "1", "4", "yes", "What were my numbers?", "Say yes to my job", "1", "no",
    ];

    private enum Change { Audience, KeepApart, TakeBack }

    [Theory, MemberData(nameof(ChatSite.Providers), MemberType = typeof(ChatSite))]
    public async Task RandomPlan_WhatIsHiddenLater_IsShownNoMore(string provider)
    {
        await using var site = await ChatSite.StartAsync(provider: provider);
        var (still, gone, number, plans) = (0, 0, 0, 0);
        foreach (var change in Enum.GetValues<Change>())
        {
            foreach (var seed in ChatSite.Seeds(provider, 41, 4))
            {
                plans++;
                var plan = new RandomPlan((100 * (int)change) + seed, new DateOnly(2026, 11, 25));
                foreach (var person in plan.Family) person["phone"] = $"+447700900{number++:000}";
                await site.LoadAsync(plan.Bytes);
                var talks = new List<(string Person, ChatTalk Talk, string Before)>();
                foreach (var person in plan.Family)
                {
                    var talk = await site.TalkAsync(person["phone"]!.GetValue<string>());
                    foreach (var said in Said) await talk.SaysAsync(said);
                    talks.Add((RandomPlan.Id(person), talk, await HelperAsync(site, talk)));
                }

                var (hiddenFrom, taken) = await ApplyAsync(site, plan, change, new Random(seed));

                foreach (var (person, talk, before) in talks)
                {
                    var now = await HelperAsync(site, talk);
                    var hidden = hiddenFrom(person).SelectMany(RandomPlan.Markers).Where(before.Contains).ToList();
                    hidden.ShouldAllBe(marker => !now.Contains(marker), $"{change} of seed {seed}: {person}");
                    if (hidden.Count > 0) now.ShouldContain(Gone);
                    if (hidden.Count == 0 && change != Change.KeepApart) now.ShouldBe(before, $"{change} of seed {seed}: {person} sees what they saw");
                    gone += hidden.Count;
                    still += plan.Items.SelectMany(i => RandomPlan.Markers(i.Item)).Count(now.Contains);
                }
                var stored = await site.StoredAsync([.. talks.Select(t => t.Talk.Id)]);
                stored.ShouldContain("replyToId");
                taken.SelectMany(RandomPlan.Markers).ShouldAllBe(marker => !stored.Contains(marker), $"taken back in seed {seed}");
            }
        }
        (still, gone).ShouldSatisfyAllConditions(() => still.ShouldBeGreaterThan(5 * plans), () => gone.ShouldBeGreaterThan(3 * plans));
    }

    [Fact]
    public async Task TakenBack_TheConversationGoesOn_AndIdsStayInside()
    {
        await using var site = await ChatSite.StartAsync(["cornwall-a-sober-grown-up"]);
        var plan = JsonNode.Parse(SamplePlans.LoadText("cornwall-a-sober-grown-up"))!;
        var talk = await site.TalkAsync("+447700900100");
        await talk.SaysAsync("What are my goals?");
        var told = talk.Said;
        var goals = plan["plan"]!["goals"]!.AsArray().Select(g => g!["id"]!.GetValue<string>()).ToArray();
        (await HelperAsync(site, talk)).ShouldSatisfyAllConditions(all => goals.ShouldAllBe(id => !all.Contains($"\"{id}\"")), all => all.ShouldNotContain("madeFrom", Case.Insensitive));

        await SafetyAsync(site, plan["authority"]!.GetValue<string>(), plan["family"]!["recordRef"]!.GetValue<string>(), new { takeBack = goals });

        var line = told.Split('\n')[1];
        (await HelperAsync(site, talk)).ShouldSatisfyAllConditions(all => all.ShouldNotContain(line), all => all.ShouldContain(Gone));
        (await site.StoredAsync(talk.Id)).ShouldNotContain(line);
        await talk.SaysAsync("What are my goals?");
        talk.Replies.Count.ShouldBe(1);
    }

    /// <summary>Makes the change; returns what it hides from whom, and what it takes back.</summary>
    private static async Task<(Func<string, IEnumerable<JsonObject>> HiddenFrom, IReadOnlyList<JsonObject> Taken)> ApplyAsync(ChatSite site, RandomPlan plan, Change change, Random random)
    {
        var none = new HashSet<(string, string)>();
        if (change == Change.TakeBack)
        {
            var taken = plan.Items.Select(i => i.Item).Where(_ => random.Next(3) == 0).ToList();
            await SafetyAsync(site, plan.Authority, plan.RecordRef, new { takeBack = taken.Select(RandomPlan.Id) });
            return (_ => taken, taken);
        }
        if (change == Change.KeepApart)
        {
            var people = plan.Family.Select(RandomPlan.Id).ToList();
            HashSet<(string, string)> apart = [(people[0], people[^1])];
            await SafetyAsync(site, plan.Authority, plan.RecordRef, new { keepApart = apart.Select(p => new[] { p.Item1, p.Item2 }) });
            return (person => plan.Items.Select(i => i.Item).Where(i => !Reach.Of(plan, i, person, apart)), []);
        }
        foreach (var (_, item) in plan.Items.Where(_ => random.Next(3) == 0).ToList())
        {
            item["audience"] = new JsonArray();
            item.Remove("seenBy");
            if (item.ContainsKey("askOf")) item["askOf"] = new JsonArray("worker");
        }
        plan.Document["plan"]!["version"] = plan.Version + 1;
        (await site.Get<PlanImport>().PutAsync(Client(plan.Authority), plan.Authority, plan.RecordRef, plan.Bytes)).Faults.ShouldBeEmpty();
        return (person => plan.Items.Select(i => i.Item).Where(i => !Reach.Of(plan, i, person, none)), []);
    }

    private static async Task SafetyAsync(ChatSite site, string authority, string recordRef, object order) =>
        (await site.Get<SafetyCall>().ApplyAsync(Client(authority), authority, recordRef, JsonSerializer.SerializeToUtf8Bytes(order))).IsAccepted.ShouldBeTrue();

    private static RecordClient Client(string authority) => new("test", [authority]);

    /// <summary>All that the helper said, as it is read now.</summary>
    private static async Task<string> HelperAsync(ChatSite site, ChatTalk talk)
    {
        var answer = await site.SendAsync(HttpMethod.Get, $"conversations/{talk.Id}/activities", talk.Token);
        using var set = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return string.Join('\n', set.RootElement.GetProperty("activities").EnumerateArray().Where(a => a.GetProperty("from").GetProperty("role").GetString() == "bot").Select(a => a.GetRawText()));
    }
}
