using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Identity.Tests.Harness;

/// <summary>A client's back-channel address on a free port: keeps what comes, and answers as told.</summary>
public sealed class LogoutReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<IFormCollection> _got = new();
    private WebApplication _app = null!;

    public string Address => _app.Urls.Single() + "/logout";

    /// <summary>The status of the next answers.</summary>
    public int Answers { get; set; } = 200;

    public IReadOnlyCollection<string> Tokens => [.. _got.Select(f => f["logout_token"].ToString())];

    public IReadOnlyCollection<IFormCollection> Forms => _got;

    public static async Task<LogoutReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new LogoutReceiver { _app = builder.Build() };
        receiver._app.MapPost("/logout", async (HttpContext http) =>
        {
            receiver._got.Enqueue(await http.Request.ReadFormAsync());
            return Results.StatusCode(receiver.Answers);
        });
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Waits for so many notices, or long.</summary>
    public async Task<IReadOnlyCollection<string>> UntilAsync(int count)
    {
        for (var wait = 0; wait < 400 && _got.Count < count; wait++) await Task.Delay(50);
        return Tokens;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
