using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace FamilyPortal.EndToEnd.Inspecting;

/// <summary>Pages as a person finds them: by following links, one of each kind.</summary>
internal static partial class Crawl
{
    /// <summary>Opens each kind of page that links lead to, looks at it, and returns the addresses.</summary>
    public static async Task<IReadOnlyList<string>> PagesAsync(IPage page, Uri site, string start, Func<string, Task> look, Func<string, bool>? isWanted = null)
    {
        Dictionary<string, string> seen = new() { [Shape(start)] = start };
        Queue<string> todo = new([start]);
        while (todo.TryDequeue(out var path))
        {
            await page.GotoAsync(new Uri(site, path).ToString());
            var links = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href^=\"/\"]:not([download])')].map(a => a.getAttribute('href').split(/[?#]/)[0])");
            await look(path);
            foreach (var link in links.Where(l => isWanted?.Invoke(l) != false))
                if (seen.TryAdd(Shape(link), link)) todo.Enqueue(link);
        }
        return [.. seen.Values];
    }

    /// <summary>An address with a star for each name of a thing in it.</summary>
    public static string Shape(string path) => Handle().Replace(path, "*");

    [GeneratedRegex("(?<=/[^/]+/)((?![a-z]+(?:$|/))[A-Za-z0-9_-]{8}(?:[A-Za-z0-9_-]{4})?|[0-9a-f]{16}|[0-9a-f-]{36}|[0-9]+)(?=$|/)")]
    private static partial Regex Handle();
}
