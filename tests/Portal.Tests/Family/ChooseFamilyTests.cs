using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>A person with a place in two families opens one at a time.</summary>
public sealed class ChooseFamilyTests(PortalFixture portal)
{
    private Uri Site => portal.Site.Host.Portal;

    [Fact]
    public async Task Nothing_of_either_family_opens_before_one_is_chosen_and_then_only_that_one()
    {
        var first = portal.Sample();
        var second = portal.Sample("knowsley-hard-evenings");
        var (both, _) = await OfBothAsync(first, second);
        using var browser = both;

        await browser.GoAsync(Site, "/plan");
        browser.Address.AbsolutePath.ShouldBe("/");
        browser.Text.ShouldContain(Heading(first));
        browser.Text.ShouldContain(Heading(second));
        browser.Html.ShouldNotContain("Kit says");

        await browser.SubmitAsync(Heading(first));
        await browser.GoAsync(Site, "/plan");
        browser.Text.ShouldContain("Kit says");
        foreach (var path in (string[])["/plan", "/answers", "/ask-worker", "/"])
        {
            await browser.GoAsync(Site, path);
            browser.Text.ShouldContain("Open now: " + Heading(first), Case.Sensitive, path);
        }

        await browser.GoAsync(Site, "/");
        browser.Page.QuerySelectorAll("[name='Chosen']").ShouldHaveSingleItem("the one that is open is not offered again");
        await browser.SubmitAsync(Heading(second));
        await browser.GoAsync(Site, "/plan");
        browser.Text.ShouldNotContain("Kit says");
        browser.Page.QuerySelector("h1")!.TextContent.ShouldBe(Heading(second));
    }

    /// <summary>Two tabs; or one that lay open over a sign-in, when none is chosen yet.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_form_of_the_one_that_is_sent_while_the_other_is_open_goes_to_neither_and_waits(bool chosen)
    {
        var (first, second) = (portal.Sample(), portal.Sample("knowsley-hard-evenings"));
        var (browser, subject) = await OfBothAsync(first, second);
        using var tabs = browser;
        await tabs.GoAsync(Site, "/");
        await tabs.SubmitAsync(Heading(first));
        await tabs.GoAsync(Site, "/ask-worker");
        var send = tabs.Prepare("Send", ("Form.Words", "Only for the first one's worker"));
        if (chosen)
        {
            await tabs.GoAsync(Site, "/");
            await tabs.SubmitAsync(Heading(second));
        }
        else tabs.Cookies.Add(new System.Net.Cookie("portal-session", await portal.Site.Host.Services.OpenSessionAsync(subject), "/", Site.Host));

        await tabs.SendAsync(send());

        tabs.Response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Conflict);
        tabs.Text.ShouldContain("Another one is open now");
        tabs.Text.ShouldContain($"Open {Heading(first)}, then send it.");
        tabs.Html.ShouldNotContain("Only for");
        await tabs.GoAsync(Site, "/");
        if (!chosen) await tabs.SubmitAsync(Heading(second));
        await tabs.GoAsync(Site, "/ask-worker");
        tabs.Html.ShouldNotContain("Only for", Case.Sensitive, "not into the other's");
        await tabs.GoAsync(Site, "/");
        await tabs.SubmitAsync(Heading(first));
        await tabs.FollowAsync("words that you did not send");
        tabs.Page.QuerySelector("[name='Form.Words']")!.TextContent.ShouldBe("Only for the first one's worker");
    }

    /// <summary>Somebody who has claimed in both, signed in and with neither chosen.</summary>
    private async Task<(Browser Browser, string Subject)> OfBothAsync(System.Text.Json.Nodes.JsonNode first, System.Text.Json.Nodes.JsonNode second)
    {
        var ann = Person(first, "ann");
        var other = second["people"]!.AsArray().First(p => p!["role"]!.GetValue<string>() == "parent")!;
        other["phone"] = ann["phone"]!.GetValue<string>();
        List<Shared.Demo.DemoPerson> people = [.. await portal.LoadAsync(first), .. await portal.LoadAsync(second)];
        var contact = ann["phone"]!.GetValue<string>();
        var subject = Guid.NewGuid().ToString();
        var directory = portal.Get<SignInDirectory>();
        var claimed = 0;
        foreach (var candidate in await directory.FindAsync(ContactAddress.Parse(contact)!))
        {
            // Which word belongs to which family only the person knows; each has tries enough for both.
            foreach (var word in people.Where(p => p.Contact == contact).Select(p => p.Word).Distinct())
                if (await directory.TryWordAsync([candidate], word) is { Outcome: WordOutcome.Right } told && await portal.Get<MembershipClaims>().ClaimAsync(candidate, told.Proof, subject, claimed == 0 ? ClaimWith.NewPin : ClaimWith.Pin) is not null)
                {
                    claimed++;
                    break;
                }
        }
        var browser = new Browser();
        browser.Cookies.Add(new System.Net.Cookie("portal-session", await portal.Site.Host.Services.OpenSessionAsync(subject), "/", Site.Host));
        return (browser, subject);
    }

    private static System.Text.Json.Nodes.JsonNode Person(System.Text.Json.Nodes.JsonNode plan, string id) => plan["people"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == id)!;

    private static string Heading(System.Text.Json.Nodes.JsonNode plan) => plan["family"]!["name"]!.GetValue<string>();
}
