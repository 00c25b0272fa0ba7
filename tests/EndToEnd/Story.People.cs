using System.Net;
using System.Text;
using System.Text.Json;
using FamilyPortal.Testing;
using Microsoft.Playwright;
using Shouldly;

namespace FamilyPortal.EndToEnd;

/// <content>Goals, the young person, gran, the helper, danger and texts.</content>
internal sealed partial class Story
{
    private string _nudge = "";

    private async Task ParentAnswersAGoalAsync(Phone kerensa)
    {
        await kerensa.GoAsync("/plan");
        await kerensa.FollowAsync("Say what you think of this");
        await kerensa.ChooseAsync("Form.Choice", "not-how-i-see-it");
        await kerensa.TapAsync("Save");
        await kerensa.SeesAsync("Write a few words");
        await kerensa.TypeAsync("Form.Words", "I want it to say both of us.");
        await kerensa.TapAsync("Save");
        await kerensa.GoAsync("/plan");
        await kerensa.SeesAsync("I want it to say both of us.");
    }

    private static async Task ParentAnswersAboutAMeetingAsync(Phone kerensa)
    {
        await kerensa.GoAsync("/");
        await kerensa.FollowAsync("Tell us if you can come");
        await kerensa.SeesAsync("How has the first month gone?", "Who comes: you, ", "Who I want with me");
        await kerensa.TypeAsync("Form.Words", "I need someone to watch the little ones.");
        await kerensa.TypeAsync("Form.OneHigher", "Mum");
        await kerensa.TapAsync("Save");
        await kerensa.SeesAsync("Choose one of the answers");
        await kerensa.ChooseAsync("Form.Choice", "by-phone");
        await kerensa.TapAsync("Save");
        await kerensa.SeesAsync("I would like to join by phone or video", "I need someone to watch the little ones.", "Only your workers can see it.");
        await kerensa.GoAsync("/");
        await kerensa.SeesAsync("You said: I would like to join by phone or video");
    }

    private async Task<Phone> YoungPersonScoresAsync(Phone kerensa)
    {
        var jowan = await Phone.OpenAsync(chromium, _site, "jowan", script);
        await jowan.SignInAsync(StoryPlan.Jowan, _words["Jowan Penhale"]);
        await jowan.GoAsync("/plan");
        await jowan.SeesAsync("How safe and looked after do you feel at home just now?");
        await jowan.DoesNotSeeAsync("burned her hand on the grill", StoryPlan.Hidden, "How sure are you that there is always a grown-up");
        await jowan.FollowAsync("Give a number");
        await jowan.ChooseAsync("Form.Score", "8");
        await jowan.TypeAsync("Form.Words", "Nan makes pasties on Tuesdays.");
        await jowan.TapAsync("Save");
        await jowan.SeesAsync("You gave it 8");

        foreach (var path in new[] { "/", "/plan", "/answers", "/tasks" })
        {
            await kerensa.GoAsync(path);
            await kerensa.DoesNotSeeAsync("pasties", "How safe and looked after do you feel");
        }
        return jowan;
    }

    private async Task<Phone> GranAnswersHerTasksAsync()
    {
        var lowena = await Phone.OpenAsync(chromium, _site, "lowena", script);
        await lowena.SignInAsync(StoryPlan.Lowena, _words["Lowena Penhale"]);
        await lowena.GoAsync("/plan");
        await lowena.SeesAsync("Lowena comes for tea");
        await lowena.DoesNotSeeAsync("Sheila looks out for the kitchen blind", "pasties", StoryPlan.Hidden);

        await ReplyAsync(lowena, "comes for tea", "accept", "I will be there at four.");
        await ReplyAsync(lowena, "drives the children", "cannot", "My car is off the road.");
        await lowena.GoAsync("/answers");
        await lowena.SeesAsync("I will be there at four.", "My car is off the road.");
        return lowena;
    }

    private static async Task ReplyAsync(Phone phone, string task, string choice, string words)
    {
        await phone.GoAsync("/tasks");
        await phone.Page.GetByRole(AriaRole.Link).And(phone.Page.Locator("a[href^='/task/']")).Filter(new() { HasText = task }).Or(
            phone.Page.Locator(".app-card, .app-task-card, li, article").Filter(new() { HasText = task }).Locator("a[href^='/task/']")).First.ClickAsync();
        await phone.Page.Locator("[name='Form.Choice']").First.WaitForAsync();
        await phone.LookAsync();
        await phone.ChooseAsync("Form.Choice", choice);
        await phone.TypeAsync("Form.Words", words);
        await phone.TapAsync("Save");
    }

    private async Task HelperAnswersAsync(Phone kerensa)
    {
        await kerensa.GoAsync("/chat");
        await kerensa.SeesAsync("a computer, not a person");
        await SayAsync(kerensa, "whats a danger statement");
        await kerensa.SeesAsync("who is worried", "what could happen");
        await SayAsync(kerensa, "when is my next meeting");
        await kerensa.SeesAsync("3:45pm");
    }

    private static async Task SayAsync(Phone phone, string words)
    {
        await phone.TypeAsync("Form.Words", words);
        await phone.TapAsync("Send");
    }

    private async Task SomebodyIsNotSafeAsync(Phone kerensa, Phone jowan)
    {
        await OpenScaleAsync(kerensa);
        await kerensa.ChooseAsync("Form.Score", "2");
        await kerensa.TypeAsync("Form.Words", "It was a good week until today. My cousin is here and he has got a knife. The kids are in bed.");
        await kerensa.TapAsync("Save");
        await NumbersComeFirstAsync(kerensa);

        await kerensa.GoAsync("/chat");
        await SayAsync(kerensa, "what is a core group, he is kicking the door in");
        await kerensa.SeesAsync("999");
        (await kerensa.Page.Locator("main a[href='tel:999']").CountAsync()).ShouldBeGreaterThan(0, "the number can be tapped");

        await kerensa.GoAsync("/plan");
        await kerensa.Page.Locator("a[href^='/goal/']").First.ClickAsync();
        await kerensa.ChooseAsync("Form.Choice", "partly");
        await kerensa.TypeAsync("Form.Words", "Yes but I want to kill myself tonight.");
        await kerensa.TapAsync("Save");
        await NumbersComeFirstAsync(kerensa);

        (await _duty.WaitAsync(b => b.Count > 0, TimeSpan.FromSeconds(60))).ShouldBeTrue("the duty channel is told");
        var before = _duty.Bodies.Count;
        _site.Clock.Move(TimeSpan.FromMinutes(16));
        (await _duty.WaitAsync(b => b.Count > before, TimeSpan.FromSeconds(60))).ShouldBeTrue("and told again");
        foreach (var notice in _duty.Bodies)
            foreach (var secret in new[] { "Kerensa", "knife", "Penhale", "MOS", StoryPlan.Kerensa })
                notice.ShouldNotContain(secret, Case.Insensitive);
        _duty.Refused.ShouldBe(0);
    }

    private static async Task NumbersComeFirstAsync(Phone phone)
    {
        await phone.SeesAsync("999");
        // Before anything else that can be tapped in the page's main part, but for the way back.
        var first = await phone.Page.Locator("main a:not(.govuk-back-link)").First.GetAttributeAsync("href");
        first.ShouldNotBeNull();
        first.ShouldStartWith("tel:");
    }

    private async Task NudgesGoOutAsync()
    {
        var before = (await _site.TextsAsync(StoryPlan.Mark)).Count;
        var mark = await _site.NextTextAsync(StoryPlan.Mark, before == 0 ? 0 : before - 1, TimeSpan.FromSeconds(100));
        mark.ShouldNotBeNull("Mark is asked for a number and agreed to texts");
        foreach (var secret in new[] { "Mark", "Penhale", "Kerensa", "sober", "plan", "council", "Cornwall", "score", "safety" }) mark.ShouldNotContain(secret, Case.Insensitive);
        var link = System.Text.RegularExpressions.Regex.Match(mark, @"https?://\S+/n\b").Value;
        link.ShouldNotBeEmpty();
        _nudge = mark;

        await using var phone = await Phone.OpenAsync(chromium, _site, "mark", script);
        await phone.SignInAsync(StoryPlan.Mark, _words["Mark Rowe"], new Uri(link).PathAndQuery);
        await phone.SeesAsync("How sure are you that there is always a grown-up awake and sober");

    }

    /// <summary>Told last: it moves the clock past every session.</summary>
    private async Task StopEndsNudgesAsync()
    {
        await _site.ReplyByTextAsync(StoryPlan.Mark, "STOP");
        _site.Clock.Move(TimeSpan.FromDays(14));
        var others = await _site.NextTextAsync(StoryPlan.Kerensa, (await _site.TextsAsync(StoryPlan.Kerensa)).Count, TimeSpan.FromSeconds(100));
        others.ShouldNotBeNull("Kerensa is asked again after two weeks");
        (await _site.TextsAsync(StoryPlan.Mark)).ShouldNotContain(t => t.Contains("/n", StringComparison.Ordinal) && t != _nudge);
    }
}
