using System.Text.Json;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Texting;
using FamilyPortal.Shared.Texting.Inbound;

namespace FamilyPortal.Bot.Texts;

/// <summary>Where gateways bring texts and delivery reports, and, in the demo, the list of what each phone got.</summary>
public static partial class TextEndpoints
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

    /// <summary>
    /// Event Grid's schema: a batch of events, or the handshake that proves that we want them. Each event is handled by itself. One
    /// that could not be (the database is away) makes the answer a 500, and the gateway brings the batch again; those that were
    /// handled change nothing then.
    /// </summary>
    private static async Task<IResult> EventsAsync(HttpRequest request, InboundTexts inbound, ILogger<InboundTexts> log, CancellationToken cancel)
    {
        using var json = await InboundJson.ReadAsync(request, cancel);
        if (json is not { RootElement.ValueKind: JsonValueKind.Array }) return Results.BadRequest();
        var failed = 0;
        foreach (var element in json.RootElement.EnumerateArray())
        {
            var data = InboundJson.Property(element, "data");
            if (InboundJson.Short(element, "eventType") == "Microsoft.EventGrid.SubscriptionValidationEvent")
                return InboundJson.Short(data, "validationCode") is { } code ? Results.Ok(new { validationResponse = code }) : Results.BadRequest();
            try
            {
                await HandleAsync(element, data, inbound, cancel);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                failed++;
                NotHandled(log, e.GetType().Name);
            }
        }
        return failed == 0 ? Results.Ok() : Results.StatusCode(StatusCodes.Status500InternalServerError);
    }

    private static Task HandleAsync(JsonElement element, JsonElement data, InboundTexts inbound, CancellationToken cancel) => InboundJson.Short(element, "eventType") switch
    {
        "Microsoft.Communication.SMSReceived" when InboundJson.Short(data, "from") is { } from =>
            inbound.ReceiveAsync($"acs:{InboundJson.Id(element)}", from, InboundJson.Words(data, "message"), cancel),
        "Microsoft.Communication.SMSDeliveryReportReceived" when InboundJson.Short(data, "messageId") is { } message =>
            inbound.ReportAsync(message, InboundJson.Short(data, "deliveryStatus") == "Delivered", cancel),
        _ => Task.CompletedTask,
    };

    /// <summary>GOV.UK Notify calls with one thing at a time: a text received, or what became of one of ours.</summary>
    private static async Task<IResult> NotifyAsync(HttpRequest request, InboundTexts inbound, CancellationToken cancel)
    {
        using var json = await InboundJson.ReadAsync(request, cancel);
        if (json is not { RootElement: { ValueKind: JsonValueKind.Object } call }) return Results.BadRequest();
        if (InboundJson.Short(call, "source_number") is { } from)
            await inbound.ReceiveAsync($"notify:{InboundJson.Id(call)}", from, InboundJson.Words(call, "message"), cancel);
        else if (InboundJson.Short(call, "id") is not { } id)
            return Results.BadRequest();
        else if (InboundJson.Short(call, "status") is { } status)
            await inbound.ReportAsync(id, status == "delivered", cancel);
        return Results.Ok();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An event of a gateway could not be handled and is asked for again: {Exception}")]
    private static partial void NotHandled(ILogger log, string exception);

    /// <summary>A plus that was not escaped arrives as a space.</summary>
    private static string? Number(string? to) => to is [' ', ..] ? "+" + to[1..] : to;
}
