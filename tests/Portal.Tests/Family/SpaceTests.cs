using System.Net;
using System.Text;
using System.Text.Json;
using FamilyPortal.Portal.Tests.Staff;
using FamilyPortal.Testing;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>A young person's space over HTTP, without script: what they put there and ask for, who gets it, and who gets nothing.</summary>
public sealed class SpaceTests(PortalFixture portal)
{
    internal const string Sample = "knowsley-hard-evenings";
    internal const string Amber = "Amber Doyle";

    internal static byte[] Photo { get; } = SamplePictures.WithGps(SamplePictures.Encode(SKEncodedImageFormat.Jpeg, 300, 200));

    private Uri Site => portal.Site.Host.Portal;

    [Fact]
    public async Task A_house_takes_words_face_and_picture_and_shows_them_to_whom_she_chose_until_she_takes_it_back()
    {
        var people = await portal.LoadAsync(portal.Sample(Sample));
        using var amber = await portal.EnterAsync(people.Single(p => p.Name == Amber));
        using var jo = await portal.EnterAsync(people.Single(p => p.Name == "Joanne Doyle"));
        await amber.GoAsync(Site, "/");
        amber.Page.QuerySelector("main .app-task a")!.GetAttribute("href").ShouldBe("/space", "first of all");
        await amber.FollowAsync("Your space");
        amber.Text.ShouldContain("unless someone may be badly hurt");
        await amber.FollowAsync("House of Worries");
        var before = amber.Html.IndexOf("unless someone may be badly hurt", StringComparison.Ordinal);
        before.ShouldBeInRange(1, amber.Html.IndexOf("<textarea", StringComparison.Ordinal), "said before typing");
        amber.Page.QuerySelectorAll("[name='Form.Choice']").Length.ShouldBe(8);
        var share = amber.Page.QuerySelectorAll("[name='Form.Share']").Single(b => amber.Page.QuerySelector($"label[for='{b.Id}']")!.TextContent == "Joanne Doyle").GetAttribute("value")!;

        await amber.SendAsync("Put it in", Photo, fields: [("Form.Words", "The evenings are loud"), ("Form.Choice", "scared"), ("Form.Share", share)]);

        amber.Address.AbsolutePath.ShouldBe("/space/saved");
        foreach (var shown in new[] { "Thank you", "The evenings are loud", "Scared", "You let these people see it: Joanne Doyle.", "No worker has read it yet." }) amber.Text.ShouldContain(shown);
        var picture = amber.Page.QuerySelector("img.app-picture")!.GetAttribute("src")!;
        await IsPictureAsync(Site, amber, picture);

        await jo.GoAsync(Site, "/");
        await jo.FollowAsync("What others let you see");
        foreach (var shown in new[] { "Amber Doyle: House of Worries", "The evenings are loud", "Scared" }) jo.Text.ShouldContain(shown);
        var hers = jo.Page.QuerySelector("img.app-picture")!.GetAttribute("src")!;
        hers.ShouldNotBe(picture, "each reader has an address of their own");
        await IsPictureAsync(Site, jo, hers);

        await amber.GoAsync(Site, "/space");
        amber.Text.ShouldContain("What you put here");
        // The house itself shows what is in it, and no other does.
        (await amber.GoAsync(Site, "/space/dreams")).Text.ShouldNotContain("What you put here");
        await amber.GoAsync(Site, "/space/worries");
        foreach (var shown in new[] { "What you put here", "The evenings are loud", "You let these people see it: Joanne Doyle." }) amber.Text.ShouldContain(shown);
        amber.Page.QuerySelectorAll("img.app-picture").Length.ShouldBe(1);
        await amber.SubmitAsync("Only workers may read this");
        amber.Address.AbsolutePath.ShouldBe("/space/worries");
        amber.Text.ShouldContain("You took this back.");
        (await amber.GoAsync(Site, "/space")).Text.ShouldContain("You took this back.");
        (await jo.GoAsync(Site, "/shared")).Text.ShouldContain("Nobody has shared anything with you here.");
        (await jo.GoAsync(Site, "/")).Html.ShouldNotContain("/shared");
        await IsNothingAsync(jo, hers);

        // Later she may show it after all, and take it back again.
        await amber.GoAsync(Site, "/space");
        await amber.FollowAsync("Show this to somebody");
        var show = amber.Address.AbsolutePath;
        (await jo.GoAsync(Site, show)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await amber.SubmitAsync("Show it");
        amber.Page.QuerySelector(".govuk-error-summary")!.TextContent.ShouldContain("Tick who may see it");
        var twice = amber.Prepare("Show it", ("Share", share));
        for (var tap = 0; tap < 2; tap++)
        {
            await amber.SendAsync(twice());
            amber.Address.AbsolutePath.ShouldBe("/space");
            amber.Text.ShouldContain("You let these people see it: Joanne Doyle.");
            amber.Text.ShouldNotContain("Show this to somebody");
        }
        (await jo.GoAsync(Site, "/shared")).Text.ShouldContain("The evenings are loud");
        (await amber.GoAsync(Site, show)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound, "it is shared");
        await amber.GoAsync(Site, "/space");
        await amber.SubmitAsync("Only workers may read this");
        (await jo.GoAsync(Site, "/shared")).Text.ShouldContain("Nobody has shared anything with you here.");
        await amber.GoAsync(Site, "/answers");
        amber.Text.ShouldContain("Your House of Worries");
        await IsPictureAsync(Site, amber, amber.Page.QuerySelector("img.app-picture")!.GetAttribute("src")!);

        // A copy of everything has it too, whole in itself.
        await amber.GoAsync(Site, "/space/dreams");
        await amber.SendAsync("Put it in", SamplePictures.Encode(SKEncodedImageFormat.Png, 120, 80));
        await amber.GoAsync(Site, "/my-words/everything");
        await IsPictureAsync(Site, amber, amber.Page.QuerySelector("main .app-card img")!.GetAttribute("src")!);
        var (page, data) = (amber.Prepare("to read or print"), amber.Prepare("for a computer"));
        var copied = JsonDocument.Parse((await amber.SendAsync(data())).Html).RootElement.GetProperty("answers").EnumerateArray().ToList();
        copied.Select(a => a.GetProperty("kind").GetString()).ShouldBe(["house-of-worries", "house-of-dreams"]);
        copied.Select(a => Width(a.GetProperty("picture").GetBytesFromBase64())).ShouldBe([300, 120], "each its own");
        await amber.SendAsync(page());
        const string Data = "data:image/jpeg;base64,";
        amber.Page.QuerySelectorAll("img").Select(i => i.GetAttribute("src")!).ShouldAllBe(src => src.StartsWith(Data));
        amber.Page.QuerySelectorAll("img").Select(i => Width(Convert.FromBase64String(i.GetAttribute("src")![Data.Length..]))).ShouldBe([300, 120]);
    }

    /// <summary>Attacks: everybody who has no business there gets what they would get had it never been.</summary>
    [Fact]
    public async Task A_picture_and_its_page_are_for_nobody_else_the_same_as_if_they_had_never_been()
    {
        var visit = await StaffVisit.OpenAsync(portal, Sample);
        using var amber = await visit.PersonAsync(Amber);
        await visit.GoAsync(amber, "/space/worries");
        await amber.SendAsync("Put it in", Photo, fields: [("Form.Words", "Only for my worker"), ("Form.Choice", "sad")]);
        var picture = amber.Page.QuerySelector("img.app-picture")!.GetAttribute("src")!;
        await visit.WorkerAtAsync();
        visit.Worker.Text.ShouldContain("put something into their House of Worries");
        visit.Worker.Text.ShouldContain("Feels sad");
        var desk = visit.Worker.Page.QuerySelector("img.app-picture")!.GetAttribute("src")!;
        await IsPictureAsync(Site, visit.Worker, desk);

        List<Browser> others = [.. await Task.WhenAll(new[] { "Josh Doyle", "Kelly Doyle", "Phil Marsh", "Chloe Tan" }.Select(visit.PersonAsync))];
        var (elsewhere, _) = await portal.VisitAsync("Tamsin Nance");
        others.Add(elsewhere);
        foreach (var other in others)
        {
            await IsNothingAsync(other, picture);
            await IsNothingAsync(other, picture[..^1] + (picture[^1] == 'A' ? 'B' : 'A'));
            (await visit.GoAsync(other, desk)).Response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            foreach (var page in new[] { "/", "/shared", "/answers", "/plan" }) (await visit.GoAsync(other, page)).Html.ShouldNotContain("Only for my worker");
        }
        foreach (var grown in others.Where((_, i) => i is 1 or 2 or 3))
            foreach (var page in new[] { "/space", "/space/worries", "/space/safety", "/space/safety/rules", "/space/talk", "/space/saved", "/space/no-such" })
                (await visit.GoAsync(grown, page)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound, page);
        // A parent who sends one all the same: nothing is stored, and danger in it is heard.
        await visit.GoAsync(others[1], "/ask-worker");
        var forged = others[1].Prepare("Send", ("Form.Words", "He is hitting me right now and I am scared"))();
        forged.RequestUri = new(Site, "/space/worries");
        await others[1].SendAsync(forged);
        others[1].Text.ShouldContain("999");
        (await visit.GoAsync(others[1], "/answers")).Text.ShouldContain("Words we kept");

        using var duty = await StaffVisit.EnterAsync(portal, "cornwall", "Duty team");
        foreach (var path in new[] { desk, desk[..^1], desk.Replace(visit.Family.ToString("D"), Guid.NewGuid().ToString("D"), StringComparison.Ordinal) }) await IsNothingAsync(duty, path);
        (await visit.GoAsync(visit.Worker, picture)).Response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, "the family's address");
        using var stranger = new Browser();
        foreach (var path in new[] { picture, desk }) (await visit.GoAsync(stranger, path)).Address.Authority.ShouldBe(portal.Site.Host.Identity.Authority);

        // The record gets it by its own address, with its own token.
        var responses = await JsonAsync(await portal.Site.RecordAsync(HttpMethod.Get, visit.Authority, $"families/{Uri.EscapeDataString(visit.RecordRef)}/responses"));
        var data = responses.GetProperty("items").EnumerateArray().First(e => e.GetProperty("type").GetString() == "uk.familyportal.answer.picture-added.v1").GetProperty("data");
        var href = data.GetProperty("picture").GetProperty("href").GetString()!;
        var path2 = href[$"/api/record/v1/{visit.Authority}/".Length..];
        using (var got = await portal.Site.RecordAsync(HttpMethod.Get, visit.Authority, path2))
        {
            var bytes = await got.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)).ShouldBe(data.GetProperty("picture").GetProperty("sha256").GetString());
            got.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        }
        (await portal.Site.RecordAsync(HttpMethod.Get, "cornwall", path2)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await portal.Site.RecordAsync(HttpMethod.Get, visit.Authority, path2, token: await portal.Site.TokenAsync("record.write"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await portal.Site.RecordAsync(HttpMethod.Post, visit.Authority, path2)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        foreach (var other in others) other.Dispose();
    }

    [Fact]
    public async Task The_safety_house_is_asked_part_by_part_and_danger_comes_first()
    {
        var (amber, _) = await portal.VisitAsync(Amber, Sample);
        await amber.GoAsync(Site, "/space");
        await amber.FollowAsync("My Safety House");
        amber.Page.QuerySelectorAll("main .app-task").Length.ShouldBe(5);
        await amber.FollowAsync("Inside the house");
        amber.Text.ShouldContain("You do not have to write. A drawing is enough.");
        await amber.SubmitAsync("Put it in", ("Form.Words", ""));
        amber.Text.ShouldContain("Write something, or add a picture");
        amber.Text.ShouldNotContain("face", Case.Insensitive, "there are none here");
        // Nothing that anybody could see: zero-width, joiners, marks of direction, fillers, a selector of variants alone.
        foreach (var unseen in new[] { "\u200B", "\u2060\uFEFF \u00A0", "\u200F\u202A", "\u3164\u115F", "\uFE0F", "\u2800", "\U000E0041", "\u00AD\u034F" })
        {
            await amber.SubmitAsync("Put it in", ("Form.Words", unseen));
            amber.Text.ShouldContain("Write something, or add a picture");
        }
        // Beside what shows they stay: a family of four is one sign by its joiners.
        const string Seen = "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466 \u0645\u06CC\u200C\u062E";
        await amber.SubmitAsync("Put it in", ("Form.Words", Seen));
        amber.Page.QuerySelector(".app-quote")!.TextContent.ShouldContain(Seen);
        await amber.GoAsync(Site, "/space/safety/inside");
        await amber.SubmitAsync("Put it in", ("Form.Words", "Me, Mum, Josh and the cat"));
        amber.Text.ShouldContain("Me, Mum, Josh and the cat");
        await amber.FollowAsync("Next: Who may come in");
        amber.Address.AbsolutePath.ShouldBe("/space/safety/visitors");
        await amber.GoAsync(Site, "/space/safety/path");
        amber.Page.QuerySelectorAll(".app-scale--faces [type=radio]").Length.ShouldBe(11);
        amber.Text.ShouldContain("A number or a drawing is enough.");
        await amber.SubmitAsync("Put it in", ("Form.Score", "4"), ("Form.Words", ""));
        amber.Text.ShouldContain("4 out of 10");
        await amber.GoAsync(Site, "/space/safety");
        amber.Page.QuerySelectorAll(".app-card__status").Length.ShouldBe(2);
        (await amber.GoAsync(Site, "/answers")).Text.ShouldContain("The path to the door: 4 out of 10");

        await amber.GoAsync(Site, "/space/safety/not-inside");
        await amber.SubmitAsync("Put it in", ("Form.Words", "He is hitting me right now and I am scared"));
        amber.Address.AbsolutePath.ShouldBe("/space/saved");
        amber.Page.QuerySelector("main h1")!.HasAttribute("data-first").ShouldBeTrue();
        amber.Text.ShouldContain("999");
    }

    [Fact]
    public async Task Young_people_have_faces_where_they_score_and_others_do_not()
    {
        var people = await portal.LoadAsync(portal.Sample());
        using var tamsin = await portal.EnterAsync(people.Single(p => p.Name == "Tamsin Nance"));
        using var ann = await portal.EnterAsync(people.Single(p => p.Name == "Ann Nance"));
        foreach (var (who, faces) in new[] { (tamsin, 13), (ann, 0) })
        {
            await who.GoAsync(Site, "/plan");
            await who.FollowAsync("Give a number");
            who.Page.QuerySelectorAll(".app-scale img").Length.ShouldBe(faces);
            who.Page.QuerySelectorAll(".app-scale img").ShouldAllBe(i => i.GetAttribute("alt") == "");
            who.Page.QuerySelectorAll("link[rel=stylesheet]").Length.ShouldBe(faces > 0 ? 2 : 1);
        }
    }

    private static int Width(byte[] jpeg)
    {
        using var drawn = SKBitmap.Decode(jpeg);
        return drawn.Width;
    }

    internal static async Task IsPictureAsync(Uri site, Browser browser, string path)
    {
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = browser.Cookies });
        using var answer = await http.GetAsync(new Uri(site, path), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("image/jpeg");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Encoding.Latin1.GetString(bytes).ShouldNotContain("GPS");
        Encoding.Latin1.GetString(bytes).ShouldNotContain("hidden behind");
        using var bitmap = SKBitmap.Decode(bytes);
        bitmap.Width.ShouldBeGreaterThan(100);
    }

    /// <summary>The same answer, byte by byte, as for an address that never was.</summary>
    private async Task IsNothingAsync(Browser browser, string path)
    {
        await browser.GoAsync(Site, path);
        browser.Response.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        var got = BarePage.Of(browser.Html);
        await browser.GoAsync(Site, path[..(path.LastIndexOf('/') + 1)] + "neverthere01");
        browser.Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        got.ShouldBe(BarePage.Of(browser.Html));
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
}
