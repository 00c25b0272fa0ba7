using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Languages;

/// <summary>Which language a page is in: the person's own, else what the browser asks for; of nobody else, and of no page before.</summary>
public sealed partial class LanguagePagesTests(PortalFixture portal)
{
    private static readonly string[] Pages = ["/", "/plan", "/answers", "/help", "/ask-worker", "/no-such-page"];

    private Uri Site => portal.Site.Host.Portal;

    [Fact]
    public async Task A_person_of_whom_the_plan_says_that_they_read_Arabic_gets_Arabic_pages_from_right_to_left()
    {
        var people = await LoadAsync("ar");
        using var reader = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        // What the browser asks for is the phone's, which may be somebody else's.
        reader.AsksFor("pl");
        foreach (var page in Pages)
        {
            await reader.GoAsync(Site, page);
            IsIn(reader, "ar", "rtl");
        }

        await reader.GoAsync(Site, "/plan");
        // Words of the plan that nobody translated stand in their own direction.
        var english = reader.Page.QuerySelectorAll(".app-text[lang]").ToList();
        english.Count.ShouldBeGreaterThan(3);
        foreach (var words in english) (words.GetAttribute("lang")![..2], words.GetAttribute("dir")).ShouldBe(("en", "ltr"));
        reader.Text.ShouldMatch("[ء-ي]{3,} 20\\d\\d");

        var foot = reader.Page.QuerySelector("footer")!;
        foot.QuerySelector("a[href='?lang=en']").ShouldNotBeNull();
        await reader.GoAsync(Site, "/plan?lang=en");
        IsIn(reader, "en", "ltr");
        reader.Page.QuerySelector(".app-text[lang]").ShouldBeNull();
        reader.Page.QuerySelector("footer a[href*='lang=']").ShouldBeNull();
        // For that page alone.
        IsIn(await reader.GoAsync(Site, "/plan"), "ar", "rtl");
    }

    /// <summary>WCAG 2.2, 3.1.2: a voice that reads Arabic cannot read English that does not say that it is.</summary>
    [Fact]
    public async Task What_stands_in_English_on_a_page_of_another_language_says_so()
    {
        var people = await LoadAsync("ar");
        using var reader = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await reader.GoAsync(Site, "/plan");
        var links = reader.Page.QuerySelectorAll("main a[href^='/']").Select(l => l.GetAttribute("href")!.Split('#')[0]).Distinct();
        var seen = links.GroupBy(l => l.Split('/')[1]).Select(g => g.First()).ToList();
        seen.Count.ShouldBeGreaterThan(4);
        foreach (var page in seen.Concat(["/", "/plan", "/tasks", "/where-we-are", "/easy", "/if-things-go-wrong", "/print", "/my-words/everything"]).Distinct())
        {
            await reader.GoAsync(Site, page);
            IsIn(reader, "ar", "rtl");
            var unmarked = reader.Page.Body!.Descendants<IText>().Where(t => t.ParentElement is not { LocalName: "script" or "title" } && English().IsMatch(t.Text))
                .Where(t => t.ParentElement!.Closest("[lang]")!.GetAttribute("lang")!.StartsWith("ar", StringComparison.Ordinal)).Select(t => t.Text.Trim());
            unmarked.ShouldBeEmpty(page);
        }
    }

    [System.Text.RegularExpressions.GeneratedRegex("[A-Za-z']+( [a-z']+){3}")]
    private static partial System.Text.RegularExpressions.Regex English();

    [Fact]
    public async Task A_translated_plan_can_be_read_with_the_English_beside_it()
    {
        var plan = portal.Sample("cumberland-yousif");
        var people = await portal.LoadAsync(plan);
        var person = plan["people"]!.AsArray().First(p => p!["language"]?.GetValue<string>() == "ar" && people.Any(d => d.Name == p["name"]!.GetValue<string>() && d.Contact is not null))!;
        using var reader = await portal.EnterAsync(people.Single(p => p.Name == person["name"]!.GetValue<string>()));
        await reader.GoAsync(Site, "/plan");
        var alone = Goals(reader, plan).ToList();
        alone.ShouldNotBeEmpty();
        alone.ShouldAllBe(g => !reader.Text.Contains(g.English));

        await reader.GoAsync(new Uri(Site, reader.Page.QuerySelector("a[href='/plan/both']")!.GetAttribute("href")));
        IsIn(reader, "ar", "rtl");
        foreach (var (arabic, english) in alone)
        {
            reader.Text.ShouldContain(arabic);
            var beside = reader.Page.QuerySelectorAll("[lang=en][dir=ltr]").Select(e => Bare(e)).ToList();
            beside.ShouldContain(english);
        }
        reader.Page.QuerySelector("main a[href='/plan']").ShouldNotBeNull();
    }

    /// <summary>Words of the plan included, and nobody has to know how to get back.</summary>
    [Fact]
    public async Task A_page_that_was_asked_for_in_English_is_English_whole_and_leads_back()
    {
        var plan = portal.Sample("cumberland-yousif");
        var people = await portal.LoadAsync(plan);
        using var reader = await portal.EnterAsync(people.Single(p => p.Name == "Ibrahim Adam"));
        await reader.GoAsync(Site, "/plan");
        var goals = Goals(reader, plan).ToList();
        var scale = reader.Page.QuerySelector("a[href^='/scale/']")!.GetAttribute("href")!.Split('#')[0];
        goals.ShouldNotBeEmpty();
        reader.Page.QuerySelector("main a[href='/plan'][lang]").ShouldBeNull();

        foreach (var page in (string[])["/plan", "/plan/both", "/easy", "/print", scale, "/"])
        {
            IsIn(await reader.GoAsync(Site, page + "?lang=en"), "en", "ltr");
            var back = reader.Page.QuerySelectorAll($"main a[href='{page}'][lang=ar][dir=rtl]").ShouldHaveSingleItem(page);
            back.TextContent.ShouldBe("العربية");
            back.Remove();
            Arabic().IsMatch(reader.Text).ShouldBeFalse(page);
        }
        await reader.GoAsync(Site, "/plan?lang=en");
        foreach (var (_, english) in goals) reader.Page.QuerySelectorAll(".app-text").Select(Bare).ShouldContain(english);

        // It was for those pages: nothing of the person is changed by it.
        IsIn(await reader.GoAsync(Site, "/plan"), "ar", "rtl");
        Goals(reader, plan).ShouldBe(goals);
        foreach (var page in (string[])["/preferences", "/preferences?lang=en"])
        {
            await reader.GoAsync(Site, page);
            reader.Page.QuerySelector("[name='Chosen.Language'][value=ar]")!.HasAttribute("checked").ShouldBeTrue(page);
        }
    }

    /// <summary>A plan's name is written in English; what it says can be said in the language of the page.</summary>
    [Theory]
    [InlineData("cheshire-east-kacper", "Agnieszka Nowak", "pl", "Plan: Kacper")]
    [InlineData("cumberland-yousif", "Ibrahim Adam", "ar", "خطة Yousif")]
    public async Task The_name_of_a_plan_is_said_in_the_language_of_the_page(string sample, string who, string language, string name)
    {
        var people = await portal.LoadAsync(portal.Sample(sample));
        using var reader = await portal.EnterAsync(people.Single(p => p.Name == who));
        foreach (var (page, at) in ((string, string)[])[("/plan", "main h1"), ("/print", ".app-sheet h2")])
        {
            IsIn(await reader.GoAsync(Site, page), language, language == "ar" ? "rtl" : "ltr");
            reader.Page.QuerySelector(at)!.TextContent.Replace("\u2068", "").Replace("\u2069", "").ShouldBe(name);
            reader.Page.QuerySelector(at + " [lang]").ShouldBeNull();
        }
        (await reader.GoAsync(Site, "/plan?lang=en")).Page.QuerySelector("main h1")!.TextContent.ShouldBe($"{name.Split(' ')[1]}'s plan");
    }

    /// <summary>WCAG 2.2, 3.1.2: each language in the list of them is named in its own words.</summary>
    [Fact]
    public async Task Each_language_to_choose_says_which_language_its_name_is_in()
    {
        var (browser, _) = await portal.VisitAsync();
        using var reader = browser;
        await reader.GoAsync(Site, "/preferences");
        foreach (var (tag, name, dir) in ((string, string, string)[])[("pl", "Polski", "ltr"), ("ur", "اردو", "rtl"), ("ar", "العربية", "rtl")])
        {
            var label = reader.Page.QuerySelectorAll("label").Single(l => l.TextContent.Trim() == name);
            (label.GetAttribute("lang"), label.GetAttribute("dir")).ShouldBe((tag, dir));
        }
    }

    [System.Text.RegularExpressions.GeneratedRegex("[\u0600-\u06FF]")]
    private static partial System.Text.RegularExpressions.Regex Arabic();

    /// <summary>The goals that this page shows in Arabic.</summary>
    private static IEnumerable<(string Arabic, string English)> Goals(Browser reader, JsonNode plan) =>
        plan["plan"]!["goals"]!.AsArray().Select(g => (Arabic: g!["translations"]?["ar"]?.GetValue<string>() ?? "-", English: g["text"]!.GetValue<string>())).Where(g => reader.Text.Contains(g.Arabic));

    /// <summary>Its words without the explanations in them.</summary>
    private static string Bare(IElement element)
    {
        var copy = (IElement)element.Clone();
        foreach (var explained in copy.QuerySelectorAll(".jargon__text")) explained.Remove();
        return copy.TextContent;
    }

    [Fact]
    public async Task The_chat_says_that_the_helper_speaks_English()
    {
        var people = await LoadAsync("ur");
        using var reader = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        await reader.GoAsync(Site, "/chat");
        IsIn(reader, "ur", "rtl");
        reader.Text.ShouldContain(ChatWords("EnglishOnly"));
        await reader.GoAsync(Site, "/chat?lang=en");
        reader.Text.ShouldNotContain(ChatWords("EnglishOnly"));
        // Name and time stand apart as in every list of the language.
        await reader.GoAsync(Site, "/ask-worker");
        await reader.SubmitAsync(("Form.Words", "Kab?"));
        var who = reader.Page.QuerySelector(".app-bubble__who")!.TextContent;
        who.ShouldContain("، ");
        who.ShouldNotContain(", ");

        static string ChatWords(string key) => new System.Resources.ResourceManager("FamilyPortal.Portal.Chat.ChatText", typeof(PortalApp).Assembly).GetString(key, System.Globalization.CultureInfo.GetCultureInfo("ur"))!;
    }

    /// <summary>At Identity too, and no longer than somebody is signed in there.</summary>
    [Fact]
    public async Task The_pages_about_one_s_sign_in_are_in_the_person_s_language_until_they_sign_out()
    {
        var ann = (await LoadAsync("ur")).Single(p => p.Name == "Ann Nance");
        using var browser = new Browser();
        browser.AsksFor("pl");
        await portal.Site.SignInAsync(ann.Contact!, ann.Word, browser: browser);
        IsIn(browser, "ur", "rtl");
        var account = new Uri(portal.Site.Host.Identity, "account");
        IsIn(await browser.GoAsync(account), "ur", "rtl");
        await browser.GoAsync(Site, "/preferences");
        await browser.SubmitAsync(("Chosen.Language", "ar"), ("Chosen.Size", "Largest"), ("Chosen.Calm", "true"));
        IsIn(await browser.GoAsync(account), "ar", "rtl");
        browser.Page.DocumentElement.ClassName.ShouldBe("govuk-template app-largest app-calm", "letters and colours too");

        await browser.GoAsync(Site, "/sign-out");
        await browser.SubmitAsync(browser.Page.QuerySelector("main form button")!.TextContent);
        browser.Address.AbsolutePath.ShouldBe("/signed-out");
        IsIn(browser, "pl", "ltr");
        await browser.GoAsync(account);
        browser.Page.DocumentElement.ClassName.ShouldBe("govuk-template");
        browser.Page.QuerySelector("[name='Form.Contact']").ShouldNotBeNull();
        IsIn(browser, "pl", "ltr");
    }

    [Fact]
    public async Task A_language_that_the_pages_do_not_speak_is_English()
    {
        var people = await LoadAsync("cy");
        using var reader = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        IsIn(await reader.GoAsync(Site, "/"), "en", "ltr");
    }

    [Fact]
    public async Task Staff_read_English_whatever_their_browser_asks_for()
    {
        using var worker = await portal.Site.SignInStaffAsync("Beth");
        worker.AsksFor("ar");
        IsIn(await worker.GoAsync(Site, "/staff"), "en", "ltr");
        IsIn(await worker.GoAsync(Site, "/staff?lang=ar"), "en", "ltr");
    }

    [Fact]
    public async Task Somebody_signed_out_chooses_a_language_that_goes_with_them_to_the_sign_in()
    {
        using var visitor = new Browser();
        IsIn(await visitor.GoAsync(Site, "/"), "en", "ltr");
        visitor.AsksFor("fr, ur-PK;q=0.8, en;q=0.5");
        IsIn(await visitor.GoAsync(Site, "/"), "ur", "rtl");
        IsIn(await visitor.GoAsync(Site, "/help"), "ur", "rtl");

        await visitor.GoAsync(Site, "/");
        await visitor.FollowAsync("Polski");
        IsIn(visitor, "pl", "ltr");
        visitor.Page.QuerySelector("nav [aria-current='true']")!.TextContent.ShouldBe("Polski");
        await visitor.GoAsync(new Uri(visitor.Address, visitor.Page.QuerySelector("main a[role=button], main a.govuk-button")!.GetAttribute("href")));

        // Identity, by ui_locales.
        visitor.Address.Authority.ShouldBe(portal.Site.Host.Identity.Authority);
        IsIn(visitor, "pl", "ltr");
        await visitor.SubmitAsync(("Form.Contact", "07700 900982"));
        visitor.Address.AbsolutePath.ShouldBe("/sign-in/code");
        IsIn(visitor, "pl", "ltr");
        await visitor.FollowAsync("English");
        visitor.Address.AbsolutePath.ShouldBe("/sign-in/code");
        // English that was asked for stays, although the browser asks for Urdu.
        IsIn(visitor, "en", "ltr");
        visitor.Cookies.GetAllCookies().ShouldAllBe(c => !c.Value.Contains("pl") || c.Value.Length > 20);
        IsIn(await visitor.GoAsync(new Uri(portal.Site.Host.Identity, "sign-in/staff")), "en", "ltr");
    }

    /// <summary>Many readers at once, in one process, by kept pages and written ones.</summary>
    [Fact]
    public async Task Nobody_gets_the_language_of_another()
    {
        List<(string Tag, Browser Browser)> readers = [];
        foreach (var tag in (string[])["en", "pl", "ur", "ar"])
        {
            var people = await LoadAsync(tag);
            readers.Add((tag, await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"))));
            readers.Add(("en", await portal.EnterAsync(people.Single(p => p.Name == "Ken Nance"))));
        }
        using var visitor = new Browser();
        visitor.AsksFor("pl");
        readers.Add(("pl", visitor));
        await Task.WhenAll(readers.Select(async r =>
        {
            for (var visit = 0; visit < 8; visit++)
                foreach (var page in r.Browser == visitor ? ["/", "/help"] : Pages)
                    IsIn(await r.Browser.GoAsync(Site, page), r.Tag, r.Tag is "ur" or "ar" ? "rtl" : "ltr");
        }));
        foreach (var (_, browser) in readers) browser.Dispose();
    }

    private static void IsIn(Browser browser, string language, string direction)
    {
        var html = browser.Page.DocumentElement;
        (html.GetAttribute("lang"), html.GetAttribute("dir")).ShouldBe((language, direction), browser.Address.ToString());
    }

    /// <summary>The sample with Ann reading this language.</summary>
    private async Task<IReadOnlyList<DemoPerson>> LoadAsync(string language)
    {
        var plan = portal.Sample();
        plan["people"]!.AsArray().Single(p => p!["name"]!.GetValue<string>() == "Ann Nance")!["language"] = language;
        return await portal.LoadAsync(plan);
    }
}
