using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using FamilyPortal.Load.Serving;

namespace FamilyPortal.Load.Lighthouse;

/// <summary>
/// What Lighthouse (npm) says of the pages that families open most, as a parent with answers of some weeks sees them. It needs Node
/// and Chromium, and installs itself from npm at the first run. Its performance score hangs on the machine too.
/// </summary>
internal static partial class LighthouseReport
{
    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser"];

    private sealed record Score(Uri Url, int Performance, int Accessibility, int BestPractices, string[] Lost);

    public static async Task WriteAsync(TextWriter output)
    {
        await output.WriteLineAsync("\nLighthouse (mobile)\n");
        if (Array.Find(Browsers, File.Exists) is not { } chromium)
        {
            await output.WriteLineAsync("Not measured: no Chromium here.");
            return;
        }
        var folder = typeof(LighthouseReport).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "LighthouseFolder").Value!;
        if (!Directory.Exists(Path.Combine(folder, "node_modules"))) await RunAsync(folder, "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
        await using var site = await ServedSite.StartAsync();
        var urls = Addresses(System.Text.Encoding.UTF8.GetString(await site.PageAsync())).Select(a => new Uri(site.Portal, a).ToString());
        var lines = await RunAsync(folder, "node", ["measure.mjs", chromium, site.Cookie, .. urls]);

        await output.WriteLineAsync("| page | performance | accessibility | best practices | what cost |\n|---|---|---|---|---|");
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var score = JsonSerializer.Deserialize<Score>(line, JsonSerializerOptions.Web)!;
            await output.WriteLineAsync($"| {Handle().Replace(score.Url.AbsolutePath, "/*")} | {score.Performance} | {score.Accessibility} | {score.BestPractices} | {string.Join(", ", score.Lost)} |");
        }
    }

    /// <summary>Home, plan, a scale and a goal of theirs, the network's tasks, help.</summary>
    private static IEnumerable<string> Addresses(string plan) =>
        ["/", "/plan", .. new[] { "scale", "goal" }.Select(kind => Regex.Match(plan, $"href=\"(/{kind}/[A-Za-z0-9_-]+)\"")).Where(m => m.Success).Select(m => m.Groups[1].Value), "/tasks", "/help"];

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} {arguments[0]} ended with {process.ExitCode}.");
    }

    [GeneratedRegex("/(?:[A-Za-z0-9_-]{8}|[A-Za-z0-9_-]{12})(?=$|/)")]
    private static partial Regex Handle();
}
