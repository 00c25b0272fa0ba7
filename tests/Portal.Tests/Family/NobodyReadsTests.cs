using System.Net;
using System.Text.RegularExpressions;
using FamilyPortal.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Routing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>
/// Promise 1 on the pages themselves: random plans, pairs kept apart, answers and readers; every address of the Portal, by its
/// own list of them.
/// </summary>
public sealed partial class NobodyReadsTests : IAsyncLifetime
{
    private const string Invented = "Abcdefg1";
    private const string Post = "POST ";
    private readonly PortalFixture _portal = new();
    private int _told;

    public async ValueTask InitializeAsync()
    {
        await _portal.StartAsync(withBot: true);
        // The hours of the council stand on some pages: no test runs across their end.
        _portal.Site.Clock.MoveToUkTime(new(11, 0));
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public void Pages_ForAnyReader_HoldNothingHidden_AndAreTheSameToTheByteWithoutIt()
    {
        Prop.ForAll(Arb.From(Gen.Choose(1, int.MaxValue)), seed => RunAsync(seed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(6).WithQuietOnSuccess(true));
        _told.ShouldBeGreaterThan(50);
    }

    private async Task RunAsync(int seed)
    {
        var family = await RandomFamily.LoadAsync(_portal, seed);
        foreach (var reader in family.SomeReaders())
        {
            (await family.SaidNobodyHasAsync(reader)).ShouldBe(family.NobodyHas(reader), $"{reader} of {family}");
            using var browser = await family.EnterAsync(reader);
            await family.ShowAsync(family.ForEveryone());
            var handles = await HandlesAsync(browser);
            await family.ShowAsync(family.Plan.Document);
            await AskHelperAsync(browser);

            var own = await HandlesAsync(browser);
            var addresses = Addresses(own, [.. handles.Values.SelectMany(h => h).Except(own.Values.SelectMany(h => h))], new(seed)).ToList();
            var pages = await ReadAsync(browser, addresses);
            var copies = await CopiesAsync(browser);
            foreach (var item in family.For(reader)) copies.ShouldAllBe(copy => item.Any(copy.Contains), $"the copies of {reader} of {family} hold {string.Join(' ', item)}");
            var text = WebUtility.HtmlDecode(string.Join('\n', pages.Values.Concat(copies)));
            var squeezed = text.Replace(" ", "", StringComparison.Ordinal);
            family.NotFor(reader).Where(secret => text.Contains(secret) || squeezed.Contains(secret)).ShouldBeEmpty($"{reader} of {family}");
            foreach (var item in family.For(reader)) item.ShouldContain(marker => text.Contains(marker), $"{reader} of {family} sees {string.Join(' ', item)}");
            _told += family.For(reader).Count();
            HiddenIsNowhere(pages, own.Values.SelectMany(h => h).ToHashSet(), $"{reader} of {family}");

            await family.ShowAsync(family.Plan.WithoutHiddenFrom(reader, family.Apart).Document);
            var without = await ReadAsync(browser, addresses);
            foreach (var address in addresses) without[address].ShouldBe(pages[address], $"{address} for {reader} of {family}");
            // What comes back, and is not theirs, is no news either.
            await browser.GoAsync(_portal.Site.Host.Portal, "/plan");
            if (browser.Page.QuerySelector("[name='Shown']") is not null) await browser.SubmitAsync(("Shown", browser.Page.QuerySelector("[name='Shown']")!.GetAttribute("value")!));
            var calm = await ReadAsync(browser, ["/", "/plan"]);
            await family.ShowAsync(family.Plan.Document);
            foreach (var (address, page) in await ReadAsync(browser, calm.Keys)) page.ShouldBe(calm[address], $"{address} for {reader} of {family}, back again");
        }
    }

    /// <summary>An address with the handle of a hidden item is the same as one that was made up.</summary>
    private static void HiddenIsNowhere(Dictionary<string, string> pages, HashSet<string> own, string who)
    {
        foreach (var (address, page) in pages)
            if (Handle().Match(address) is { Success: true, Value: var handle } && !own.Contains(handle))
                page.Replace(handle, Invented, StringComparison.Ordinal).ShouldBe(pages[address.Replace(handle, Invented, StringComparison.Ordinal)], $"{address} for {who}");
    }

    /// <summary>
    /// Every GET of the Portal but the demo's phones, which show whatever any phone got. Where a page is about an item: those it is
    /// linked for, another of the reader's own, some that are hidden and one that is nobody's; and each form sent for a hidden one.
    /// </summary>
    private IEnumerable<string> Addresses(Dictionary<string, List<string>> own, List<string> hidden, Random random)
    {
        var endpoints = PortalAddresses.Of(_portal).Where(e => !PortalAddresses.Pattern(e).StartsWith("/dev/", StringComparison.Ordinal)).ToList();
        var all = own.Values.SelectMany(h => h).Distinct().ToList();
        foreach (var endpoint in endpoints)
        {
            var methods = PortalAddresses.Methods(endpoint);
            var isAboutItem = endpoint.RoutePattern.Parameters.Any(p => p.Name == "Handle");
            if (methods.Count > 0 && !methods.Contains("GET")) continue;
            if (!isAboutItem) yield return PortalAddresses.Filled(endpoint, Invented);
            else
            {
                var linked = own.GetValueOrDefault(PortalAddresses.Pattern(endpoint).Split('/')[1]) ?? [];
                string[] tried = [.. Some(linked, 4, random), .. Some(all, 1, random), .. Some(hidden, 2, random), Invented];
                foreach (var handle in tried.Distinct()) yield return PortalAddresses.Filled(endpoint, handle);
            }
        }
        foreach (var form in endpoints.Where(e => PortalAddresses.Pattern(e) is var p && p.Contains("/{Handle}", StringComparison.Ordinal) && !p.EndsWith("/saved", StringComparison.Ordinal)))
            foreach (var handle in Some(hidden, 1, random).Append(Invented))
                yield return Post + PortalAddresses.Filled(form, handle);
    }

    private static IEnumerable<string> Some(List<string> from, int count, Random random)
    {
        var shuffled = from.ToArray();
        random.Shuffle(shuffled);
        return shuffled.Take(count);
    }

    /// <summary>The handles on the reader's pages, by the first word of the links that hold them.</summary>
    private async Task<Dictionary<string, List<string>>> HandlesAsync(Browser browser)
    {
        List<(string Word, string Handle)> links = [];
        foreach (var page in new[] { "/plan", "/if-things-go-wrong", "/tasks" })
        {
            await browser.GoAsync(_portal.Site.Host.Portal, page);
            links.AddRange(Link().Matches(browser.Html).Select(m => (m.Groups[1].Value, m.Groups[2].Value)));
        }
        return links.Distinct().GroupBy(l => l.Word, l => l.Handle).ToDictionary(g => g.Key, g => g.ToList());
    }

    /// <summary>Status, where it led and the page, without what is new each time.</summary>
    private async Task<Dictionary<string, string>> ReadAsync(Browser browser, IEnumerable<string> addresses)
    {
        // The browser's session in a client that does not read what it gets: there are many.
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = browser.Cookies }) { BaseAddress = _portal.Site.Host.Portal, DefaultRequestHeaders = { { "Accept", "text/html" } } };
        await browser.GoAsync(_portal.Site.Host.Portal, "/ask-worker");
        var form = browser.Prepare(null, ("Form.Words", "I see it in another way."));
        Dictionary<string, string> pages = [];
        foreach (var address in addresses)
        {
            using var request = address.StartsWith(Post, StringComparison.Ordinal) ? form() : new();
            request.RequestUri = new(_portal.Site.Host.Portal, address.Replace(Post, "", StringComparison.Ordinal));
            using var response = await http.SendAsync(request);
            pages[address] = $"{(int)response.StatusCode} {response.RequestMessage!.RequestUri!.AbsolutePath}\n{BarePage.Of(await response.Content.ReadAsStringAsync())}";
        }
        return pages;
    }

    /// <summary>What the reader can take away as a file.</summary>
    private async Task<List<string>> CopiesAsync(Browser browser)
    {
        List<string> copies = [];
        foreach (var file in new[] { "page", "data" })
        {
            await browser.GoAsync(_portal.Site.Host.Portal, "/my-words/everything");
            // By its address: the reader's pages may be in any language.
            var form = browser.Page.QuerySelector($"form[action='/my-words/everything/{file}']").ShouldNotBeNull();
            var token = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            await browser.SendAsync(new(HttpMethod.Post, new Uri(_portal.Site.Host.Portal, form.GetAttribute("action"))) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]) });
            browser.Response.Content.Headers.ContentDisposition!.FileName.ShouldStartWith("your-copy.");
            copies.Add(WebUtility.HtmlDecode(browser.Html));
        }
        return copies;
    }

    private async Task AskHelperAsync(Browser browser)
    {
        await browser.GoAsync(_portal.Site.Host.Portal, "/chat");
        // "Send", in whatever language; the helper's suggestions are buttons with a name.
        foreach (var words in new[] { "What are my next steps?", "Who helps us?" })
            await browser.SubmitAsync(browser.Page.QuerySelector("main form[action^='/chat'] button:not([name])")!.TextContent, ("Form.Words", words));
    }

    [GeneratedRegex("""href="/([a-z-]+)/([A-Za-z0-9_-]{8}(?:[A-Za-z0-9_-]{4})?)["/]""")]
    private static partial Regex Link();

    [GeneratedRegex("(?<=/[a-z-]+/)(?![a-z]+(?:$|/))[A-Za-z0-9_-]{8}(?:[A-Za-z0-9_-]{4})?(?=$|/)")]
    private static partial Regex Handle();
}
