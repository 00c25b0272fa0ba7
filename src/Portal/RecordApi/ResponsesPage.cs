using System.Text.Json;
using FamilyPortal.Shared.Record;

namespace FamilyPortal.Portal.RecordApi;

/// <summary>A page of answers as the record API gives it.</summary>
/// <param name="Items">CloudEvents 1.0, oldest first.</param>
/// <param name="Next">Ask with it as `after` next time; keep it on an empty page too.</param>
/// <param name="More">There is more already.</param>
internal sealed record ResponsesPage(IReadOnlyList<JsonElement> Items, string Next, bool More);

/// <summary>Writes a page without taking its events apart again.</summary>
internal sealed class PageResult(FeedPage page) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(httpContext.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var item in page.Items) json.WriteRawValue(item.Span, skipInputValidation: true);
        json.WriteEndArray();
        json.WriteString("next", page.Next);
        json.WriteBoolean("more", page.More);
        json.WriteEndObject();
        await json.FlushAsync(httpContext.RequestAborted);
    }
}
