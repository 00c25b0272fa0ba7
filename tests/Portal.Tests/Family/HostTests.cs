using System.Collections.Concurrent;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>What the host itself promises: no demo in Production, wrong settings stop the start, logs say nothing about anybody.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task In_production_the_demo_phone_is_as_if_it_had_never_been()
    {
        await using var site = await TestSite.StartAsync(demo: false);
        using var phone = await site.Http.GetAsync(new Uri(site.Host.Portal, "/dev/phone"));
        using var nowhere = await site.Http.GetAsync(new Uri(site.Host.Portal, "/no/such/page"));
        phone.StatusCode.ShouldBe(nowhere.StatusCode);
        phone.Headers.Location!.AbsolutePath.ShouldBe(nowhere.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task The_demo_phone_is_for_this_machine_s_own_browser_and_no_other_site()
    {
        await using var site = await TestSite.StartAsync();
        (await AskAsync(site, "Accept", "text/html")).ShouldBe(System.Net.HttpStatusCode.OK);
        (await AskAsync(site, "Sec-Fetch-Site", "same-site")).ShouldBe(System.Net.HttpStatusCode.OK);
        foreach (var (header, value) in new[] { ("Host", "rebound.example.org"), ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://rebound.example.org") })
            (await AskAsync(site, header, value)).ShouldBe(System.Net.HttpStatusCode.NotFound, header);
    }

    private static async Task<System.Net.HttpStatusCode> AskAsync(TestSite site, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site.Host.Portal, "/dev/phone"));
        request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await site.Http.SendAsync(request);
        return answer.StatusCode;
    }

    [Fact]
    public async Task Files_in_a_folder_of_somebody_s_own_are_left_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode open = (UnixFileMode)0b110_100_100;
        var folder = Directory.CreateTempSubdirectory("familyportal-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        var own = Path.Combine(folder, "package.json");
        await File.WriteAllTextAsync(own, "{}");
        File.SetUnixFileMode(own, open);
        await using (await Local.LocalHost.StartAsync(new() { PortBase = TestSite.FreePorts(), DataFolder = folder, LoadFamilies = false }))
        {
            File.GetUnixFileMode(own).ShouldBe(open);
            File.GetUnixFileMode(folder).ShouldBe((UnixFileMode)0b111_101_101);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Data_of_the_local_host_is_its_owner_s_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        var parent = Directory.CreateTempSubdirectory("familyportal-").FullName;
        var folder = Path.Combine(parent, "data");
        for (var start = 0; start < 2; start++)
        {
            await using (await Local.LocalHost.StartAsync(new() { PortBase = TestSite.FreePorts(), DataFolder = folder, LoadFamilies = false }))
            {
                var files = Directory.GetFiles(folder);
                foreach (var name in (string[])["familyportal.db", "familyportal.db-wal", "identity.db", "identity.db-wal", "keys.pfx", "secrets.json"]) files.ShouldContain(Path.Combine(folder, name));
                foreach (var path in files.Append(folder)) (File.GetUnixFileMode(path) & others).ShouldBe(UnixFileMode.None, path);
            }
            // As an earlier version left them.
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
            File.SetUnixFileMode(Path.Combine(folder, "familyportal.db"), (UnixFileMode)0b110_100_100);
        }
        Directory.Delete(parent, recursive: true);
    }

    [Theory]
    [InlineData("Identity:Issuer", "http://id.example.org")]
    [InlineData("Identity:ClientSecret", "")]
    [InlineData("Portal:PublicUrl", "http://families.example.org")]
    [InlineData("Bot:Url", "not an address")]
    public void A_wrong_setting_stops_the_start_and_is_named(string key, string value)
    {
        var folder = Directory.CreateTempSubdirectory("portal-").FullName;
        try
        {
            var settings = new Dictionary<string, string?>
            {
                ["Storage:Provider"] = "Sqlite",
                ["Storage:Connection"] = $"Data Source={Path.Combine(folder, "x.db")}",
                ["Identity:Issuer"] = "https://id.example.org",
                ["Identity:ClientId"] = "portal",
                ["Identity:ClientSecret"] = "a-secret-that-nobody-knows-0123456789",
                ["Portal:PublicUrl"] = "https://pages.example.org",
                ["Bot:Url"] = "https://bot.example.org",
                [key] = value,
            };
            var thrown = Should.Throw<InvalidOperationException>(() => PortalApp.Build(
                new() { EnvironmentName = "Development", ContentRootPath = AppContext.BaseDirectory },
                builder => builder.Configuration.AddInMemoryCollection(settings)));
            thrown.Message.ShouldContain(key);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Leaving and signing out lead from one to the other, and end nothing where that is another site.</summary>
    [Theory]
    [InlineData("http://localhost:5100", "http://localhost:5101", false)]
    [InlineData("https://plan.example.org", "https://id.example.org", false)]
    [InlineData("https://plan.example.org", "https://example.org", false)]
    [InlineData("https://plan.example.gov.uk", "https://id.example.gov.uk:8443", false)]
    [InlineData("https://plan.mine.azurewebsites.net", "https://id.mine.azurewebsites.net", false)]
    [InlineData("https://plan.example.org", "https://id.example.net", true)]
    [InlineData("https://plan.gov.uk", "https://id.gov.uk", true)]
    [InlineData("https://plan.service.gov.uk", "https://id.service.gov.uk", true)]
    [InlineData("https://plan.azurewebsites.net", "https://id.azurewebsites.net", true)]
    [InlineData("https://10.0.0.1", "https://10.1.0.1", true)]
    [InlineData("http://localhost:5100", "https://localhost:5101", true)]
    public async Task Portal_and_Identity_of_two_sites_are_warned_of_at_start(string portal, string identity, bool isSaid)
    {
        var lines = new ConcurrentQueue<string>();
        await using var app = PortalApp.Build(
            new() { EnvironmentName = "Development", ContentRootPath = AppContext.BaseDirectory },
            builder =>
            {
                builder.Configuration.AddInMemoryCollection([
                    new("Storage:Provider", "Sqlite"), new("Storage:Connection", "Data Source=:memory:"), new("Bot:Url", "https://bot.example.org"),
                    new("Identity:Issuer", identity), new("Identity:ClientId", "portal"), new("Identity:ClientSecret", "a-secret-that-nobody-knows-0123456789"),
                    new("Portal:PublicUrl", portal)]);
                builder.Logging.AddProvider(new Collector(lines));
            });

        await app.Services.GetServices<IHostedService>().Single(s => s.GetType().Name == "OneSite").StartAsync(CancellationToken.None);

        lines.Any(l => l.Contains("different sites") && l.Contains(new Uri(portal).Host) && l.Contains(new Uri(identity).Host)).ShouldBe(isSaid);
    }

    [Fact]
    public async Task Logs_hold_no_name_number_word_handle_or_secret()
    {
        var lines = new ConcurrentQueue<string>();
        await using var fixture = new PortalFixture();
        await fixture.StartAsync(withBot: true, configure: builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Information);
            builder.Logging.AddProvider(new Collector(lines));
        });
        var people = await fixture.LoadAsync(fixture.Sample());
        var ann = people.Single(p => p.Name == "Ann Nance");
        using var browser = new Browser();
        var secret = await fixture.EnterAsync(browser, ann);
        var site = fixture.Site.Host.Portal;
        await browser.GoAsync(site, "/plan");
        var scale = browser.Page.QuerySelector("a[href^='/scale/']")!.GetAttribute("href")!;
        await browser.GoAsync(site, scale);
        await browser.SubmitAsync("Save", ("Form.Score", "6"), ("Form.Words", "wombatwords in a reason"), ("Form.OneHigher", ""));
        await browser.GoAsync(site, "/chat");
        await browser.SubmitAsync("Send", ("Form.Words", "he is hitting me, wombatwords"));
        await browser.GoAsync(site, "/see/not-a-handle-at-all");
        await browser.SubmitAsync("Leave this page");

        lines.ShouldNotBeEmpty();
        var all = string.Join('\n', lines);
        foreach (var secretThing in (string[])["wombat", "Ann Nance", ann.Contact!, ann.Word, secret, scale["/scale/".Length..], "not-a-handle-at-all"])
            all.ShouldNotContain(secretThing);
    }

    private sealed class Collector(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
