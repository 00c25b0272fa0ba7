using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>
/// Two parents kept apart: whatever one of them does, says, changes or texts, no page of the other is another byte. Pages are found
/// as a person finds them, by following links, and by the Portal's own list of addresses: whoever adds a page has it walked.
/// </summary>
public sealed partial class SeparatedParentsTests : IAsyncLifetime
{
    private const string Mark = "Zedmark";
    private readonly PortalFixture _portal = new();
    private int _words;

    private Uri Site => _portal.Site.Host.Portal;

    public async ValueTask InitializeAsync()
    {
        await _portal.StartAsync(withBot: true);
        // The hours of the council stand on some pages: no test runs across their end.
        _portal.Site.Clock.MoveToUkTime(new(11, 0));
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [InlineData("hannah", "craig")]
    [InlineData("craig", "hannah")]
    public async Task Nothing_that_one_parent_does_changes_a_page_of_the_other(string doer, string reader)
    {
        var plan = _portal.Sample("cumberland-pages-of-their-own");
        var persons = plan["people"]!.AsArray().ToDictionary(p => p!["id"]!.GetValue<string>(), p => p!);
        // With a phone of her own by now: a person whose phone is not safe texts nothing that could show.
        persons["hannah"]["textMessages"] = new System.Text.Json.Nodes.JsonObject { ["allowed"] = true };
        var people = await _portal.LoadAsync(plan);
        DemoPerson Demo(string id) => people.Single(p => p.Name == persons[id]["name"]!.GetValue<string>());
        using var his = await _portal.EnterAsync(Demo(reader));
        // What a first visit changes for the visitor is done before.
        await WalkAsync(his);
        var before = await WalkAsync(his);
        before.Count.ShouldBeGreaterThan(20);

        using var hers = await _portal.EnterAsync(Demo(doer));
        var said = await SayEverythingAsync(hers);
        said.ShouldBeGreaterThan(10, "forms were sent and taken");
        await _portal.Site.ReplyByTextAsync(persons[doer]["phone"]!.GetValue<string>(), $"{Mark} by text, I am worried about Friday");
        (await WaitForAsync(async () => (await hers.GoAsync(Site, "/answers")).Html.Contains($"{Mark} by text"))).ShouldBeTrue("the text is on her own page");
        await ReleaseAllAsync(plan);

        var after = await WalkAsync(his);
        after.Keys.ShouldBe(before.Keys, ignoreOrder: true);
        foreach (var (address, page) in before) after[address].ShouldBe(page, address);
        string[] secrets = [Mark, persons[doer]["phone"]!.GetValue<string>()[3..], persons[doer]["email"]!.GetValue<string>()];
        var all = string.Concat(after.Values);
        var squeezed = all.Replace(" ", "", StringComparison.Ordinal);
        secrets.Where(s => all.Contains(s) || squeezed.Contains(s)).ShouldBeEmpty();
    }

    /// <summary>Every page that a link, or an address without a name of a thing in it, leads to. Nothing is sent.</summary>
    private async Task<Dictionary<string, string>> WalkAsync(Browser browser)
    {
        Dictionary<string, string> pages = [];
        var open = new Queue<string>(PortalAddresses.Of(_portal).Where(e => PortalAddresses.Methods(e) is [] or ["GET", ..] && e.RoutePattern.Parameters.Count == 0)
            .Select(PortalAddresses.Pattern).Order(StringComparer.Ordinal).Prepend("/"));
        while (open.TryDequeue(out var address))
        {
            if (pages.ContainsKey(address) || !IsPage(address)) continue;
            await browser.GoAsync(Site, address);
            pages[address] = $"{(int)browser.Response.StatusCode} {browser.Address.AbsolutePath}\n{BarePage.Of(browser.Html)}";
            if (browser.Address.Port != Site.Port) continue;
            foreach (var link in browser.Page.QuerySelectorAll("a[href]"))
            {
                var to = new Uri(browser.Address, link.GetAttribute("href"));
                if (to.Port == Site.Port && to.IsLoopback) open.Enqueue(to.PathAndQuery);
            }
        }
        return pages;
    }

    /// <summary>Sends each form that her pages have, filled in, with everybody chosen who may be chosen.</summary>
    private async Task<int> SayEverythingAsync(Browser browser)
    {
        var taken = 0;
        foreach (var address in (await WalkAsync(browser)).Keys)
        {
            await browser.GoAsync(Site, address);
            for (var form = 0; browser.Page.Forms.Where(IsAnswer).Skip(form).FirstOrDefault() is { } next; form++)
            {
                await browser.SubmitAsync(Filled(next));
                if (browser.Response.IsSuccessStatusCode && browser.Page.QuerySelector(".govuk-error-summary") is null) taken++;
                await browser.GoAsync(Site, address);
            }
        }
        return taken;
    }

    private static bool IsAnswer(IHtmlFormElement form) => form.QuerySelector("textarea") is not null;

    private (string, string)[] Filled(IHtmlFormElement form)
    {
        List<(string, string)> fields = [];
        foreach (var area in form.QuerySelectorAll("textarea[name]")) fields.Add((area.GetAttribute("name")!, $"{Mark} {++_words}, as I see it."));
        foreach (var radios in form.QuerySelectorAll("input[type=radio]").GroupBy(r => r.GetAttribute("name")!)) fields.Add((radios.Key, radios.Last().GetAttribute("value")!));
        foreach (var box in form.QuerySelectorAll("input[type=checkbox]")) fields.Add((box.GetAttribute("name")!, box.GetAttribute("value")!));
        return [.. fields];
    }

    /// <summary>Her worker lets everything go to whomever she chose.</summary>
    private async Task ReleaseAllAsync(System.Text.Json.Nodes.JsonNode plan)
    {
        var desk = _portal.Get<StaffDesk>();
        var worker = await _portal.StaffAsync(plan);
        foreach (var answer in await desk.AnswersAsync(worker)) await desk.ReleaseAsync(worker, answer.Id, answer.ReadersMark);
    }

    private static async Task<bool> WaitForAsync(Func<Task<bool>> there)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await there()) return true;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        return false;
    }

    /// <summary>Not what ends the walk, nor what is for others or for developers.</summary>
    private static bool IsPage(string address) => !NoPage().IsMatch(address);

    [GeneratedRegex("^/(leave|sign-out|signed-out|dev|staff|health|api|openapi|signin-oidc|signout|error|_)")]
    private static partial Regex NoPage();
}
