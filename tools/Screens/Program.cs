using FamilyPortal.Screens;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Testing;
using Microsoft.Playwright;

// The demo's families, on free ports, with people signed in as they would be; what they then see, as a phone shows it.
await using var site = await TestSite.StartAsync(loadDemo: true);
var (parent, parentScale) = await FirstAskedAsync("parent");
var (young, youngScale) = await FirstAskedAsync("young person");

using var playwright = await Playwright.CreateAsync();
await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu", "--no-first-run"] });
List<Shot> shots = [];
await using (var phone = await Phone.AsAsync(browser, site.Host.Portal, parent))
{
    await phone.GoAsync("/");
    shots.Add(await phone.ShotAsync("What to do next"));
    await phone.GoAsync("/plan");
    await phone.ScrollToAsync("h2");
    shots.Add(await phone.ShotAsync("The plan, in plain words"));
    await phone.GoAsync(parentScale);
    await phone.ChooseAsync("Form.Score", "6");
    shots.Add(await phone.ShotAsync("How safe do things feel?"));
    await phone.GoAsync("/chat");
    await phone.SayAsync("whats a danger statement");
    shots.Add(await phone.ShotAsync("The helper"));
}
await using (var phone = await Phone.AsAsync(browser, site.Host.Portal, young))
{
    await phone.GoAsync(youngScale);
    await phone.ChooseAsync("Form.Score", "4");
    shots.Insert(3, await phone.ShotAsync("A young person's own scale"));
}
using var worker = await site.SignInStaffAsync("worker");
await using (var phone = await Phone.AsAsync(browser, site.Host.Portal, worker))
{
    await phone.GoAsync("/staff");
    shots.Add(await phone.ShotAsync("A worker's families"));
}
parent.Dispose();
young.Dispose();
await Sheet.WriteAsync(browser, shots, args is [var path] ? path : "screens.png");

// The first with a scale that asks them and a plan in the README's language.
async Task<(Browser Browser, string Scale)> FirstAskedAsync(string role)
{
    foreach (DemoPerson person in site.Host.DemoPeople.Where(p => p.Role == role && p.Contact is ['+', ..]))
    {
        var signedIn = await site.SignInAsync(person.Contact!, person.Word);
        await signedIn.GoAsync(site.Host.Portal, "/plan");
        var isEnglish = signedIn.Page.QuerySelector("main [lang]:not([lang^='en'])") is null;
        if (isEnglish && signedIn.Page.QuerySelector("a[href^='/scale/']")?.GetAttribute("href") is { } scale) return (signedIn, scale);
        signedIn.Dispose();
    }
    throw new InvalidOperationException($"No {role} of the demo is asked for a number.");
}
