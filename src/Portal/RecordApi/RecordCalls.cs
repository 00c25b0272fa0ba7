using System.Globalization;
using System.Threading.RateLimiting;
using FamilyPortal.Shared.Record;
using Microsoft.Extensions.Options;

namespace FamilyPortal.Portal.RecordApi;

/// <summary>
/// What comes before every record call: the brake, the encoding of the path, and whether the authority is the client's. The
/// brake is per copy: it keeps one eager client from crowding out the others, and guards no secret.
/// </summary>
internal sealed partial class RecordCalls(IOptionsMonitor<RecordApiOptions> options, ILogger<RecordCalls> log) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _brake = PartitionedRateLimiter.Create<string, string>(client => RateLimitPartition.GetTokenBucketLimiter(client, _ => new()
    {
        TokenLimit = options.CurrentValue.RequestsAtOnce,
        TokensPerPeriod = options.CurrentValue.RequestsPerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    }));

    public void Dispose() => _brake.Dispose();

    public RecordClient Client(HttpContext http) => options.CurrentValue.Client(RecordAccess.ClientId(http.User));

    /// <summary>As an endpoint filter.</summary>
    public async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        using var lease = _brake.AttemptAcquire(RecordAccess.ClientId(http.User));
        if (!lease.IsAcquired)
        {
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return Problems.Of("slow-down");
        }
        var names = context.Arguments.OfType<PathName>().ToList();
        if (names.Any(n => n.Value is null)) return Problems.Of("bad-path");
        if (names.Count > 0 && !Client(http).Serves(names[0].Value!)) return Problems.Of(RecordRefusal.WrongAuthority.Status, RecordRefusal.WrongAuthority.Code);
        try
        {
            return await next(context);
        }
        catch (BadHttpRequestException)
        {
            // The body broke off or was too slow: nobody is left to read an answer, and nothing was stored.
            http.Abort();
            return Results.Empty;
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested)
        {
            CallFailed(e);
            return Problems.Of("server-fault");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A call of the record API failed.")]
    private partial void CallFailed(Exception exception);
}
