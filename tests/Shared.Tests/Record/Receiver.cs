using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Shared.Tests.Record;

/// <summary>A record system that receives webhooks, and misbehaves as told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public sealed record Received(string Id, string Subject, int Sequence, string ContentType, bool Signed);

    /// <summary>Accepted requests in order of arrival, repeats included.</summary>
    public ConcurrentQueue<Received> Accepted { get; } = [];

    /// <summary>Requests that arrived, accepted or not.</summary>
    public int Requests => _requests;

    private int _requests;

    /// <summary>What to answer to an event; null accepts. May wait or abort.</summary>
    public Func<HttpContext, Received, Task<int?>> Answer { get; set; } = (_, _) => Task.FromResult<int?>(null);

    public int Port { get; private set; }
    public string Url => $"http://127.0.0.1:{Port}/in";

    /// <summary>First arrivals of each family, as a receiver that drops repeats by id keeps them: `A: 1 2 3`.</summary>
    public IEnumerable<string> Kept() => Accepted.DistinctBy(r => r.Id).GroupBy(r => r.Subject)
        .Select(g => $"{g.Key}: {string.Join(' ', g.Select(r => r.Sequence))}").Order(StringComparer.Ordinal);

    public static async Task<Receiver> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.MapPost("/in", (Delegate)receiver.ReceiveAsync);
        await app.StartAsync();
        receiver.Port = new Uri(app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        return receiver;
    }

    private async Task<IResult> ReceiveAsync(HttpContext http)
    {
        Interlocked.Increment(ref _requests);
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var json = JsonDocument.Parse(body.ToArray()).RootElement;
        var one = new Received(json.GetProperty("id").GetString()!, json.GetProperty("subject").GetString()!, int.Parse(json.GetProperty("sequence").GetString()!),
            http.Request.ContentType ?? "", IsSigned(http.Request.Headers, body.ToArray(), json.GetProperty("id").GetString()!));
        if (await Answer(http, one) is { } status) return Results.Text("the words of a family, echoed", statusCode: status);
        Accepted.Enqueue(one);
        return Results.NoContent();
    }

    /// <summary>Written from the public rules, not with the product's code.</summary>
    private static bool IsSigned(IHeaderDictionary headers, byte[] body, string id)
    {
        if (headers["webhook-id"] != id) return false;
        var signed = Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}.{Encoding.UTF8.GetString(body)}");
        var right = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), signed));
        return headers["webhook-signature"].ToString().Split(' ').Contains(right);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
