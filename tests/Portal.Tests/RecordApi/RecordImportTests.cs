using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.RecordApi;

/// <summary>Plans and safety calls over HTTP. What storing them means is tested where it is done, in Shared.</summary>
public class RecordImportTests
{
    /// <summary>Besides those that the host's client has anyway.</summary>
    private static readonly (string, string)[] AllAuthorities = [.. new[] { "cumberland", "westmorland-furness", "cheshire-east" }
        .Select((a, i) => ($"RecordApi:Clients:care-system:Authorities:{i + 2}", a))];

    [Fact]
    public async Task Put_OfEverySample_IsStored_AndTheSameAgainChangesNothing()
    {
        await using var host = await RecordApiHost.StartAsync(AllAuthorities);
        using var client = host.Client();
        foreach (var name in SamplePlans.Names)
        {
            var first = await PutAsync(client, name, SamplePlans.Load(name));
            var again = await PutAsync(client, name, SamplePlans.Load(name));

            first.StatusCode.ShouldBe(HttpStatusCode.Created, name);
            again.StatusCode.ShouldBe(HttpStatusCode.OK, name);
            (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("unchanged").GetBoolean().ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Put_OfEveryBadDocument_IsRefusedAsItsListSays_WithoutRepeatingItsWords()
    {
        await using var host = await RecordApiHost.StartAsync(AllAuthorities);
        using var client = host.Client();
        foreach (var bad in SamplePlans.Bad)
        {
            await PutAsync(client, bad.SentAfter, SamplePlans.Load(bad.SentAfter));

            var response = await PutAsync(client, bad.SentAfter, bad.Load());

            var problem = await response.ShouldBeProblemAsync((HttpStatusCode)bad.Status, bad.Code);
            foreach (var words in WordsOf(bad.Load())) problem.ToString().ShouldNotContain(words);
            if (bad.Pointers.Length == 0) continue;
            var errors = problem.GetProperty("errors").EnumerateArray().ToList();
            errors.ShouldContain(e => bad.IsAt(e.GetProperty("pointer").GetString()!) && (bad.Rule == null || e.GetProperty("rule").GetString() == bad.Rule), bad.Name);
            errors.ShouldAllBe(e => e.GetProperty("detail").GetString()!.Length > 0);
            if (bad.Rule is null) errors.ShouldAllBe(e => !e.EnumerateObject().Any(m => m.Name == "rule"));
        }
    }

    [Fact]
    public async Task Put_WherePathAndBodyDisagree_IsRefused()
    {
        await using var host = await RecordApiHost.StartAsync(AllAuthorities);
        using var client = host.Client();
        var plan = SamplePlans.Load("knowsley-hard-evenings");

        await (await client.PutAsync("/api/record/v1/knowsley/families/another/plan", new ByteArrayContent(plan))).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "wrong-family");
        var reference = JsonNode.Parse(plan)!["family"]!["recordRef"]!.GetValue<string>();
        await (await client.PutAsync($"/api/record/v1/cornwall/families/{reference}/plan", new ByteArrayContent(plan))).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "wrong-family");
    }

    [Theory]
    [InlineData("""{"revoke":["somebody"]}""", 200, null)]
    [InlineData("""{"revoke":null}""", 422, "not-safety-call")]
    [InlineData("""{"revoke":[null]}""", 422, "not-safety-call")]
    [InlineData("""{"keepApart":[["a"],null]}""", 422, "not-safety-call")]
    [InlineData("""{"withdrawNumber":[7]}""", 422, "not-safety-call")]
    [InlineData("""{"banish":["somebody"]}""", 422, "not-safety-call")]
    [InlineData("null", 422, "not-safety-call")]
    [InlineData("[]", 422, "not-safety-call")]
    [InlineData("", 400, "not-json")]
    [InlineData("""{"revoke":["a"],"revoke":["b"]}""", 400, "not-json")]
    public async Task Safety_IsAppliedOrRefusedForItsOwnFaultsOnly(string body, int status, string? code)
    {
        await using var host = await RecordApiHost.StartAsync(AllAuthorities);
        using var client = host.Client();
        await PutAsync(client, "westmorland-furness-drums-and-sleep", SamplePlans.Load("westmorland-furness-drums-and-sleep"));
        var path = PathOf("westmorland-furness-drums-and-sleep", "safety");

        var response = await client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));

        if (code is null) ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
        else await response.ShouldBeProblemAsync((HttpStatusCode)status, code);
    }

    [Fact]
    public async Task Safety_ForAFamilyThatIsNotHere_SaysSo()
    {
        await using var host = await RecordApiHost.StartAsync();
        using var client = host.Client();

        await (await client.PostAsync("/api/record/v1/cornwall/families/nobody/safety", new StringContent("""{"revoke":["a"]}"""))).ShouldBeProblemAsync(HttpStatusCode.NotFound, "unknown-family");
    }

    /// <summary>Every longer text of a document; none of one that is no JSON.</summary>
    private static List<string> WordsOf(byte[] document)
    {
        var found = new List<string>();
        try
        {
            using var json = JsonDocument.Parse(Encoding.UTF8.GetString(document));
            Add(json.RootElement);
        }
        catch (JsonException)
        {
        }
        return found;

        void Add(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 20 } words) found.Add(words);
            if (element.ValueKind == JsonValueKind.Array) foreach (var one in element.EnumerateArray()) Add(one);
            if (element.ValueKind == JsonValueKind.Object) foreach (var member in element.EnumerateObject()) Add(member.Value);
        }
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, string sample, byte[] body) => client.PutAsync(PathOf(sample, "plan"), new ByteArrayContent(body));

    private static string PathOf(string sample, string call)
    {
        var plan = JsonNode.Parse(SamplePlans.Load(sample))!;
        return $"/api/record/v1/{plan["authority"]}/families/{Uri.EscapeDataString(plan["family"]!["recordRef"]!.GetValue<string>())}/{call}";
    }
}
