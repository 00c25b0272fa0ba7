using System.Text;
using System.Text.Json.Nodes;
using FamilyPortal.Shared.Authorities;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Authorities;

public class AuthorityPacksTests
{
    [Fact]
    public void Load_WithoutAFolder_HasTheAuthoritiesOfTheSamples() =>
        AuthorityPacks.Load(null).All.Select(p => p.Id).ShouldBe(["cheshire-east", "cornwall", "cumberland", "knowsley", "westmorland-furness"]);

    [Fact]
    public void Load_WithoutAFolder_HasOnlyNumbersThatNobodyHas()
    {
        var numbers = AuthorityPacks.Load(null).All.SelectMany(AuthorityPacks.Numbers).ToList();
        numbers.Count.ShouldBe(20);
        numbers.ShouldAllBe(n => n.Number.StartsWith("+4477009009"));
        numbers.Select(n => n.Number).Distinct().Count().ShouldBe(20);
        numbers.ShouldAllBe(n => n.Display.StartsWith("07700 9009"));
    }

    [Fact]
    public void TermsFor_AServiceWithWordsOfItsOwn_UsesThem()
    {
        var pack = AuthorityPacks.Load(null).Get("cornwall");
        pack.TermsFor("early-help").Goal.ShouldBe("success goal");
        pack.TermsFor("child-protection").Goal.ShouldBe("safety goal");
    }

    [Theory]
    [InlineData("2026-05-18T09:00+01:00", "day")]
    [InlineData("2026-05-18T07:30+01:00", "night")]
    [InlineData("2026-05-17T12:00+01:00", "night")] // a Sunday
    [InlineData("2026-05-18T17:15+01:00", "night")]
    [InlineData("2026-05-18T08:00+00:00", "day")] // nine o'clock in summer
    public void PhoneAt_GivesTheTeamThatAnswersNow(string at, string expected)
    {
        var pack = AuthorityPacks.Load(null).Get("cornwall");
        pack.PhoneAt(DateTimeOffset.Parse(at)).ShouldBe(expected == "day" ? pack.DayPhone : pack.NightPhone);
    }

    [Theory]
    [InlineData("id", "\"Cornwall!\"", "id")]
    [InlineData("name", "\" \"", "name")]
    [InlineData("dayPhone", "\"01234\"", "$.dayPhone")]
    [InlineData("nightPhone", "null", "$.nightPhone")]
    [InlineData("replyWithinWorkingDays", "0", "replyWithinWorkingDays")]
    [InlineData("leaveUrl", "\"http://www.bbc.co.uk/weather\"", "leaveUrl")]
    [InlineData("unreadAfterWorkingHours", "0", "unreadAfterWorkingHours")]
    [InlineData("columns", "[\"worries\"]", "columns")]
    [InlineData("hours", "{\"days\":[\"Monday\"],\"from\":\"17:00\",\"until\":\"09:00\"}", "hours.from")]
    [InlineData("hours", "{\"days\":[\"Funday\"],\"from\":\"09:00\",\"until\":\"17:00\"}", "$.hours.days[0]")]
    [InlineData("quiet", "{\"from\":\"21:00\",\"until\":\"21:00\"}", "quiet.from")]
    [InlineData("duty", "{\"team\":\"duty team\",\"noticeMinutes\":[]}", "duty.noticeMinutes")]
    [InlineData("services", "{\"school\":{\"statement\":\"\",\"goal\":\"g\",\"approach\":\"a\"}}", "services.school.statement")]
    [InlineData("colours", "{\"accent\":\"#ffd000\"}", "colours.accent")]
    [InlineData("colours", "{\"accent\":\"teal\"}", "colours.accent")]
    [InlineData("links", "[{\"name\":\"Site\",\"url\":\"http://example.org\"}]", "links[0].url")]
    [InlineData("webhook", "\"https://example.org\"", "$.webhook")]
    public void Read_AWrongField_NamesTheFileAndTheField(string field, string value, string named)
    {
        var json = Cornwall();
        json[field] = JsonNode.Parse(value);
        var error = Should.Throw<InvalidOperationException>(() => Read(json));
        error.Message.ShouldStartWith($"Authority pack cornwall.json, field {named}: ");
    }

    [Fact]
    public void Read_AMissingField_NamesIt()
    {
        var json = Cornwall();
        json.Remove("nightPhone");
        Should.Throw<InvalidOperationException>(() => Read(json)).Message.ShouldContain("nightPhone");
    }

    [Fact]
    public void Load_WithAFolder_ServesItsPacksAndNoOthers()
    {
        var folder = Directory.CreateTempSubdirectory("fp-packs-");
        try
        {
            Should.Throw<InvalidOperationException>(() => AuthorityPacks.Load(folder.FullName)).Message.ShouldContain("no .json file");
            var json = Cornwall();
            foreach (var (field, number) in (ReadOnlySpan<(string, string)>)[("dayPhone", "+443001234100"), ("nightPhone", "+441208251300")]) json[field] = number;
            json["complaints"]!["phone"] = "+443001234101";
            json["advocacy"]!["phone"] = "+443001234102";
            File.WriteAllText(Path.Combine(folder.FullName, "real.json"), json.ToJsonString());
            var packs = AuthorityPacks.Load(folder.FullName);
            packs.All.Count.ShouldBe(1);
            packs.Get("cornwall").DayPhone.Display.ShouldBe("0300 123 4100");
            packs.HaveInventedNumbers.ShouldBeFalse();
            packs.Find("knowsley").ShouldBeNull();

            File.Copy(Path.Combine(folder.FullName, "real.json"), Path.Combine(folder.FullName, "twice.json"));
            Should.Throw<InvalidOperationException>(() => AuthorityPacks.Load(folder.FullName)).Message.ShouldStartWith("Authority pack twice.json, field id");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Whoever copies the example has a pack that starts.</summary>
    [Fact]
    public async Task The_example_of_the_docs_is_a_pack()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "docs", "authorities.md"), TestContext.Current.CancellationToken);
        var example = page.Split("```json")[1].Split("```")[0];

        var pack = AuthorityPacks.Read("new-council.json", new MemoryStream(Encoding.UTF8.GetBytes(example)));

        pack.Colours!.Accent.ShouldBe("#1f4f8a");
        pack.Links.ShouldHaveSingleItem().Url.Host.ShouldBe("www.example.org");
        var written = JsonNode.Parse(example)!.AsObject().Select(f => f.Key).ToHashSet();
        typeof(AuthorityPack).GetProperties().Select(p => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(p.Name)).ShouldBeSubsetOf(written, "the example names every field");
    }

    private static JsonObject Cornwall()
    {
        using var stream = typeof(AuthorityPacks).Assembly.GetManifestResourceStream("Authorities/cornwall.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }

    private static AuthorityPack Read(JsonObject json) =>
        AuthorityPacks.Read("cornwall.json", new MemoryStream(Encoding.UTF8.GetBytes(json.ToJsonString())));
}
