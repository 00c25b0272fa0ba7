using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace FamilyPortal.Shared.Record.Connectors;

/// <summary>
/// Posts each event to the record system: CloudEvents JSON in structured mode, signed by <see cref="StandardWebhook"/>. Retries
/// within the moment and the circuit breaker are the HTTP client's (<see cref="WebhookClients"/>), one of each per connector.
/// </summary>
internal sealed class WebhookConnector(ConnectorOptions options, IHttpClientFactory clients) : IFeedConnector
{
    private readonly StandardWebhook _webhook = new(options.Secret!);

    public string Name => options.Name;
    public int Batch => 1;

    public async Task<DeliveryResult> DeliverAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancel)
    {
        var (id, body) = (events[0].EventId.ToString("D"), events[0].Json);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Url);
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(FeedEvent.MediaType, "utf-8");
        request.Options.Set(SigningHandler.Key, new(_webhook, id, body));
        try
        {
            // The body of the answer is the receiver's business: it is neither read nor kept.
            using var client = clients.CreateClient(WebhookClients.NameOf(options.Name));
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return Judge(response);
        }
        catch (BrokenCircuitException e)
        {
            return new(DeliveryOutcome.NotTried, "circuit open", e.RetryAfter);
        }
        catch (TimeoutRejectedException)
        {
            return new(DeliveryOutcome.Unreachable, "timeout");
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new(DeliveryOutcome.Unreachable, "network");
        }
    }

    private static DeliveryResult Judge(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode) return new(DeliveryOutcome.Delivered);
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        return (int)response.StatusCode switch
        {
            408 or 425 or 429 or 502 or 503 or 504 => new(DeliveryOutcome.Unreachable, status, response.Headers.RetryAfter?.Delta),
            >= 500 => new(DeliveryOutcome.Failing, status),
            // Redirects too: words are never sent on to an address that nobody configured.
            _ => new(DeliveryOutcome.Refused, status),
        };
    }

    /// <summary>Whether the same request may do better in a moment.</summary>
    public static bool IsPassing(HttpResponseMessage response) => response.StatusCode is
        HttpStatusCode.RequestTimeout or (HttpStatusCode)425 or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}
