using FamilyPortal.Shared.Responses.Pictures;
using FamilyPortal.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FamilyPortal.EndToEnd;

/// <summary>A young person draws on a phone with a finger, and sees the drawing again.</summary>
public sealed class SpaceStoryTests(Chromium chromium)
{
    [Fact]
    public async Task A_drawing_made_with_a_finger_is_put_into_a_house_and_seen_again()
    {
        await using var site = await TestSite.StartAsync();
        var amber = (await site.LoadAsync(site.Sample("knowsley-hard-evenings"))).Single(p => p.Name == "Amber Doyle");
        await using var phone = await Phone.OpenAsync(chromium, site, "space", script: true);
        var page = phone.Page;
        await phone.SignInAsync(amber.Contact!, amber.Word);
        await phone.FollowAsync("Your space");
        await phone.FollowAsync("House of Dreams");
        var file = page.Locator("input[type=file]");
        await page.GetByRole(AriaRole.Button, new() { Name = "Red", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Thick line" }).ClickAsync();

        // Three lines, of which the last goes again: a finger's, as the phone tells of it.
        await DrawAsync(page, (0.2, 0.2), (0.8, 0.2));
        await DrawAsync(page, (0.5, 0.1), (0.5, 0.9));
        await page.GetByRole(AriaRole.Button, new() { Name = "Blue", Exact = true }).ClickAsync();
        await DrawAsync(page, (0.1, 0.8), (0.9, 0.8));
        (await DotAsync(page, "canvas", 0.3, 0.8)).ShouldBe("blue");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        (await DotAsync(page, "canvas", 0.3, 0.8)).ShouldBe("white");
        await Assertions.Expect(file).ToHaveJSPropertyAsync("files.length", 1);
        await phone.LookAsync();
        // A photo that is too large takes nothing away, and one that fits gives the drawing back.
        await ChooseAsync(page, PictureLimits.Bytes + 1);
        await Assertions.Expect(page.Locator("[data-draw-big]")).ToBeVisibleAsync();
        await Assertions.Expect(file).ToHaveJSPropertyAsync("files.0.name", "drawing.png");
        await ChooseAsync(page, 1_000);
        await Assertions.Expect(file).ToHaveJSPropertyAsync("files.0.name", "photo.png");
        (await DotAsync(page, "canvas", 0.5, 0.6)).ShouldBe("white");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(file).ToHaveJSPropertyAsync("files.0.name", "drawing.png");
        // Words beside it wait as ever; the drawing is nowhere but in the form.
        await page.RunAndWaitForResponseAsync(() => page.Locator("[name='Form.Words']").FillAsync("A red kite"), r => r.Url.Contains("/words/draft/") && r.Ok);
        (await page.EvaluateAsync<int>("localStorage.length + sessionStorage.length")).ShouldBe(0);
        await phone.TapAsync("Put it in");

        await phone.SeesAsync("Thank you", "A red kite", "Only your workers can see it.");
        await Assertions.Expect(page.Locator("img.app-picture")).ToHaveJSPropertyAsync("complete", true);
        (await DotAsync(page, "img.app-picture", 0.5, 0.6)).ShouldBe("red");
        (await DotAsync(page, "img.app-picture", 0.3, 0.8)).ShouldBe("white");
        await phone.GoAsync("/space");
        await phone.SeesAsync("A red kite");

        await using var worker = await Phone.OpenStaffAsync(chromium, site, "Dean Ashcroft", script: true);
        await worker.FollowAsync("Amber's plan");
        await worker.SeesAsync("Amber Doyle put something into their House of Dreams");
        (await DotAsync(worker.Page, "img.app-picture", 0.5, 0.6)).ShouldBe("red");
    }

    private static Task ChooseAsync(IPage page, int bytes) => page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = new byte[bytes] });

    /// <summary>One line with a finger, from one place of the pad to another.</summary>
    private static async Task DrawAsync(IPage page, (double X, double Y) from, (double X, double Y) to)
    {
        await page.Locator("canvas").ScrollIntoViewIfNeededAsync();
        var box = (await page.Locator("canvas").BoundingBoxAsync())!;
        var phone = await page.Context.NewCDPSessionAsync(page);
        object[] At(double part) => [new { x = box.X + box.Width * (from.X + (to.X - from.X) * part), y = box.Y + box.Height * (from.Y + (to.Y - from.Y) * part) }];
        await SendAsync("touchStart", At(0));
        for (var part = 0.1; part < 1; part += 0.1) await SendAsync("touchMove", At(part));
        await SendAsync("touchEnd", []);
        await phone.DetachAsync();

        Task SendAsync(string type, object[] touchPoints) => phone.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = touchPoints });
    }

    /// <summary>The colour of a dot of a drawing.</summary>
    private static Task<string> DotAsync(IPage page, string drawing, double x, double y) => page.EvaluateAsync<string>(
        """
        async ([what, x, y]) => {
          const from = document.querySelector(what)
          if (from.decode) { from.loading = 'eager'; await from.decode() }
          const [width, height] = [from.naturalWidth || from.width, from.naturalHeight || from.height]
          const to = document.createElement('canvas')
          to.width = width; to.height = height
          to.getContext('2d').drawImage(from, 0, 0)
          const [r, g, b] = to.getContext('2d').getImageData(x * width, y * height, 1, 1).data
          return r > 220 && g > 220 && b > 220 ? 'white' : r > b + 60 ? 'red' : b > r + 60 ? 'blue' : `${r},${g},${b}`
        }
        """, new object[] { drawing, x, y });
}
