using System.Net;
using FamilyPortal.Testing;
using Shouldly;
using SkiaSharp;
using Xunit;
using static FamilyPortal.Portal.Tests.Family.SpaceTests;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>Whatever a young person sends as a picture: the words beside it are heard, kept and never lost.</summary>
public sealed class SentPicturesTests(PortalFixture portal)
{
    private Uri Site => portal.Site.Host.Portal;

    /// <summary>What script shows, in the page as it comes: that a drawing waits nowhere, and beside the button that a file is left out.</summary>
    [Fact]
    public async Task The_pad_says_when_a_drawing_is_kept_and_a_picture_left_out_is_told_beside_the_button()
    {
        var (amber, _) = await portal.VisitAsync(Amber, Sample);
        await amber.GoAsync(Site, "/space/dreams");

        amber.Page.QuerySelector("[data-draw] canvas")!.GetAttribute("aria-describedby").ShouldBe("draw-hint");
        amber.Page.QuerySelector("#draw-hint")!.TextContent.ShouldBe("A drawing is kept only when you put it in.");
        var told = amber.Page.QuerySelector("[data-draw-big][role=alert][hidden]")!;
        told.TextContent.ShouldBe("That picture is too big, so it is left out. Choose one of 8 MB or less.");
        told.NextElementSibling!.TextContent.ShouldContain("Put it in");
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
        await IsPictureAsync(Site, amber, amber.Page.QuerySelector("img.app-picture")!.GetAttribute("src")!);

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
}
