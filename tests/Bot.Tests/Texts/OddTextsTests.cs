using System.Net;
using System.Text;
using System.Text.Json;
using FamilyPortal.Bot.Tests.Chat;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Responses;
using Shouldly;
using Xunit;

namespace FamilyPortal.Bot.Tests.Texts;

/// <summary>Texts as networks and gateways may bring them: broken, long, many at once. Each is heard and kept by itself.</summary>
public sealed class OddTextsTests
{
    private const string Key = "key-for-tests-0123456789abcdef";
    private const string Kerensa = "+447700900100";
    private const string Danger = "he is going to kill me tonight";

    public static TheoryData<string, string, string> Broken
    {
        get
        {
            TheoryData<string, string, string> all = [];
            foreach (var provider in ChatSite.Providers)
            {
                all.Add(provider, @"he is going to kill me tonight \ud83d", "he is going to kill me tonight �");
                all.Add(provider, @"\udc00 he is going to kill me tonight \ud83d\ude2d", "� he is going to kill me tonight 😭");
                all.Add(provider, @"he is going to kill me tonight\u0000", "he is going to kill me tonight�");
                all.Add(provider, @"he is going to kill me tonight \ufffe", "he is going to kill me tonight �");
                all.Add(provider, "he is going to kill me tonight \u00a3", "he is going to kill me tonight £");
            }
            return all;
        }
    }

    [Theory, MemberData(nameof(Broken))]
    public async Task BrokenCharacters_AreShownAsSuch_AndTheWordsAreHeard(string provider, string written, string stored)
    {
        await using var site = await StartAsync(provider);
        var worker = await site.WorkerAsync("tess.hocking@example.org");
        foreach (var path in (string[])["events", "notify"])
        {
            (await PostAsync(site, path, path == "events" ? $"[{Event("e", written)}]" : $$"""{"id":"n","source_number":"447700900100","message":"{{written}}"}""")).ShouldBe(HttpStatusCode.OK);
            // Somebody has it: the same words open another, and do not join it.
            var open = (await site.AlertsAsync(worker)).Single(a => a.AcknowledgedAt is null);
            await site.Get<FamilyPortal.Shared.Danger.Alerts>().AcknowledgeAsync(worker, open.Id);
        }
        (await site.AlertsAsync(worker)).Select(a => a.Words).ShouldBe([stored, stored]);
        (await site.AnswersAsync(worker)).Select(a => a.Words).ShouldBe([stored, stored]);
    }

    [Theory, MemberData(nameof(ChatSite.Providers), MemberType = typeof(ChatSite))]
    public async Task BytesThatAreNoUtf8_AreShownAsSuch(string provider)
    {
        await using var site = await StartAsync(provider);
        byte[] body = [.. "["u8, .. Encoding.Latin1.GetBytes(Event("e", Danger + " \u00e9")), .. "]"u8];
        (await PostAsync(site, "events", body)).ShouldBe(HttpStatusCode.OK);
        (await AnswersAsync(site)).ShouldHaveSingleItem().Words.ShouldBe(Danger + " �");
    }

    [Theory, MemberData(nameof(ChatSite.Providers), MemberType = typeof(ChatSite))]
    public async Task ABatch_IsHandledEventByEvent(string provider)
    {
        await using var site = await StartAsync(provider);
        var batch = $"[{Event("1", "fine\\ud83d")},7,{Event("2", Danger)},{Event("\\u0000\\ud83d", "three")},{Event("4", "four", from: "\\ud83d")},{Event(new string('5', 400), "five")}]";
        for (var n = 0; n < 2; n++) (await PostAsync(site, "events", batch)).ShouldBe(HttpStatusCode.OK);
        (await AnswersAsync(site)).Select(a => a.Words).ShouldBe(["fine�", Danger, "three", "five"], ignoreOrder: true);
        (await site.AlertsAsync(await site.WorkerAsync("tess.hocking@example.org"))).Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(ChatSite.Providers), MemberType = typeof(ChatSite))]
    public async Task ALongText_IsKeptWholeInParts_OnceAndHeardOnce(string provider)
    {
        await using var site = await StartAsync(provider);
        var words = string.Join(' ', Enumerable.Range(0, 1600).Select(n => $"word{n}")) + " " + Danger;
        words.Length.ShouldBeGreaterThan(2 * AnswerLimits.Words);
        for (var n = 0; n < 2; n++) (await PostAsync(site, "events", $"[{Event("e", words)}]")).ShouldBe(HttpStatusCode.OK);

        var parts = (await AnswersAsync(site)).Select(a => a.Words!).OrderBy(part => words.IndexOf(part, StringComparison.Ordinal)).ToList();
        parts.ShouldAllBe(part => part.Length <= AnswerLimits.Words);
        string.Join(' ', parts).ShouldBe(words);
        (await site.AlertsAsync(await site.WorkerAsync("tess.hocking@example.org"))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task AnEventWithoutAnId_IsKeptOnce()
    {
        await using var site = await StartAsync("Sqlite");
        var text = $$$"""[{"eventType":"Microsoft.Communication.SMSReceived","data":{"from":"{{{Kerensa}}}","message":"six","receivedTimestamp":"2026-11-25T12:00:00Z"}}]""";
        for (var n = 0; n < 2; n++) (await PostAsync(site, "events", text)).ShouldBe(HttpStatusCode.OK);
        (await AnswersAsync(site)).ShouldHaveSingleItem().Words.ShouldBe("six");
    }

    private static Task<ChatSite> StartAsync(string provider) =>
        ChatSite.StartAsync(["cornwall-a-sober-grown-up"], provider, settings: ("Texts:InboundKey", Key));

    private static async Task<IReadOnlyList<DeskAnswer>> AnswersAsync(ChatSite site) => await site.AnswersAsync(await site.WorkerAsync("tess.hocking@example.org"));

    /// <param name="message">As it stands in JSON.</param>
    private static string Event(string id, string message, string from = Kerensa) =>
        $$$"""{"id":"{{{id}}}","eventType":"Microsoft.Communication.SMSReceived","data":{"from":"{{{from}}}","message":"{{{message}}}"}}""";

    private static Task<HttpStatusCode> PostAsync(ChatSite site, string path, string body) => PostAsync(site, path, Encoding.UTF8.GetBytes(body));

    private static async Task<HttpStatusCode> PostAsync(ChatSite site, string path, byte[] body)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        return (await site.Http.PostAsync($"/api/texts/{path}?key={Key}", content)).StatusCode;
    }
}
