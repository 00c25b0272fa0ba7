using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Testing;

/// <summary>
/// Somebody else's receiver of webhooks: checks the Standard Webhooks signature in its own way, drops repeats by id as a
/// receiver must, and can be down for a while.
/// </summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, bool> _ids = new();
    private readonly ConcurrentQueue<string> _bodies = new();
    private int _refused;
    private int _calls;

    private WebhookReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/hook", ReceiveAsync);
    }

    public string Secret => "whsec_" + Convert.ToBase64String(_key);

    public string Url { get; private set; } = "";

    /// <summary>While true every call gets 503, as from a server that is being mended.</summary>
    public bool IsDown { get; set; }

    /// <summary>Bodies with a valid signature, each id once, in order of arrival.</summary>
    public IReadOnlyList<string> Bodies => [.. _bodies];

    /// <summary>Calls with a wrong or missing signature.</summary>
    public int Refused => _refused;

    /// <summary>All calls that were accepted, repeats included.</summary>
    public int Calls => _calls;

    public static async Task<WebhookReceiver> StartAsync()
    {
        var receiver = new WebhookReceiver();
        await receiver._app.StartAsync();
        receiver.Url = receiver._app.Urls.Single() + "/hook";
        return receiver;
    }

    public async Task<bool> WaitAsync(Func<IReadOnlyList<string>, bool> enough, TimeSpan patience)
    {
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (!enough(Bodies))
        {
            if (Environment.TickCount64 > until) return false;
            await Task.Delay(50);
        }
        return true;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        if (IsDown) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        var id = request.Headers["webhook-id"].ToString();
        var signed = Encoding.UTF8.GetBytes($"{id}.{request.Headers["webhook-timestamp"]}.{body}");
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(_key, signed));
        if (!request.Headers["webhook-signature"].ToString().Split(' ').Contains(expected))
        {
            Interlocked.Increment(ref _refused);
            return Results.Unauthorized();
        }
        Interlocked.Increment(ref _calls);
        if (_ids.TryAdd(id, true)) _bodies.Enqueue(body);
        return Results.Ok();
    }
}
