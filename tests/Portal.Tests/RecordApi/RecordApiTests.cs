using System.Net;
using System.Text.Json;
using FamilyPortal.Shared.Plans.Document;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.RecordApi;

public class RecordApiTests
{
    [Fact]
    public async Task Responses_ByPages_GiveEveryAnswerOnceInOrder()
    {
        await using var host = await RecordApiHost.StartAsync();
        await host.FamilyAsync("cornwall", "A/1", answers: 5);
        await host.FamilyAsync("cornwall", "B", answers: 2);
        await host.FamilyAsync("knowsley", "K", answers: 3);
        using var client = host.Client();

        (await ReadAllAsync(client, "/api/record/v1/cornwall/families/A%2F1/responses", 2)).ShouldBe(["A%2F1 1", "A%2F1 2", "A%2F1 3", "A%2F1 4", "A%2F1 5"]);
        var all = await ReadAllAsync(client, "/api/record/v1/cornwall/responses", 3);
        all.Where(a => a.StartsWith('A')).ShouldBe(["A%2F1 1", "A%2F1 2", "A%2F1 3", "A%2F1 4", "A%2F1 5"]);
        all.Where(a => a.StartsWith('B')).ShouldBe(["B 1", "B 2"]);
        all.Count.ShouldBe(7);
    }

    [Theory]
    [InlineData("after=nonsense", "bad-cursor")]
    [InlineData("limit=0", "bad-limit")]
    [InlineData("limit=1001", "bad-limit")]
    [InlineData("limit=-1", "bad-limit")]
    [InlineData("limit=ten", "bad-limit")]
    [InlineData("limit=99999999999999999999", "bad-limit")]
    public async Task Responses_AskedForWrongly_SayWhatIsWrong(string query, string code)
    {
        await using var host = await RecordApiHost.StartAsync();
        await host.FamilyAsync("cornwall", "A", answers: 1);
        using var client = host.Client();

        await (await client.GetAsync($"/api/record/v1/cornwall/responses?{query}")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, code);
        await (await client.GetAsync($"/api/record/v1/cornwall/families/A/responses?{query}")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Calls_ThatDoNotExist_AreProblemsToo()
    {
        await using var host = await RecordApiHost.StartAsync();
        using var client = host.Client();

        await (await client.GetAsync("/api/record/v1/cornwall/families/A/responses")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "unknown-family");
        await (await client.GetAsync("/api/record/v2/cornwall/responses")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "not-found");
        using var delete = await client.DeleteAsync("/api/record/v1/cornwall/families/A/plan");
        await delete.ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed, "wrong-method");
        delete.Content.Headers.Allow.ShouldBe(["PUT"]);
    }

    [Fact]
    public async Task OpenApi_DescribesTheCallsAndTheirScopes()
    {
        await using var host = await RecordApiHost.StartAsync();
        using var client = host.Client(null);

        var document = await client.JsonAsync("/openapi/v1.json");

        var calls = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(m => (Call: $"{m.Name} {p.Name}", Operation: m.Value))).ToList();
        calls.Select(c => c.Call).ShouldBe([
            "put /api/record/v1/{authority}/families/{recordRef}/plan",
            "post /api/record/v1/{authority}/families/{recordRef}/safety",
            "get /api/record/v1/{authority}/families/{recordRef}/responses",
            "get /api/record/v1/{authority}/families/{recordRef}/responses/{id}/picture",
            "get /api/record/v1/{authority}/responses"], ignoreOrder: true);
        foreach (var (call, operation) in calls)
        {
            var writes = !call.StartsWith("get");
            operation.GetProperty("security")[0].GetProperty("token")[0].GetString().ShouldBe(writes ? "record.write" : "record.read");
            operation.TryGetProperty("requestBody", out _).ShouldBe(writes);
            operation.GetProperty("parameters").EnumerateArray().Count(p => p.GetProperty("in").GetString() == "path").ShouldBe(call.Count(c => c == '{'));
        }
        document.GetProperty("components").GetProperty("securitySchemes").GetProperty("token").GetProperty("flows").GetProperty("clientCredentials").GetProperty("tokenUrl")
            .GetString().ShouldBe(host.Identity.Issuer + "connect/token");
    }

    [Fact]
    public async Task Problems_EachHaveAPage()
    {
        await using var host = await RecordApiHost.StartAsync();
        using var client = host.Client(null);
        var codes = Enum.GetValues<PlanRefusalCode>().Select(c => PlanRefusal.Of(c).CodeName)
            .Concat(["no-token", "wrong-scope", "bad-path", "not-found", "wrong-method", "encoded-body", "slow-down", "server-fault", "unknown-family", "unknown-picture", "bad-cursor", "bad-limit", "not-safety-call"]);

        foreach (var code in codes)
        {
            var page = await client.GetAsync($"/problems/{code}");
            page.StatusCode.ShouldBe(HttpStatusCode.OK, code);
            (await page.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2, code);
        }
        (await client.GetAsync("/problems/no-such")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<List<string>> ReadAllAsync(HttpClient client, string path, int limit)
    {
        var seen = new List<string>();
        var next = "";
        JsonElement page;
        do
        {
            page = await client.JsonAsync($"{path}?limit={limit}&after={next}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(e => $"{e.GetProperty("subject").GetString()} {e.GetProperty("sequence").GetString()}"));
            page.GetProperty("items").GetArrayLength().ShouldBeLessThanOrEqualTo(limit);
            next = page.GetProperty("next").GetString();
        }
        while (page.GetProperty("more").GetBoolean());
        return seen;
    }
}
