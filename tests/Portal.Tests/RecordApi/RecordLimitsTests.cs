using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.RecordApi;

public class RecordLimitsTests
{
    private const string Plan = "/api/record/v1/cornwall/families/A/plan";
    private const int Most = 1_048_576;

    [Fact]
    public async Task Put_ThatAnnouncesTooMuch_IsAnsweredBeforeItArrives()
    {
        await using var host = await RecordApiHost.StartAsync();

        // The rest of the 50 MB never comes: only an answer that does not wait for it arrives in time.
        var answer = await host.SendAsWrittenAsync("PUT", Plan, "Content-Length: 52428800\r\nContent-Type: application/json\r\n", "{"u8.ToArray(), until: "too-large");

        answer.ShouldStartWith("HTTP/1.1 413");
        answer.ShouldContain("application/problem+json");
        answer.ShouldContain("/problems/too-large");
    }

    [Fact]
    public async Task Put_ThatStreamsTooMuch_IsAnsweredAtTheLimit()
    {
        await using var host = await RecordApiHost.StartAsync();
        // One chunk over the limit, and no last chunk: the body never ends.
        var chunk = Encoding.ASCII.GetBytes($"{Most + 1:x}\r\n{new string(' ', Most + 1)}\r\n");

        var answer = await host.SendAsWrittenAsync("PUT", Plan, "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n", chunk, until: "too-large");

        answer.ShouldStartWith("HTTP/1.1 413");
        answer.ShouldContain("/problems/too-large");
    }

    [Fact]
    public async Task Put_OfFarTooMuch_StillGetsTheAnswer()
    {
        await using var host = await RecordApiHost.StartAsync();
        using var client = host.Client();

        var response = await client.PutAsync(Plan, new ByteArrayContent(new byte[40 * Most]));

        await response.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task Put_OfExactlyTheLimit_IsRead()
    {
        await using var host = await RecordApiHost.StartAsync();
        using var client = host.Client();

        var response = await client.PutAsync(Plan, new ByteArrayContent(Encoding.ASCII.GetBytes("{}".PadRight(Most))));

        await response.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "not-family-plan");
        await (await client.PutAsync(Plan, new ByteArrayContent(Encoding.ASCII.GetBytes("{}".PadRight(Most + 1))))).ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task Put_OfACompressedBody_IsRefused()
    {
        await using var host = await RecordApiHost.StartAsync();
        using var client = host.Client();
        var body = new ByteArrayContent([0x1f, 0x8b, 0x08]);
        body.Headers.ContentEncoding.Add("gzip");
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        await (await client.PutAsync(Plan, body)).ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "encoded-body");
    }

    [Fact]
    public async Task Calls_OverTheRate_AreAskedToWait_ButNotOtherClients()
    {
        await using var host = await RecordApiHost.StartAsync(("RecordApi:RequestsAtOnce", "3"), ("RecordApi:RequestsPerSecond", "1"), ("RecordApi:Clients:other:Authorities:0", "cornwall"));
        using var client = host.Client();
        using var other = host.Client(host.Identity.Token(client: "other"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => client.GetAsync("/api/record/v1/cornwall/responses")));

        var slowed = answers.Where(a => a.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        slowed.Count.ShouldBeInRange(1, 9);
        slowed[0].Headers.RetryAfter?.Delta.ShouldNotBeNull();
        await slowed[0].ShouldBeProblemAsync(HttpStatusCode.TooManyRequests, "slow-down");
        (await other.GetAsync("/api/record/v1/cornwall/responses")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
