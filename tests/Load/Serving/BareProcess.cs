using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Load.Serving;

/// <summary>`bare PORT FILE`: the least that can send these bytes, a minimal API that does nothing else.</summary>
internal static class BareProcess
{
    public const string Argument = "bare";
    public const string Path = "/plan";

    public static async Task<int> RunAsync(string[] args)
    {
        var page = await File.ReadAllBytesAsync(args[1]);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add($"http://localhost:{args[0]}");
        app.MapGet(Path, () => Results.Bytes(page, "text/html; charset=utf-8"));
        await app.StartAsync();
        Console.WriteLine(ServedSite.Ready);
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Until the input ends.
        }
        return 0;
    }
}
