using System.Text.Json.Nodes;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>Sentences that people stumbled over.</summary>
public sealed class PlainSentencesTests(PortalFixture portal)
{
    private Uri Site => portal.Site.Host.Portal;

    /// <summary>Nobody is called "Nurse".</summary>
    [Theory]
    [InlineData("Nurse Ojo", "Nurse Ojo")]
    [InlineData("Coach Dave Webb", "Coach Webb")]
    [InlineData("Dr. Sunita Rao", "Dr. Rao")]
    [InlineData("PC Lee Marsh", "PC Marsh")]
    [InlineData("Sister Mary Clare", "Sister Clare")]
    [InlineData("Rev. Joan Hill", "Rev. Hill")]
    [InlineData("Auntie Jean Moyle", "Auntie Jean Moyle")]
    [InlineData("Jean Moyle", "Jean")]
    public async Task People_are_greeted_by_what_they_are_called(string name, string called)
    {
        var plan = portal.Sample("cheshire-east-kacper");
        plan["people"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == "nurse-ojo")!["name"] = name;
        var people = await portal.LoadAsync(plan);
        using var browser = await portal.EnterAsync(people.Single(p => p.Name == name));

        (await browser.GoAsync(Site, "/")).Page.QuerySelector("main h1")!.TextContent.ShouldBe($"Hello, {called}");
    }

    /// <summary>A parent with next steps has something to do, elsewhere.</summary>
    [Fact]
    public async Task Who_helps_with_nothing_is_told_where_their_next_steps_are()
    {
        var plan = portal.Sample();
        plan["plan"]!["nextSteps"] = new JsonArray(new JsonObject { ["id"] = "new-1", ["text"] = "Ann rings the shop.", ["who"] = new JsonArray("ann"), ["by"] = "2030-01-06", ["done"] = false, ["audience"] = new JsonArray("ann", "ken") });
        foreach (var task in plan["plan"]!["network"]!.AsArray())
        {
            task!["person"] = "mo";
            task.AsObject().Remove("backup");
        }
        var people = await portal.LoadAsync(plan);
        using var ann = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        using var ken = await portal.EnterAsync(people.Single(p => p.Name == "Ken Nance"));

        (await ann.GoAsync(Site, "/tasks")).Text.ShouldNotContain("nothing for you to do");
        ann.Page.QuerySelector("main a[href='/plan#steps']")!.TextContent.ShouldBe("See your next steps");
        (await ken.GoAsync(Site, "/tasks")).Text.ShouldContain("There is nothing for you to do just now.");
        ken.Page.QuerySelector("main a[href='/plan#steps']").ShouldBeNull();
    }

    /// <summary>"1 dni roboczych" is no Polish, and "1 working days" no English.</summary>
    [Theory]
    [InlineData("en-GB", "Your worker answers within 1 working day.", "Your worker answers within 3 working days.")]
    [InlineData("pl", "Twój pracownik socjalny odpowiada w ciągu 1 dnia roboczego.", "Twój pracownik socjalny odpowiada w ciągu 3 dni roboczych.")]
    public async Task One_day_is_said_as_one_day(string language, string one, string three)
    {
        foreach (var (days, said) in ((int, string)[])[(1, one), (3, three)])
        {
            await using var own = new PortalFixture();
            var folder = PacksWith(days);
            await own.StartAsync(withBot: false, app => app.Configuration["Authorities:Folder"] = folder);
            var plan = own.Sample();
            plan["people"]!.AsArray().Single(p => p!["name"]!.GetValue<string>() == "Ann Nance")!["language"] = language;
            var people = await own.LoadAsync(plan);
            using var ann = await own.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
            (await ann.GoAsync(own.Site.Host.Portal, "/ask-worker")).Text.ShouldContain(said);
        }
    }

    /// <summary>The packs of the samples, with answers promised within so many days.</summary>
    private static string PacksWith(int days)
    {
        var folder = Directory.CreateTempSubdirectory("packs-").FullName;
        var shared = typeof(Shared.Authorities.AuthorityPacks).Assembly;
        foreach (var name in shared.GetManifestResourceNames().Where(n => n.StartsWith("Authorities/", StringComparison.Ordinal)))
        {
            using var pack = shared.GetManifestResourceStream(name)!;
            var json = JsonNode.Parse(pack)!;
            json["replyWithinWorkingDays"] = days;
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(name)), json.ToJsonString());
        }
        return folder;
    }
}
