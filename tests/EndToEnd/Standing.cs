using Microsoft.Playwright;

namespace FamilyPortal.EndToEnd;

internal static class Standing
{
    /// <summary>Until the page stands complete at such an address, whatever redirects lead there.</summary>
    public static async Task StandsAtAsync(this IPage page, Func<Uri, bool> where)
    {
        await page.WaitForURLAsync(url => where(new(url)), new() { WaitUntil = WaitUntilState.Commit });
        await page.StandsAsync();
    }

    /// <summary>
    /// Until the page stands complete, and as <paramref name="also"/> asks. Asked of the page itself: waiting for the load event
    /// hung now and then, when a redirect to the other origin overtook it, and our policy forbids a page to wait for a script's words.
    /// </summary>
    public static async Task StandsAsync(this IPage page, string also = "true")
    {
        for (var tries = 0; tries < 1_200; tries++)
        {
            try
            {
                if (await page.EvaluateAsync<bool>($"document.readyState === 'complete' && {also}")) return;
            }
            catch (PlaywrightException)
            {
                // The page was replaced while it was asked.
            }
            await Task.Delay(50);
        }
        throw new TimeoutException($"{page.Url} never stood complete.");
    }
}
