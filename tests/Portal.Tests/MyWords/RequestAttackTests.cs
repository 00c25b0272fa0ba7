using System.Net;
using System.Text.Json;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Portal.Tests.Staff;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.MyWords;

/// <summary>Requests and copies are a person's own: nobody else makes them, takes them, or can tell that there are any.</summary>
public sealed class RequestAttackTests(PortalFixture portal)
{
    private const string HerWords = "Qzhers what he did on Friday";

    private Uri Site => portal.Site.Host.Portal;

    [Fact]
    public async Task Nobody_kept_apart_from_her_can_tell_that_she_asked_for_anything()
    {
        var visit = await StaffVisit.OpenAsync(portal, "cumberland-pages-of-their-own");
        var (becky, craig, jean) = (await visit.PersonAsync("Becky"), await visit.PersonAsync("Craig Telford"), await visit.PersonAsync("Jean Telford"));
        var before = await PagesAsync(craig);
        var beforeToo = await PagesAsync(jean);

        await visit.GoAsync(becky, "/ask-worker");
        await becky.SubmitAsync("Send", ("Form.Words", HerWords));
        await visit.GoAsync(becky, "/my-words");
        await becky.FollowAsync("Ask to take these words out");
        var removal = becky.Address;
        await becky.SubmitAsync("Ask my worker", ("Form.Words", "Qzwhy he must not see it"));
        await visit.GoAsync(becky, "/plan");
        await becky.GoAsync(Site, becky.Page.QuerySelector("a[href^='/see/']")!.GetAttribute("href")!);
        await becky.FollowAsync("Something here is wrong");
        var wrong = becky.Address;
        await becky.SubmitAsync("Send", ("Form.Words", "Qzwrong it was Craig who said that"));
        await visit.GoAsync(becky, "/my-words/number");
        await becky.SubmitAsync("Ask to take my number off", ("Form.Words", "Qznumber he knows it"));
        await visit.GoAsync(becky, "/my-words/number");
        await becky.SubmitAsync("Stop my texts now");
        await visit.GoAsync(becky, "/my-words");
        foreach (var words in new[] { HerWords, "Qzwhy", "Qzwrong" }) becky.Text.ShouldContain(words);
        var desk = portal.Get<StaffDesk>();
        var worker = await portal.StaffAsync(visit.Plan);
        foreach (var answer in await desk.AnswersAsync(worker)) await desk.MarkReadAsync(worker, answer.Id);

        foreach (var (browser, was) in new[] { (craig, before), (jean, beforeToo) })
        {
            var now = await PagesAsync(browser);
            foreach (var (page, html) in now) html.ShouldBe(was[page], page);
            // Their copies hold nothing of hers either.
            foreach (var button in new[] { "to read or print", "for a computer" })
            {
                await browser.GoAsync(Site, "/my-words/everything");
                await browser.SubmitAsync(button);
                browser.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
                foreach (var hers in new[] { "Qz", "becky", visit.People.Single(p => p.Name == "Becky").Contact![^9..], visit.Plan["people"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == "becky")!["email"]!.GetValue<string>() })
                    browser.Html.ShouldNotContain(hers, Case.Insensitive, button);
            }
            // The addresses of her requests are nobody's for them, and what is sent there goes nowhere.
            foreach (var hers in new[] { removal, wrong })
            {
                var made = new Uri(Site, hers.AbsolutePath.Replace(hers.AbsolutePath.Split('/')[hers == removal ? 3 : 2], "abcdefghijkl"));
                (await browser.GoAsync(hers)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
                var (real, none) = (BarePage.Of(browser.Html), BarePage.Of((await browser.GoAsync(made)).Html));
                real.ShouldBe(none);
                await browser.GoAsync(Site, "/ask-worker");
                var request = browser.Prepare("Send", ("Form.Words", "Qzattack"))();
                request.RequestUri = hers;
                await browser.SendAsync(request);
            }
        }
        (await desk.AnswersAsync(worker)).ShouldNotContain(a => a.Words == "Qzattack");
    }

    [Fact]
    public async Task The_same_words_are_asked_out_once_and_numbers_to_ring_stay_whatever_is_asked_later()
    {
        var (ann, _) = await portal.VisitAsync();
        (await ann.GoAsync(Site, "/my-words/saved")).Text.ShouldNotContain("Thank you", Case.Sensitive, "nothing was asked");
        await ann.GoAsync(Site, "/ask-worker");
        await ann.SubmitAsync("Send", ("Form.Words", "Qzfirst words"));
        await ann.GoAsync(Site, "/my-words");
        await ann.FollowAsync("Ask to take these words out");
        var page = ann.Address;
        var first = ann.Prepare("Ask my worker", ("Form.Words", "He has got a knife and he is coming for me now"));
        await ann.GoAsync(page);
        var second = ann.Prepare("Ask my worker", ("Form.Words", "Qzwhy I ask"));

        await ann.SendAsync(first());
        ann.Address.AbsolutePath.ShouldBe("/my-words/saved");
        ann.Text.ShouldNotContain("Thank you", Case.Sensitive, "whom to ring comes first");
        ann.Page.QuerySelector("main h1")!.HasAttribute("data-first").ShouldBeTrue();
        await ann.SendAsync(second());
        ann.Page.QuerySelector(".govuk-error-summary")!.TextContent.ShouldContain("You asked this before, and it still waits for an answer.");
        ann.Page.QuerySelector("textarea[name='Form.Words']")!.TextContent.ShouldBe("Qzwhy I ask");
        (await ann.GoAsync(page)).Text.ShouldContain("You asked this before. Your worker has it.");
        ann.Page.QuerySelector("[name='Form.Words']").ShouldBeNull();

        await ann.GoAsync(Site, "/my-words/number");
        await ann.SubmitAsync("Ask to take my number off", ("Form.Words", ""));
        await ann.GoAsync(Site, "/my-words");
        ann.Page.QuerySelector("main h1")!.HasAttribute("data-first").ShouldBeTrue("a later, harmless request takes no numbers away");
        ann.Text.ShouldContain("999");
        ann.Text.ShouldNotContain("Qzwhy");
    }

    [Fact]
    public async Task On_a_worker_s_device_there_is_no_copy_and_what_is_asked_there_says_so()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var ann = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(ann, "/ask-worker");
        await ann.SubmitAsync("Send", ("Form.Words", "Qzprivate of before"));
        await visit.GoAsync(ann, "/my-words");
        var hers = ann.Page.QuerySelector("a[href^='/my-words/remove/']")!.GetAttribute("href")!;
        await visit.WorkerAtAsync("/people");
        await visit.Worker.FollowAsync("Ann Nance");
        await visit.Worker.FollowAsync("Do it together");
        await visit.Worker.SubmitAsync("Start now");
        await visit.Worker.SubmitAsync("Start");
        var device = visit.Worker;

        (await visit.GoAsync(device, "/my-words/everything")).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visit.GoAsync(device, hers)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await visit.GoAsync(device, "/my-words");
        device.Html.ShouldNotContain("Qzprivate");
        device.Html.ShouldNotContain("/my-words/everything");
        await visit.GoAsync(device, "/my-words/number");
        device.Text.ShouldNotContain("Texts we sent you");
        foreach (var path in new[] { "/my-words/everything/page", "/my-words/everything/data" })
        {
            var request = device.Prepare("Ask to take my number off", ("Form.Words", ""))();
            request.RequestUri = new(Site, path);
            (await device.SendAsync(request)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            await visit.GoAsync(device, "/my-words/number");
        }
        await device.SubmitAsync("Ask to take my number off", ("Form.Words", "Qztogether"));
        device.Text.ShouldContain($"You said this together with {visit.WorkerName}.");
    }

    [Fact]
    public async Task A_copy_is_the_page_and_nothing_but_the_page_for_the_one_who_just_signed_in()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var person = visit.People.Single(p => p.Name == "Ann Nance");
        var ann = await portal.EnterAsync(person);
        await visit.GoAsync(ann, "/plan");
        await ann.FollowAsync("Give a number");
        await ann.SubmitAsync("Save", ("Form.Score", "6"), ("Form.Words", "Żółć & <b>bold</b> \"quoted\""), ("Form.OneHigher", "More Sundays"));
        await visit.GoAsync(ann, "/ask-worker");
        await ann.SubmitAsync("Send", ("Form.Words", "When does it come?"));
        await visit.WorkerAtAsync();
        await visit.Worker.FollowAsync("Reply to Ann Nance");
        await visit.Worker.SubmitAsync("Send", ("Form.Words", "On Tuesday."));

        await visit.GoAsync(ann, "/my-words/everything");
        ann.Text.ShouldContain("A copy stays on this phone until you delete it.");
        var page = Lines(ann.Page.QuerySelectorAll("main section"));
        var take = ann.Prepare("to read or print");
        var data = ann.Prepare("for a computer");
        await ann.SendAsync(take());
        ann.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        ann.Response.Content.Headers.ContentDisposition!.ToString().ShouldBe("attachment; filename=your-copy.html; filename*=UTF-8''your-copy.html");
        ann.Response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        Lines(ann.Page.QuerySelectorAll("main section")).ShouldBe(page, "word for word the page");
        ann.Page.QuerySelectorAll("script, link, img, iframe, form, a, [src], [href], [onclick]").ShouldBeEmpty("whole in itself, and it leads nowhere");
        ann.Page.QuerySelectorAll("b").ShouldBeEmpty();
        ann.Page.QuerySelector("h1")!.TextContent.ShouldBe("Your copy");

        await ann.SendAsync(data());
        ann.Response.Content.Headers.ContentDisposition!.FileName.ShouldBe("your-copy.json");
        var json = JsonDocument.Parse(ann.Html).RootElement;
        json.GetProperty("format").GetString().ShouldBe("your-copy/1");
        json.GetProperty("answers").EnumerateArray().Select(a => a.GetProperty("kind").GetString()).ShouldBe(["score", "question"]);
        var score = json.GetProperty("answers")[0];
        (score.GetProperty("words").GetString(), score.GetProperty("secondWords").GetString(), score.GetProperty("score").GetInt32()).ShouldBe(("Żółć & <b>bold</b> \"quoted\"", "More Sundays", 6));
        score.GetProperty("replies")[0].GetProperty("words").GetString().ShouldBe("On Tuesday.");
        score.GetProperty("readBy")[0].GetProperty("name").GetString().ShouldBe(visit.WorkerName);
        var whole = string.Join('\n', page);
        foreach (var text in Texts(json).Where(t => t.Contains(' '))) Squeezed(whole).ShouldContain(Squeezed(text));
        ann.Html.ShouldNotContain(person.Contact![3..]);

        // Enough of them for an hour.
        for (var n = 2; n < OwnAccess.MostCopiesInAnHour; n++) (await ann.SendAsync(data())).Html.ShouldStartWith("{");
        await ann.SendAsync(take());
        ann.Address.AbsolutePath.ShouldBe("/my-words/everything/later");
        ann.Text.ShouldContain("You can take the next one in an hour.");

        // Another site's form: nothing goes out.
        var forged = new HttpRequestMessage(HttpMethod.Post, new Uri(Site, "/my-words/everything/data")) { Content = new FormUrlEncodedContent([]) };
        (await ann.SendAsync(forged)).Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        // Access that ended is over, here too.
        await visit.GoAsync(ann, "/my-words/everything");
        var last = ann.Prepare("for a computer");
        var worker = await portal.StaffAsync(visit.Plan);
        await portal.Get<PeopleDesk>().RestrictAsync(worker, (await portal.Get<PeopleDesk>().PeopleAsync(worker)).Single(p => p.Name == "Ann Nance").Handle, RestrictionKind.AccessEnded);
        await ann.SendAsync(last());
        ann.Address.Authority.ShouldBe(portal.Site.Host.Identity.Authority);
    }

    private async Task<Dictionary<string, string>> PagesAsync(Browser browser)
    {
        Dictionary<string, string> pages = [];
        foreach (var page in new[] { "/", "/plan", "/tasks", "/my-words", "/my-words/number", "/my-words/everything", "/ask-worker", "/if-things-go-wrong" })
            pages[page] = BarePage.Of((await browser.GoAsync(Site, page)).Html);
        return pages;
    }

    private static List<string> Lines(IEnumerable<AngleSharp.Dom.IElement> sections) =>
        [.. sections.SelectMany(s => s.TextContent.Split('\n')).Select(l => l.Trim()).Where(l => l.Length > 0)];

    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(m => Texts(m.Value)),
        _ => [],
    };

    private static string Squeezed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
