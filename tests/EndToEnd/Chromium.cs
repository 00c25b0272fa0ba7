using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(FamilyPortal.EndToEnd.Chromium))]

namespace FamilyPortal.EndToEnd;

/// <summary>Debian's Chromium in its build without a window, which takes a third less time; started once for all tests of this assembly.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string WithoutWindow = "/usr/bin/chromium-headless-shell";
    private IPlaywright? _playwright;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = File.Exists(WithoutWindow) ? WithoutWindow : "/usr/bin/chromium",
            // It must not look for anything outside: there is no network in a test.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
