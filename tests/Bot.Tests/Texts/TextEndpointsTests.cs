using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace FamilyPortal.Bot.Tests.Texts;

public sealed class TextEndpointsTests
{
    private const string Kelly = "+447700900161";
    private static readonly string[] HardEvenings = ["knowsley-hard-evenings"];

    [Fact]
    public async Task Events_WithTheHandshake_GivesTheCodeBack()
    {
        await using var bot = await TestBot.StartAsync();
        var answer = await bot.Http.PostAsJsonAsync($"/api/texts/events?key={TestBot.InboundKey}", new[]
        {
            new { id = "1", eventType = "Microsoft.EventGrid.SubscriptionValidationEvent", data = new { validationCode = "512d38b6-c7b8-40c8-89fe-f46f9e9622b6" } },
        });
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("validationResponse").GetString().ShouldBe("512d38b6-c7b8-40c8-89fe-f46f9e9622b6");
    }

    [Theory]
    [InlineData("/api/texts/events", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/texts/events?key=", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/texts/events?key=another-key-0123456789abcdef", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/texts/events?key=" + TestBot.InboundKey, null, null, HttpStatusCode.OK)]
    [InlineData("/api/texts/events", "x-inbound-key", TestBot.InboundKey, HttpStatusCode.OK)]
    [InlineData("/api/texts/notify", "Authorization", "Bearer another-key-0123456789abcdef", HttpStatusCode.Unauthorized)]
    [InlineData("/api/texts/notify", null, null, HttpStatusCode.Unauthorized)]
    public async Task Inbound_OutsideTheDemo_TakesOnlyWhatShowsTheKey(string path, string? header, string? value, HttpStatusCode expected)
    {
        await using var bot = await TestBot.StartAsync(settings: [("Demo:Enabled", "false"), ("Texts:Gateway", "none")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("[]", Encoding.UTF8, "application/json") };
        if (header is not null) request.Headers.TryAddWithoutValidation(header, value);
        (await bot.Http.SendAsync(request)).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Inbound_WithoutAKeyInTheSettings_TakesNothing()
    {
        await using var bot = await TestBot.StartAsync(settings: [("Demo:Enabled", "false"), ("Texts:Gateway", "none"), ("Texts:InboundKey", "")]);
        (await bot.Http.PostAsJsonAsync("/api/texts/events?key=", Array.Empty<object>())).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await bot.Http.PostAsJsonAsync("/api/texts/events?key=x", Array.Empty<object>())).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Build_WithAKeyThatCouldBeGuessed_Stops() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => TestBot.StartAsync(settings: ("Texts:InboundKey", "short")))).Message.ShouldStartWith("Texts:InboundKey must have");

    [Fact]
    public async Task Events_WithAReply_ThanksOnce_HoweverOftenTheEventComes()
    {
        await using var bot = await TestBot.StartAsync(HardEvenings);
        for (var n = 0; n < 3; n++) (await SendAsync(bot, "e1", Kelly, "6")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await UntilAsync(bot, Kelly, t => t.Contains("Thanks, got it."));
        await SendAsync(bot, "e2", Kelly, "STOP");
        var texts = await UntilAsync(bot, Kelly, t => t.Any(x => x.StartsWith("OK. No more texts.")));
        texts.Count(t => t == "Thanks, got it.").ShouldBe(1);
    }

    [Fact]
    public async Task Events_WithDanger_AnswersTheNumbersAndNothingElse()
    {
        await using var bot = await TestBot.StartAsync(HardEvenings);
        await SendAsync(bot, "e1", Kelly, "hes hitting me right now");
        (await UntilAsync(bot, Kelly, t => t.Any(x => x.StartsWith("999")))).ShouldNotContain("Thanks, got it.");
    }

    [Fact]
    public async Task Notify_WithAReply_TakesItByItsBearerToken()
    {
        await using var bot = await TestBot.StartAsync(HardEvenings);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/texts/notify")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", TestBot.InboundKey) },
            Content = JsonContent.Create(new { id = "n1", source_number = Kelly[1..], destination_number = "07700900999", message = "Stop", date_received = "2026-11-25T12:00:00Z" }),
        };
        (await bot.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await UntilAsync(bot, Kelly, t => t.Any(x => x.StartsWith("OK. No more texts.")))).ShouldNotContain("Thanks, got it.");
    }

    [Theory]
    [InlineData("/api/texts/events", "{")]
    [InlineData("/api/texts/events", "{}")]
    [InlineData("/api/texts/notify", "[]")]
    [InlineData("/api/texts/notify", "{}")]
    public async Task Inbound_WithSomethingElse_IsABadRequest(string path, string body)
    {
        await using var bot = await TestBot.StartAsync();
        (await bot.Http.PostAsync($"{path}?key={TestBot.InboundKey}", new StringContent(body))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("""[1,null,"x",[],{}]""")]
    [InlineData("""[{"id":7,"eventType":"Microsoft.Communication.SMSReceived","data":{"from":"+447700900161"}}]""")]
    [InlineData("""[{"id":"7","eventType":"Microsoft.Communication.SMSReceived","data":"none"}]""")]
    [InlineData("""[{"id":"7","eventType":"Microsoft.Storage.BlobCreated","data":{}}]""")]
    public async Task Events_OfAFormWeDoNotKnow_AreLetPass(string body)
    {
        await using var bot = await TestBot.StartAsync();
        (await bot.Http.PostAsync($"/api/texts/events?key={TestBot.InboundKey}", new StringContent(body))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nudges_GoToThoseWhoAgreed_AndNeverToAPhoneThatIsNotSafe()
    {
        await using var bot = await TestBot.StartAsync(["knowsley-hard-evenings", "cumberland-pages-of-their-own"]);
        var nudge = (await UntilAsync(bot, Kelly, t => t.Count > 0)).ShouldHaveSingleItem();
        nudge.ShouldBe("There is something new to look at: http://localhost:5100/n Reply STOP for no more texts.");
        await UntilAsync(bot, "+447700900121", t => t.Count > 0); // Craig, of the family in which Hannah's phone is not safe
        (await TextsAsync(bot, "+447700900120")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Logs_HoldNoNumberNameOrWord_WhateverHappens()
    {
        await using var bot = await TestBot.StartAsync(HardEvenings, ("Duty:Default:Webhook", "http://127.0.0.1:9/closed"), ("Duty:Default:Secret", "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"));
        await SendAsync(bot, "e1", Kelly, "hes hitting me right now zebra");
        await SendAsync(bot, "e2", Kelly, "6 because of the zebra");
        await SendAsync(bot, "e3", "+447700900888", "zebra");
        await bot.Http.PostAsync("/api/texts/events?key=wrong-key-zebra-0123456789", new StringContent("zebra"));
        await UntilAsync(bot, Kelly, t => t.Any(x => x.StartsWith("999")) && t.Contains("Thanks, got it."));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!bot.Log.Any(l => l.Contains("duty notice"))) await Task.Delay(100, patience.Token);
        foreach (var word in (string[])["zebra", "900161", "900888", "Kelly", "Doyle", TestBot.InboundKey, "eh27"])
            bot.Log.Where(l => l.Contains(word, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(word);
    }

    [Fact]
    public async Task DevTexts_OutsideTheDemo_DoesNotExist()
    {
        await using var bot = await TestBot.StartAsync(settings: [("Demo:Enabled", "false")]);
        (await bot.Http.GetAsync("/dev/texts?to=%2B447700900161")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.OK)]
    [InlineData("Host", "rebound.example.org", HttpStatusCode.NotFound)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.NotFound)]
    [InlineData("Origin", "https://rebound.example.org", HttpStatusCode.NotFound)]
    public async Task DevTexts_AreForThisMachineAndNoOtherSite(string? header, string? value, HttpStatusCode expected)
    {
        await using var bot = await TestBot.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dev/texts?to=%2B447700900161");
        if (header is not null) request.Headers.TryAddWithoutValidation(header, value);
        (await bot.Http.SendAsync(request)).StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.OK)]
    [InlineData("Host", "rebound.example.org", HttpStatusCode.Unauthorized)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Unauthorized)]
    [InlineData("Origin", "https://rebound.example.org", HttpStatusCode.Unauthorized)]
    // No gateway says where it comes from: only a browser does.
    [InlineData("Origin", "null", HttpStatusCode.Unauthorized)]
    [InlineData("Origin", "http://localhost:5100", HttpStatusCode.Unauthorized)]
    public async Task Events_InTheDemoWithoutTheKey_AreTakenFromNoBrowser(string? header, string? value, HttpStatusCode expected)
    {
        await using var bot = await TestBot.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/texts/events") { Content = new StringContent("[]", Encoding.UTF8, "text/plain") };
        if (header is not null) request.Headers.TryAddWithoutValidation(header, value);
        (await bot.Http.SendAsync(request)).StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_IsGood(string path)
    {
        await using var bot = await TestBot.StartAsync();
        (await bot.Http.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<HttpResponseMessage> SendAsync(TestBot bot, string id, string from, string message) =>
        bot.Http.PostAsJsonAsync($"/api/texts/events?key={TestBot.InboundKey}", new[]
        {
            new { id, eventType = "Microsoft.Communication.SMSReceived", data = new { messageId = id, from, to = "+447700900999", message, receivedTimestamp = "2026-11-25T12:00:00Z" } },
        });

    private static async Task<List<string>> TextsAsync(TestBot bot, string number) =>
        [.. (await bot.Http.GetFromJsonAsync<JsonElement>($"/dev/texts?to={number}")).EnumerateArray().Select(t => t.GetProperty("body").GetString()!)];

    /// <summary>Texts go out in the background: looks until they are there.</summary>
    private static async Task<List<string>> UntilAsync(TestBot bot, string number, Func<List<string>, bool> isThere)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var texts = await TextsAsync(bot, number);
            if (isThere(texts)) return texts;
            await Task.Delay(100, patience.Token);
        }
    }
}
