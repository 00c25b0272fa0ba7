using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace FamilyPortal.Shared.Record.Connectors;

/// <summary>One HTTP client for each webhook, with its own retries and circuit breaker, so that a dead receiver stops no other.</summary>
internal static class WebhookClients
{
    /// <summary>How long all tries of one call may take. The lease on a family is longer.</summary>
    public static readonly TimeSpan TotalTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long an open circuit stays open before one request may probe.</summary>
    public static readonly TimeSpan Break = TimeSpan.FromSeconds(5);

    public static string NameOf(string connector) => $"record-{connector}";

    public static void Add(IServiceCollection services, ConnectorOptions connector)
    {
        services.TryAddTransient<SigningHandler>();
        var client = services.AddHttpClient(NameOf(connector.Name), http =>
        {
            http.Timeout = Timeout.InfiniteTimeSpan;
            http.DefaultRequestHeaders.UserAgent.ParseAdd("FamilyPortal-Record/1");
        });
        client.RemoveAllLoggers();
        client.UseSocketsHttpHandler((handler, _) =>
        {
            handler.AllowAutoRedirect = false;
            handler.UseCookies = false;
            handler.ConnectTimeout = TimeSpan.FromSeconds(5);
            handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        });
        client.AddResilienceHandler("record", pipeline => Resilience(pipeline, TimeSpan.FromSeconds(connector.TimeoutSeconds)));
        // After the resilience handler, so that every try is signed with its own time.
        client.AddHttpMessageHandler<SigningHandler>();
    }

    private static void Resilience(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, TimeSpan attempt)
    {
        pipeline.AddTimeout(TotalTimeout);
        // For a lost packet or a receiver that restarts. Anything longer waits in the database, where it survives a restart of ours.
        pipeline.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = args => ValueTask.FromResult(Passing(args.Outcome) && args.Outcome.Exception is not BrokenCircuitException),
        });
        pipeline.AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
        {
            FailureRatio = 0.9,
            MinimumThroughput = 10,
            SamplingDuration = TimeSpan.FromSeconds(10),
            BreakDuration = Break,
            // Not 500: one answer that a receiver stumbles over must not hold up the other families.
            ShouldHandle = args => ValueTask.FromResult(args.Outcome is { Exception: HttpRequestException or TimeoutRejectedException } or { Result.StatusCode: >= System.Net.HttpStatusCode.BadGateway and <= System.Net.HttpStatusCode.GatewayTimeout }),
        });
        pipeline.AddTimeout(attempt);
    }

    private static bool Passing(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result: { } response } => WebhookConnector.IsPassing(response),
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        _ => false,
    };
}

/// <summary>Signs a request with the time of this try.</summary>
internal sealed class SigningHandler(TimeProvider clock) : DelegatingHandler
{
    public sealed record Signing(StandardWebhook Webhook, string Id, ReadOnlyMemory<byte> Body);

    public static readonly HttpRequestOptionsKey<Signing> Key = new("record-signing");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(Key, out var signing))
            signing.Webhook.Sign(request, signing.Id, clock.GetUtcNow(), signing.Body.Span);
        return base.SendAsync(request, cancellationToken);
    }
}
