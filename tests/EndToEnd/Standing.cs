using Microsoft.Playwright;

namespace FamilyPortal.EndToEnd;

/// <summary>
/// Waits that ask again and again. Waiting for an event of Playwright hung now and then: it misses an address that is reached between
/// its first look and the moment it begins to listen, and a load event that a redirect to the other origin overtakes.
/// </summary>
internal static class Standing
{
    private const int Tries = 1_200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Until the page stands complete at such an address, whatever redirects lead there.</summary>
    public static async Task StandsAtAsync(this IPage page, Func<Uri, bool> where)
    {
        for (var tries = 0; !where(new(page.Url)); tries++)
        {
            if (tries == Tries) throw new TimeoutException($"{page.Url} is where it stays.");
            await Task.Delay(Pause);
        }
        await page.StandsAsync();
    }

    /// <summary>
    /// Until the page stands complete, and as <paramref name="also"/> asks. Asked of the page itself: our policy forbids it to wait for
    /// a script's words.
    /// </summary>
    public static async Task StandsAsync(this IPage page, string also = "true")
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            try
            {
                if (await page.EvaluateAsync<bool>($"document.readyState === 'complete' && {also}")) return;
            }
            catch (PlaywrightException)
            {
                // The page was replaced while it was asked.
            }
            await Task.Delay(Pause);
        }
        throw new TimeoutException($"{page.Url} never stood complete.");
    }
}
