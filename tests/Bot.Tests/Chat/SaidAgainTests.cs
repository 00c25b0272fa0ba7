using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses;
using Shouldly;
using Xunit;

namespace FamilyPortal.Bot.Tests.Chat;

/// <summary>The same key with the same words is said once; with other words it is something new. Danger is heard before all of that.</summary>
public sealed class SaidAgainTests
{
    private const string Kerensa = "+447700900100";
    private const string Tess = "tess.hocking@example.org";
    private const string Danger = "He is here with a knife and he is hitting me";
    private static readonly string[] Penhale = ["cornwall-a-sober-grown-up"];

    [Theory, MemberData(nameof(ChatSite.Providers), MemberType = typeof(ChatSite))]
    public async Task OtherWordsUnderTheSameKey_AreSaidAndHeard(string provider)
    {
        await using var site = await ChatSite.StartAsync(Penhale, provider);
        var talk = await site.TalkAsync(Kerensa);
        await talk.SaysAsync("hello there", clientId: "k");
        talk.Replies.ShouldNotBeEmpty();

        await talk.SaysAsync(Danger, clientId: "k");

        Kind(talk.Replies[0]).ShouldBe("danger");
        (await site.AlertsAsync(await site.WorkerAsync(Tess))).ShouldHaveSingleItem().Words.ShouldBe(Danger);
        (await OwnAsync(site, talk)).ShouldBe(["hello there", Danger]);
    }

    [Theory, MemberData(nameof(ChatSite.Providers), MemberType = typeof(ChatSite))]
    public async Task TheSameWordsUnderTheSameKey_AreSaidOnce_UnlessOtherWordsCameBetween(string provider)
    {
        await using var site = await ChatSite.StartAsync(Penhale, provider);
        var talk = await site.TalkAsync(Kerensa);
        foreach (var words in (string[])["yes", "yes", "no", "no", "yes", "yes"]) await talk.SaysAsync(words, clientId: "k");
        (await OwnAsync(site, talk)).ShouldBe(["yes", "no", "yes"]);
    }

    [Fact]
    public async Task ALongKey_CountsToo()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        foreach (var key in (string[])[new('k', 500), new('k', 500), new string('k', 499) + "x"]) await talk.SaysAsync("hello there", clientId: key);
        (await OwnAsync(site, talk)).Count.ShouldBe(2);
    }

    /// <summary>The Portal hears words when the helper does not answer; sent again once it does, they are stored once.</summary>
    [Theory, MemberData(nameof(ChatSite.Providers), MemberType = typeof(ChatSite))]
    public async Task WordsThatThePortalHeardUnderTheSameKey_AreStoredOnce(string provider)
    {
        await using var site = await ChatSite.StartAsync(Penhale, provider);
        var talk = await site.TalkAsync(Kerensa);
        var viewer = (await site.Get<ViewerDirectory>().ByMembershipAsync(await site.ClaimAsync(Kerensa)))!;
        await site.Get<FamilyAnswers>().HearChatMessageAsync(viewer, new() { FormKey = "k", Words = Danger });

        await talk.SaysAsync(Danger, clientId: "k");

        Kind(talk.Replies[0]).ShouldBe("danger");
        var worker = await site.WorkerAsync(Tess);
        (await site.AlertsAsync(worker)).Count.ShouldBe(1);
        (await site.AnswersAsync(worker)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Danger_IsHeardHoweverMuchWasSaidBefore()
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        for (var n = 0; n < 45; n++) await talk.PostAsync(new { type = "typing" });
        (await talk.PostAsync(new { type = "message", text = "hello" })).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);

        await talk.SaysAsync(Danger);

        Kind(talk.Replies[0]).ShouldBe("danger");
        (await site.AlertsAsync(await site.WorkerAsync(Tess))).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0, 40_000)]
    [InlineData(40_000, 0)]
    [InlineData(30_000, 20_000)]
    public async Task Danger_IsHeardInWordsTooLongForTheHelper(int before, int after)
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        await talk.SaysAsync($"{Filler(before)} {Danger}. {Filler(after)}");

        Kind(talk.Replies[0]).ShouldBe("danger");
        var words = (await site.AlertsAsync(await site.WorkerAsync(Tess))).ShouldHaveSingleItem().Words!;
        words.ShouldContain(Danger);
        words.Length.ShouldBeLessThanOrEqualTo(AnswerLimits.Words);
        words.ShouldContain("[…]");
    }

    private static string Filler(int length) => string.Concat(Enumerable.Repeat("The week went well. ", (length / 20) + 1))[..length];

    private static string? Kind(JsonElement activity) => activity.GetProperty("channelData").GetProperty("kind").GetString();

    private static async Task<IReadOnlyList<string>> OwnAsync(ChatSite site, ChatTalk talk)
    {
        var set = await (await site.SendAsync(HttpMethod.Get, $"conversations/{talk.Id}/activities", talk.Token)).Content.ReadFromJsonAsync<JsonElement>();
        return [.. set.GetProperty("activities").EnumerateArray().Where(a => a.GetProperty("from").GetProperty("role").GetString() == "user").Select(ChatTalk.Text)];
    }
}
