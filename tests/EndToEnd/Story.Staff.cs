using System.Net;
using System.Text;
using System.Text.Json;
using FamilyPortal.Testing;
using Microsoft.Playwright;
using Shouldly;

namespace FamilyPortal.EndToEnd;

/// <content>The worker, the record, and who is kept out.</content>
internal sealed partial class Story
{
    private async Task<Phone> WorkerReadsAndScoresAsync(Phone kerensa)
    {
        var tess = await Phone.OpenStaffAsync(chromium, _site, "Tess Hocking", script);
        await tess.SeesAsync("The Penhale family", "Open alerts: 3");

        await tess.GoAsync("/staff/alerts");
        await tess.SeesAsync("Kerensa Penhale", "he has got a knife");
        for (var open = 3; open > 0; open--)
        {
            await tess.GoAsync("/staff/alerts");
            await tess.TapAsync("I have got this");
            await tess.SeesAsync("You have got this.");
        }
        await tess.GoAsync("/staff/alerts");
        await tess.SeesAsync("No alert is open");
        var told = _duty.Bodies.Count;

        await tess.GoAsync("/staff");
        await tess.FollowAsync("The Penhale family");
        await tess.SeesAsync("Kerensa Penhale gave a number", "Mum has come for tea all week.", "A plan for Sunday nights.", "Nan makes pasties on Tuesdays.", "My car is off the road.");
        await tess.TapAsync("I have read this");
        await tess.SeesAsync("Marked as read");

        await tess.Page.Locator("a[href*='/scale/']").First.ClickAsync();
        await tess.Page.Locator("[name='Form.Score']").First.WaitForAsync();
        await tess.ChooseAsync("Form.Score", "5");
        await tess.TypeAsync("Form.Words", "Two calm visits in a row.");
        await tess.TapAsync("Save my number");
        await tess.SeesAsync("Your number is saved.");

        _site.Clock.Move(TimeSpan.FromMinutes(6));
        await Task.Delay(TimeSpan.FromSeconds(7));
        _duty.Bodies.Count.ShouldBe(told, "nobody is told of an alert that somebody has");
        return tess;
    }

    private async Task RecordHasEverythingAsync()
    {
        // A receiver that is being mended: what is given meanwhile comes when it is back.
        _record.IsDown = true;
        var sheila = await _site.SignInAsync(StoryPlan.Sheila, _words["Sheila Bray"], "/ask-worker");
        await sheila.SubmitAsync("Send", ("Form.Words", "The blind was down at nine."));
        sheila.Dispose();
        await Task.Delay(TimeSpan.FromSeconds(4));
        _record.IsDown = false;

        var pulled = await PullAsync();
        pulled.Last().GetProperty("data").GetProperty("words").GetString().ShouldBe("The blind was down at nine.");
        (await _record.WaitAsync(b => b.Count >= pulled.Count, TimeSpan.FromSeconds(90))).ShouldBeTrue($"{_record.Bodies.Count} of {pulled.Count} arrived");
        var received = _record.Bodies.Select(b => JsonDocument.Parse(b).RootElement).ToList();

        received.Select(e => e.GetProperty("id").GetString()).ShouldBe(pulled.Select(e => e.GetProperty("id").GetString()));
        pulled.Select(e => e.GetProperty("sequence").ToString()).ShouldBe(Enumerable.Range(1, pulled.Count).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        pulled.Select(e => e.GetProperty("data").TryGetProperty("score", out var s) ? s.GetInt32() : -1).Where(s => s >= 0).ShouldBe([6, 7, 8, 2, 5]);
        _record.Refused.ShouldBe(0);
    }

    private async Task AccessEndsAsync(Phone tess, Phone lowena)
    {
        await lowena.GoAsync("/plan");
        await lowena.SeesAsync("Lowena comes for tea");

        await tess.GoAsync("/staff");
        await tess.FollowAsync("The Penhale family");
        await tess.FollowAsync("People");
        await tess.FollowAsync("Lowena Penhale");
        if (await tess.Page.GetByRole(AriaRole.Link, new() { Name = "End their access" }).CountAsync() > 0) await tess.FollowAsync("End their access");
        else await tess.TapAsync("End their access");
        await tess.TapAsync("End their access");
        await tess.SeesAsync("Their access has ended.");

        await lowena.GoAsync("/plan");
        await lowena.DoesNotSeeAsync("Lowena comes for tea", "Kerensa");
        await lowena.GoAsync("/chat");
        await lowena.DoesNotSeeAsync("a computer, not a person");
        var before = (await _site.TextsAsync(StoryPlan.Lowena)).Count;
        await using (var again = await Phone.OpenAsync(chromium, _site, "lowena-again", script))
        {
            await again.GoAsync("/plan");
            await again.TypeAsync("Form.Contact", StoryPlan.Lowena);
            await again.Page.Locator("form:has([name='Form.Contact']) button").First.ClickAsync();
            await again.Page.Locator("[name='Form.Code']").WaitForAsync();
        }
        await _site.ReplyByTextAsync(StoryPlan.Lowena, "7");
        await Task.Delay(TimeSpan.FromSeconds(3));
        (await _site.TextsAsync(StoryPlan.Lowena)).Count.ShouldBe(before, "no code, no reply");
    }

    private async Task SafetyCallRestrictsAsync(Phone jowan)
    {
        await jowan.GoAsync("/plan");
        await jowan.SeesAsync("How safe and looked after");
        using (var done = await _site.RecordAsync(HttpMethod.Post, StoryPlan.Authority, StoryPlan.SafetyPath, Encoding.UTF8.GetBytes("""{"revoke":["jowan"],"withdrawNumber":["dan"]}""")))
            done.StatusCode.ShouldBe(HttpStatusCode.OK, await done.Content.ReadAsStringAsync());
        _plan["plan"]!["version"] = 3;
        using (var later = await _site.RecordAsync(HttpMethod.Put, StoryPlan.Authority, StoryPlan.Path, Encoding.UTF8.GetBytes(_plan.ToJsonString())))
            later.StatusCode.ShouldBe(HttpStatusCode.Created, await later.Content.ReadAsStringAsync());

        await jowan.GoAsync("/plan");
        await jowan.DoesNotSeeAsync("How safe and looked after");
    }

    private async Task ParentLeavesAsync(Phone kerensa)
    {
        await kerensa.GoAsync("/answers");
        await kerensa.SeesAsync("Read by Tess Hocking");
        await kerensa.GoAsync("/plan");
        await kerensa.Page.GetByRole(AriaRole.Button, new() { Name = "Leave this page" }).First.ClickAsync();
        await kerensa.Page.StandsAtAsync(url => !url.IsLoopback);

        await kerensa.Page.GoBackAsync();
        await kerensa.DoesNotSeeAsync("Penhale", "sober");
        await kerensa.GoAsync("/plan");
        new Uri(kerensa.Page.Url).Port.ShouldBe(_site.Host.Identity.Port);
        (await kerensa.Page.Locator("[name='Form.Contact']").CountAsync()).ShouldBe(1, "Identity asks for a number: nobody is signed in silently");
    }
}
