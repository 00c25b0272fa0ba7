using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace FamilyPortal.Shared.Texting.Gateways;

/// <summary>
/// Azure Communication Services SMS, through its REST API (2021-03-07) on Azure.Core's pipeline. Retries carry the text's own
/// repeatability id, so that the service sends it once.
/// </summary>
internal sealed class AcsTextGateway : ITextGateway
{
    private readonly HttpPipeline _pipeline;
    private readonly Uri _send;
    private readonly string _from;
    private readonly TimeProvider _clock;

    /// <param name="from">Our number (E.164), short code or sender id.</param>
    /// <param name="firstRest">Before the first retry; later rests double.</param>
    public AcsTextGateway(AcsConnection connection, string from, TimeProvider clock, TimeSpan? firstRest = null)
    {
        var options = new AcsOptions();
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = firstRest ?? TimeSpan.FromSeconds(1);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(15);
        // Numbers and words are in every request: nothing of them may reach a log.
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        _pipeline = HttpPipelineBuilder.Build(options, perCallPolicies: [], perRetryPolicies: [new AcsSigning(connection.Key, clock)], responseClassifier: null);
        (_send, _from, _clock) = (new Uri(connection.Endpoint, "sms?api-version=2021-03-07"), from, clock);
    }

    public async Task<string> SendAsync(string to, string body, Guid key, CancellationToken cancel)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(_send);
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(new
        {
            from = _from,
            smsRecipients = new[] { new { to, repeatabilityRequestId = key.ToString(), repeatabilityFirstSent = _clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture) } },
            message = body,
            smsSendOptions = new { enableDeliveryReport = true },
        }));
        try
        {
            await _pipeline.SendAsync(message, cancel);
        }
        catch (Exception e) when (e is Azure.RequestFailedException or AggregateException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            throw new TextGatewayException("Azure Communication Services could not be reached.", mayWorkLater: true, e);
        }
        var status = message.Response.Status;
        if (status != 202) throw Refused(status);
        return Accepted(message.Response.Content);
    }

    private static string Accepted(BinaryData content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            var result = json.RootElement.GetProperty("value")[0];
            return result.GetProperty("successful").GetBoolean()
                ? result.GetProperty("messageId").GetString()!
                : throw Refused(result.GetProperty("httpStatusCode").GetInt32());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            // Accepted, but with an answer we cannot read: another try has the same repeatability id and is not sent twice.
            throw new TextGatewayException("Azure Communication Services answered in a form we do not know.", mayWorkLater: true, e);
        }
    }

    /// <summary>A wrong key or setting (401, 403) is mended by somebody; a number it will not take is not.</summary>
    private static TextGatewayException Refused(int status) =>
        new($"Azure Communication Services refused with {status}.", mayWorkLater: status is 401 or 403 or 408 or 429 or >= 500);

    private sealed class AcsOptions : ClientOptions;
}
