using System.Net.Sockets;
using AngleSharp.Html.Parser;
using FamilyPortal.Load.Serving;
using FamilyPortal.Load.Throughput;

namespace FamilyPortal.Load.Visits;

/// <summary>
/// Every byte that a browser gets when a signed-in parent opens the plan: the page and all it names, heads and bodies, compressed
/// as the server sends them. A second visit asks again for whatever the first was not allowed to keep.
/// </summary>
internal static class WireReport
{
    public static async Task WriteAsync(TextWriter output)
    {
        await using var site = await ServedSite.StartAsync();
        var page = await GetAsync(site.Portal.Port, "/plan", site.Cookie);
        List<Fetched> all = [page];
        foreach (var address in Resources(System.Text.Encoding.UTF8.GetString(await site.PageAsync()))) all.Add(await GetAsync(site.Portal.Port, address, site.Cookie));

        await output.WriteLineAsync("""

            Bytes over the wire of the plan page (heads and bodies, compressed)

            | what | first visit | second visit | encoding |
            |---|---|---|---|
            """);
        foreach (var got in all) await output.WriteLineAsync($"| {got.Name} | {got.Bytes:N0} | {got.Again:N0} | {got.Encoding} |");
        await output.WriteLineAsync($"| **together** | **{all.Sum(g => g.Bytes):N0}** | **{all.Sum(g => g.Again):N0}** | |");
    }

    private static IEnumerable<string> Resources(string html)
    {
        var page = new HtmlParser().ParseDocument(html);
        var links = page.QuerySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=preload]").Select(l => l.GetAttribute("href"));
        var sources = page.QuerySelectorAll("script[src], img[src], source[src]").Select(s => s.GetAttribute("src"));
        return links.Concat(sources).OfType<string>().Where(a => a.StartsWith('/')).Select(a => a.Split('#')[0]).Distinct();
    }

    private static async Task<Fetched> GetAsync(int port, string path, string cookie)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("localhost", port);
        await socket.SendAsync(Variant.Get(port, path, cookie, "gzip, deflate, br, zstd"));
        var answer = new AnswerBuffer();
        while (!answer.IsWhole)
        {
            var read = await socket.ReceiveAsync(answer.Free);
            if (read == 0) break;
            answer.Took(read);
        }
        if (!answer.StatusLine.Contains(" 200 ")) throw new InvalidOperationException($"{path} answered {answer.StatusLine}.");
        return new(path, answer.Bytes.Length, Value(answer.Headers, "Content-Encoding") ?? "none", Value(answer.Headers, "Cache-Control") ?? "");
    }

    private static string? Value(string headers, string name) =>
        headers.Split("\r\n").FirstOrDefault(h => h.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    private sealed record Fetched(string Path, int Bytes, string Encoding, string CacheControl)
    {
        /// <summary>Without the fingerprint, which changes with every build.</summary>
        public string Name => System.Text.RegularExpressions.Regex.Replace(Path, @"\.[0-9a-z]{10}\.", ".");

        public int Again => CacheControl.Contains("immutable", StringComparison.OrdinalIgnoreCase) ? 0 : Bytes;
    }
}
