using System.Text.Json;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Texting;
using FamilyPortal.Shared.Texting.Inbound;

namespace FamilyPortal.Bot.Texts;

/// <summary>Where gateways bring texts and delivery reports, and, in the demo, the list of what each phone got.</summary>
public static class TextEndpoints
{
    public static IServiceCollection AddTexts(this IServiceCollection services) => services.AddSingleton<InboundKey>();

    public static void MapTexts(this IEndpointRouteBuilder routes)
    {
        // Made now, so that a key too short stops the start.
        routes.ServiceProvider.GetRequiredService<InboundKey>();
        var texts = routes.MapGroup("/api/texts").AddEndpointFilter(async (context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<InboundKey>().IsShownBy(context.HttpContext) ? await next(context) : Results.Unauthorized());
        texts.MapPost("/events", EventsAsync);
        texts.MapPost("/notify", NotifyAsync);

        if (!DemoPhone.IsHere(routes.ServiceProvider)) return;
        routes.MapGet("/dev/texts", async (HttpContext http, string? to, DemoPhone phone, CancellationToken cancel) =>
            DemoMode.IsLocal(http) ? Results.Ok(await phone.ListAsync(Number(to), cancel)) : Results.NotFound());
    }

    /// <summary>Event Grid's schema: a batch of events, or the handshake that proves that we want them.</summary>
    private static async Task<IResult> EventsAsync(HttpRequest request, InboundTexts inbound, CancellationToken cancel)
    {
        if (await ReadAsync(request, cancel) is not { RootElement.ValueKind: JsonValueKind.Array } json) return Results.BadRequest();
        using (json)
        {
            foreach (var element in json.RootElement.EnumerateArray())
            {
                var data = Property(element, "data");
                switch (Text(element, "eventType"))
                {
                    case "Microsoft.EventGrid.SubscriptionValidationEvent":
                        return Text(data, "validationCode") is { } code ? Results.Ok(new { validationResponse = code }) : Results.BadRequest();
                    case "Microsoft.Communication.SMSReceived" when Text(element, "id") is { } id && Text(data, "from") is { } from:
                        await inbound.ReceiveAsync($"acs:{id}", from, Text(data, "message") ?? "", cancel);
                        break;
                    case "Microsoft.Communication.SMSDeliveryReportReceived" when Text(data, "messageId") is { } message:
                        await inbound.ReportAsync(message, Text(data, "deliveryStatus") == "Delivered", cancel);
                        break;
                }
            }
        }
        return Results.Ok();
    }

    /// <summary>GOV.UK Notify calls with one thing at a time: a text received, or what became of one of ours.</summary>
    private static async Task<IResult> NotifyAsync(HttpRequest request, InboundTexts inbound, CancellationToken cancel)
    {
        if (await ReadAsync(request, cancel) is not { RootElement.ValueKind: JsonValueKind.Object } json) return Results.BadRequest();
        using (json)
        {
            if (Text(json.RootElement, "id") is not { } id) return Results.BadRequest();
            if (Text(json.RootElement, "source_number") is { } from)
                await inbound.ReceiveAsync($"notify:{id}", from, Text(json.RootElement, "message") ?? "", cancel);
            else if (Text(json.RootElement, "status") is { } status)
                await inbound.ReportAsync(id, status == "delivered", cancel);
        }
        return Results.Ok();
    }

    private static async Task<JsonDocument?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        try
        {
            return await JsonDocument.ParseAsync(request.Body, new() { MaxDepth = 16 }, cancel);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 and <= 4000 } text ? text : null;

    /// <summary>A plus that was not escaped arrives as a space.</summary>
    private static string? Number(string? to) => to is [' ', ..] ? "+" + to[1..] : to;
}
