using System.Net;
using Microsoft.Playwright;

namespace FamilyPortal.Screens;

/// <summary>Phones side by side, in one picture.</summary>
internal static class Sheet
{
    private const int Width = 260;

    public static async Task WriteAsync(IBrowser browser, IReadOnlyList<Shot> shots, string path)
    {
        var phones = string.Concat(shots.Select(s =>
            $"<figure><img src=\"data:image/png;base64,{Convert.ToBase64String(s.Png)}\" alt=\"\"><figcaption>{WebUtility.HtmlEncode(s.Caption)}</figcaption></figure>"));
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = (shots.Count * (Width + 24)) + 24, Height = 100 }, DeviceScaleFactor = 1 });
        await page.SetContentAsync($$"""
            <style>
              body { margin: 0; padding: 24px 24px 12px; display: flex; gap: 24px; background: #fff; font: 16px system-ui, arial, sans-serif; }
              figure { margin: 0; width: {{Width}}px; text-align: center; }
              img { width: 100%; border: 1px solid #b1b4b6; border-radius: 14px; display: block; margin-bottom: 10px; }
            </style>{{phones}}
            """);
        await page.ScreenshotAsync(new() { Path = path, FullPage = true });
        await page.CloseAsync();
    }
}
