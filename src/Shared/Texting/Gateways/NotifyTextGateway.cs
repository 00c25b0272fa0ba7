using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace FamilyPortal.Shared.Texting.Gateways;

/// <summary>
/// GOV.UK Notify, through its REST API (v2). The service has one template whose only words are `((body))`; ours are complete.
/// Notify does not know repeats: after a try whose end is unknown it is asked whether it has the text.
/// </summary>
internal sealed class NotifyTextGateway(IHttpClientFactory http, Uri service, NotifyKey key, Guid template, TimeProvider clock) : ITextGateway
{
    public const string Client = "notify";

    public async Task<string> SendAsync(string to, string body, Guid id, CancellationToken cancel)
    {
        using var request = Request(HttpMethod.Post, "v2/notifications/sms");
        request.Content = JsonContent.Create(new { phone_number = to, template_id = template, personalisation = new { body }, reference = id.ToString("n") });
        try
        {
            using var response = await http.CreateClient(Client).SendAsync(request, cancel);
            if (response.StatusCode == HttpStatusCode.Created) return await IdAsync(response, cancel);
            // 400 is about the number or the template; 403 is a key or a clock that somebody mends, 429 a limit that passes.
            if ((int)response.StatusCode < 500)
                throw new TextGatewayException($"GOV.UK Notify refused with {(int)response.StatusCode}.", mayWorkLater: response.StatusCode is not HttpStatusCode.BadRequest);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException && !cancel.IsCancellationRequested)
        {
            // Whether it was taken is unknown: asked below.
        }
        return await FindAsync(id, cancel) ?? throw new TextGatewayException("GOV.UK Notify could not be reached.", mayWorkLater: true);
    }

    private async Task<string?> FindAsync(Guid id, CancellationToken cancel)
    {
        using var request = Request(HttpMethod.Get, $"v2/notifications?reference={id:n}");
        try
        {
            using var response = await http.CreateClient(Client).SendAsync(request, cancel);
            if (!response.IsSuccessStatusCode) return null;
            using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancel));
            var found = json.RootElement.GetProperty("notifications");
            return found.GetArrayLength() > 0 ? found[0].GetProperty("id").GetString() : null;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path) =>
        new(method, new Uri(service, path)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key.Token(clock.GetUtcNow())) } };

    private static async Task<string> IdAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancel));
        return json.RootElement.GetProperty("id").GetString()!;
    }
}
