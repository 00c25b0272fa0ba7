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
    private const string Sample = "knowsley-hard-evenings";
    private const string Amber = "Amber Doyle";

    private static byte[] Photo { get; } = SamplePictures.WithGps(SamplePictures.Encode(SKEncodedImageFormat.Jpeg, 300, 200));

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
        await IsPictureAsync(amber, picture);

        await jo.GoAsync(Site, "/");
        await jo.FollowAsync("What others let you see");
        foreach (var shown in new[] { "Amber Doyle: House of Worries", "The evenings are loud", "Scared" }) jo.Text.ShouldContain(shown);
        var hers = jo.Page.QuerySelector("img.app-picture")!.GetAttribute("src")!;
        hers.ShouldNotBe(picture, "each reader has an address of their own");
        await IsPictureAsync(jo, hers);

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
        await IsPictureAsync(amber, amber.Page.QuerySelector("img.app-picture")!.GetAttribute("src")!);

        // A copy of everything has it too, whole in itself.
        await amber.GoAsync(Site, "/space/dreams");
        await amber.SendAsync("Put it in", SamplePictures.Encode(SKEncodedImageFormat.Png, 120, 80));
        await amber.GoAsync(Site, "/my-words/everything");
        await IsPictureAsync(amber, amber.Page.QuerySelector("main .app-card img")!.GetAttribute("src")!);
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
        await IsPictureAsync(visit.Worker, desk);

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
    public async Task Whatever_is_sent_for_a_picture_the_words_are_still_there_and_only_a_picture_is_stored()
    {
        var (amber, _) = await portal.VisitAsync(Amber, Sample);
        await amber.GoAsync(Site, "/space/good-things");
        await amber.SendAsync("Put it in", "no picture"u8.ToArray(), "photo.jpg", ("Form.Words", ""));
        amber.Text.ShouldContain("We could not open this picture.");
        amber.Text.ShouldNotContain("still here", Case.Sensitive, "no words are");
        foreach (var (what, name) in new (byte[], string)[]
        {
            ("<html><script>alert(1)</script>"u8.ToArray(), "photo.html"), ("<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "drawing.svg"),
            ([0xFF, 0xD8, 0xFF, .. "<script>alert(1)</script>"u8], "photo.jpg"),
        })
        {
            await amber.SendAsync("Put it in", what, name, ("Form.Words", "Leila came round"), ("Form.Choice", "happy"));
            amber.Page.QuerySelector(".govuk-error-summary a")!.GetAttribute("href").ShouldBe("#Picture");
            amber.Text.ShouldContain("We could not open this picture.");
            amber.Text.ShouldContain("Your words are still here.");
            amber.Text.ShouldContain("What you said is saved. The picture is not.");
            amber.Page.QuerySelector("textarea[name='Form.Words']")!.TextContent.ShouldBe("Leila came round");
            amber.Page.QuerySelector("[name='Form.Choice'][checked]")!.GetAttribute("value").ShouldBe("happy");
        }
        foreach (var large in new[] { SamplePictures.Bomb(60_000, 60_000), [.. Photo, .. new byte[8_000_000]] })
        {
            await amber.SendAsync("Put it in", large, fields: [("Form.Words", "Leila came round")]);
            amber.Text.ShouldContain("8 MB or less");
            amber.Page.QuerySelector("textarea[name='Form.Words']")!.TextContent.ShouldBe("Leila came round");
        }
        await amber.GoAsync(Site, "/answers");
        amber.Page.QuerySelectorAll(".app-quote").Count(q => q.TextContent.Contains("Leila came round")).ShouldBe(1, "what she said is there, once, whatever went with it");
        amber.Page.QuerySelectorAll("img.app-picture").ShouldBeEmpty();

        // A picture and a page in one file: only the picture is left of it, and a second tap stores nothing twice.
        await amber.GoAsync(Site, "/space/good-things");
        byte[] both = [.. SamplePictures.Encode(SKEncodedImageFormat.Png, 200, 200), .. "<script>alert('hidden behind')</script>"u8];
        var first = await Multipart.RequestAsync(amber, "Put it in", both);
        var second = await Multipart.RequestAsync(amber, "Put it in", both);
        await amber.SendAsync(first);
        await amber.SendAsync(second);
        (await amber.GoAsync(Site, "/answers")).Page.QuerySelectorAll("img.app-picture").Length.ShouldBe(1);
        await IsPictureAsync(amber, amber.Page.QuerySelector("img.app-picture")!.GetAttribute("src")!);

        // Without its token nothing is taken.
        await amber.GoAsync(Site, "/space/dreams");
        var forged = await Multipart.RequestAsync(amber, "Put it in", Photo, fields: [("Form.Words", "These words are not from the page")]);
        forged.Content = new MultipartFormDataContent(((MultipartFormDataContent)forged.Content!).Headers.ContentType!.Parameters.Single().Value!.Trim('"'));
        ((MultipartFormDataContent)forged.Content).Add(new StringContent("These words are not from the page"), "\"Form.Words\"");
        (await amber.SendAsync(forged)).Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>What is saved was sent, whatever became of the picture beside it.</summary>
    [Fact]
    public async Task Words_saved_without_their_picture_do_not_wait_as_unsent()
    {
        var (amber, _) = await portal.VisitAsync(Amber, Sample);
        await amber.GoAsync(Site, "/space/good-things");
        (await DraftTests.KeepAsync(Site, amber, "/space/good-things", DraftTests.Fields(amber), false, ("Form.Words", "Leila came round"))).ShouldBe(HttpStatusCode.NoContent);
        await amber.SendAsync("Put it in", "no picture"u8.ToArray(), "photo.jpg", ("Form.Words", "Leila came round"));
        amber.Text.ShouldContain("What you said is saved. The picture is not.");
        (await amber.GoAsync(Site, "/")).Text.ShouldNotContain("did not send");
    }

    private static int Width(byte[] jpeg)
    {
        using var drawn = SKBitmap.Decode(jpeg);
        return drawn.Width;
    }

    /// <summary>More than the server takes of any other body: the file passes by, and the words before it are heard.</summary>
    [Fact]
    public async Task However_large_a_file_is_the_words_before_it_are_heard()
    {
        var people = await portal.LoadAsync(portal.Sample(Sample));
        var person = people.Single(p => p.Name == Amber);
        using var amber = await portal.EnterAsync(person);
        var huge = new byte[31_000_000];
        await amber.GoAsync(Site, "/space/worries");
        await amber.SendAsync("Put it in", huge, fields: [("Form.Words", "He is hitting me right now")]);
        foreach (var shown in new[] { "999", "8 MB or less", "What you said is saved. The picture is not." }) amber.Text.ShouldContain(shown);
        // A page that takes no file takes the words.
        await amber.GoAsync(Site, "/ask-worker");
        await amber.SendAsync("Send", huge, fields: [("Form.Words", "When will it stop?")]);
        amber.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await amber.GoAsync(Site, "/answers");
        foreach (var said in new[] { "He is hitting me right now", "When will it stop?" }) amber.Text.ShouldContain(said);
        // And so does a form that came too late.
        await amber.GoAsync(Site, "/space/worries");
        var late = await Multipart.RequestAsync(amber, "Put it in", huge, fields: [("Form.Words", "He is strangling me right now")]);
        amber.Cookies.GetAllCookies().ToList().ForEach(c => c.Expired = true);
        await amber.SendAsync(late);
        amber.Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        amber.Text.ShouldContain("999");
    }

    [Fact]
    public async Task What_is_sent_to_an_address_that_is_none_is_no_answer_but_danger_in_it_is_heard()
    {
        var (amber, _) = await portal.VisitAsync(Amber, Sample);
        foreach (var none in new[] { "/space/no-such", "/space/safety/no-such", "/space/talk/", "/space/wrong/" })
            foreach (var words in new[] { "These words are nowhere", "He is hitting me right now" })
            {
                await amber.GoAsync(Site, "/space/talk");
                var forged = amber.Prepare("Send", ("Form.Words", words))();
                forged.RequestUri = new(Site, none);
                await amber.SendAsync(forged);
                amber.Text.ShouldContain(words);
                amber.Text.Contains("999").ShouldBe(words.StartsWith("He"), none);
            }
        await amber.GoAsync(Site, "/answers");
        amber.Text.ShouldNotContain("These words are nowhere");
        amber.Text.ShouldContain("Words we kept");
        foreach (var kind in new[] { "House of Worries", "Something is wrong" }) amber.Text.ShouldNotContain(kind);
    }

    /// <summary>The session ended while she drew: her words wait, and the form says that the drawing does not.</summary>
    [Fact]
    public async Task Words_of_a_form_with_a_picture_wait_when_the_session_has_ended()
    {
        var people = await portal.LoadAsync(portal.Sample(Sample));
        var person = people.Single(p => p.Name == Amber);
        using var amber = await portal.EnterAsync(person);
        await amber.GoAsync(Site, "/space/worries");
        amber.Text.ShouldContain("A picture does not wait for you");
        var late = await Multipart.RequestAsync(amber, "Put it in", [.. Photo, .. new byte[3_000_000]], fields: [("Form.Words", "I do not like Fridays"), ("Form.Choice", "worried")]);
        amber.Cookies.GetAllCookies().ToList().ForEach(c => c.Expired = true);

        await amber.SendAsync(late);
        using var again = await portal.EnterAsync(person);
        await again.GoAsync(Site, "/space/worries");

        again.Page.QuerySelector("textarea[name='Form.Words']")!.TextContent.ShouldBe("I do not like Fridays");
        again.Page.QuerySelector("[name='Form.Choice'][checked]")!.GetAttribute("value").ShouldBe("worried");
        again.Text.ShouldContain("please add it again");
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
    public async Task Wishes_stand_on_top_until_they_are_answered_and_reach_the_manager_where_they_are_about_the_worker()
    {
        var visit = await StaffVisit.OpenAsync(portal, Sample);
        using var manager = await visit.ManagerAsync();
        using var amber = await visit.PersonAsync(Amber);
        await visit.GoAsync(amber, "/space");
        await amber.FollowAsync("I want to talk to someone alone");
        amber.Text.ShouldContain("You do not have to say why.");
        await amber.SubmitAsync("Send", ("Form.Words", "Monday at school"), ("Form.OneHigher", "Ask Mrs Pemberton"));
        amber.Address.AbsolutePath.ShouldBe("/space/talk");
        amber.Text.ShouldContain("No worker has read it yet.");
        await visit.GoAsync(amber, "/space/worker");
        amber.Text.ShouldContain("It also goes to the manager");
        amber.Page.QuerySelectorAll("main .app-phone").Length.ShouldBe(2, "advocate and complaints");
        await amber.SubmitAsync("Send");
        await visit.GoAsync(amber, "/space/wrong");
        amber.Page.QuerySelectorAll("main .app-phone").Length.ShouldBe(2);
        await amber.SubmitAsync("Send", ("Form.Words", ""));
        amber.Page.QuerySelector(".govuk-error-summary a")!.GetAttribute("href").ShouldBe("#Form-Words");
        await amber.SubmitAsync("Send", ("Form.Words", "The school bus money"), ("Form.Choice", "about-other"));

        await visit.WorkerAtAsync();
        visit.Worker.Page.QuerySelector("main h2")!.TextContent.ShouldBe("Waiting for a reply from you", "on top");
        foreach (var shown in new[] { "Amber Doyle wants to talk to someone alone", "Ask Mrs Pemberton", "Amber Doyle wants a different worker", "Amber Doyle says that something is wrong" }) visit.Worker.Text.ShouldContain(shown);
        visit.Worker.Page.QuerySelectorAll("main section h3").Count(h => h.TextContent.Contains("wants to talk")).ShouldBe(1, "not among what is new as well");
        (await visit.WorkerAtAsync("/team")).Text.ShouldContain("Amber Doyle wants a different worker");
        (await visit.GoAsync(visit.Worker, "/staff")).Text.ShouldContain("Amber Doyle wants to talk to someone alone");
        await visit.GoAsync(manager, "/staff");
        manager.Page.QuerySelectorAll(".app-task").Single(c => c.TextContent.Contains("wants a different worker")).TextContent.ShouldContain("About a worker");

        // The worker answers all: what is about them stays for the manager.
        foreach (var wish in new[] { "wants to talk to someone alone", "wants a different worker", "says that something is wrong" }) await ReplyAsync(visit, visit.Worker, wish, $"I read that Amber {wish}");
        visit.Worker.Text.ShouldNotContain("Waiting for a reply from you");
        visit.Worker.Text.ShouldContain("Waiting for a reply from somebody else");
        visit.Worker.Page.QuerySelectorAll("main section").Count(s => s.TextContent.Contains("It is due until the manager has replied.")).ShouldBe(1);
        (await visit.GoAsync(amber, "/space/talk")).Text.ShouldContain("Answered.");
        await visit.GoAsync(amber, "/space/worker");
        amber.Text.ShouldContain($"{visit.WorkerName} wrote back. The manager still looks at it.");
        amber.Text.ShouldNotContain("Answered.");
        foreach (var page in new[] { "/space", "/my-words" }) (await visit.GoAsync(amber, page)).Text.ShouldContain("The manager still looks at it.");
        await visit.GoAsync(manager, "/staff");
        manager.Text.ShouldContain("wants a different worker");
        manager.Text.ShouldNotContain("wants to talk to someone alone");
        await ReplyAsync(visit, manager, "wants a different worker", "I ring you after the fair");
        (await visit.GoAsync(manager, "/staff")).Text.ShouldNotContain("wants a different worker");
        (await visit.WorkerAtAsync()).Text.ShouldNotContain("Waiting for a reply");

        await visit.GoAsync(amber, "/space/worker");
        amber.Text.ShouldContain("Answered.");
        amber.Text.ShouldContain("I ring you after the fair");
        // For nobody of the family, whatever they look at.
        foreach (var name in new[] { "Kelly Doyle", "Josh Doyle", "Joanne Doyle" })
        {
            using var other = await visit.PersonAsync(name);
            foreach (var page in new[] { "/", "/plan", "/shared", "/answers", "/ask-worker" }) (await visit.GoAsync(other, page)).Html.ShouldNotContain("the fair");
        }
    }

    /// <summary>Where the plan names no manager, the page says so, and the worker's own reply ends nothing: not now, and not when another worker comes.</summary>
    [Fact]
    public async Task Without_a_manager_what_is_about_the_worker_is_the_duty_teams_to_end()
    {
        var visit = await StaffVisit.OpenAsync(portal, Sample, plan => plan["people"]!.AsArray().Remove(plan["people"]!.AsArray().Single(p => p!["role"]!.GetValue<string>() == "manager")));
        using var duty = await visit.DutyAsync();
        using var amber = await visit.PersonAsync(Amber);
        (await visit.GoAsync(amber, "/space/talk")).Text.ShouldContain("Your workers read this. They answer");
        foreach (var page in new[] { "/space/talk", "/space/worker", "/space/wrong" }) (await visit.GoAsync(amber, page)).Text.ShouldNotContain("manager");
        amber.Text.ShouldContain("It also goes to the duty team, not only to your worker.");
        await amber.SubmitAsync("Send", ("Form.Words", "He shouts when nobody is there"), ("Form.Choice", "about-worker"));
        async Task<int> AtDutyAsync() => (await visit.GoAsync(duty, "/staff")).Page.QuerySelectorAll(".app-task").Count(c => c.QuerySelector($"a[href='{visit.Home}']") is not null && c.TextContent.Contains("About a worker"));
        (await AtDutyAsync()).ShouldBe(1, "at once");

        await visit.WorkerAtAsync();
        visit.Worker.Text.ShouldContain("The duty team looks at it.");
        await visit.Worker.FollowAsync("Reply to Amber");
        visit.Worker.Text.ShouldContain("No other reply ends it.");
        await visit.Worker.SubmitAsync("Send", ("Form.Words", "All fine"));
        async Task StillAsync()
        {
            (await visit.GoAsync(amber, "/space/wrong")).Text.ShouldContain($"{visit.WorkerName} wrote back. The duty team still looks at it.");
            amber.Text.ShouldNotContain("Answered");
            (await visit.GoAsync(amber, "/my-words")).Text.ShouldContain("The duty team still looks at it.");
            (await AtDutyAsync()).ShouldBe(1);
        }
        await StillAsync();
        var plan = visit.Plan.DeepClone();
        plan["plan"]!["version"] = plan["plan"]!["version"]!.GetValue<int>() + 1;
        var worker = plan["people"]!.AsArray().Single(p => p!["role"]!.GetValue<string>() == "worker")!;
        (worker["name"], worker["email"]) = ("Somebody Else", $"else.{visit.Family:N}@example.org");
        using (var put = await portal.Site.RecordAsync(HttpMethod.Put, visit.Authority, $"families/{Uri.EscapeDataString(visit.RecordRef)}/plan", Encoding.UTF8.GetBytes(plan.ToJsonString()))) put.IsSuccessStatusCode.ShouldBeTrue();
        await StillAsync();

        await ReplyAsync(visit, duty, "says that something is wrong", "We come and see you today");
        (await AtDutyAsync()).ShouldBe(0);
        await visit.GoAsync(amber, "/space/wrong");
        amber.Text.ShouldContain("Answered.");
        amber.Text.ShouldContain("We come and see you today");
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

    private static async Task ReplyAsync(StaffVisit visit, Browser staff, string wish, string words)
    {
        await visit.GoAsync(staff, visit.Home);
        var card = staff.Page.QuerySelectorAll("main section").Single(s => s.QuerySelector("h3")?.TextContent.Contains(wish) == true);
        await visit.GoAsync(staff, card.QuerySelector("a[href*='/reply/']")!.GetAttribute("href")!);
        await staff.SubmitAsync(("Form.Words", words));
    }

    private async Task IsPictureAsync(Browser browser, string path)
    {
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = browser.Cookies });
        using var answer = await http.GetAsync(new Uri(Site, path), TestContext.Current.CancellationToken);
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
