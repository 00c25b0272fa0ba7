using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FamilyPortal.Look.Web;

/// <summary>
/// A form that does not say which form of its page it is, or names one that the page does not have. The framework answers with
/// a line of English that repeats the name; whoever sent it gets a page in their own language.
/// </summary>
internal static class UnknownForm
{
    private static readonly object Key = new();

    /// <summary>Whether this is why there is an error page.</summary>
    public static bool Came(HttpContext context) => context.Items.ContainsKey(Key);

    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
        {
            await next(context);
            return;
        }
        // Which forms a page has is known once it is written: until then nothing goes out.
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var written = new MemoryStream();
        var instead = new StreamResponseBodyFeature(written, body);
        context.Features.Set<IHttpResponseBodyFeature>(instead);
        try
        {
            await next(context);
            await instead.Writer.FlushAsync(context.RequestAborted);
        }
        finally
        {
            context.Features.Set(body);
        }

        var response = context.Response;
        // No page of ours is plain text; outside development the framework sends it empty.
        if (response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false } && response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) != true)
        {
            context.Items[Key] = true;
            response.ContentType = null;
            return;
        }
        if (written.Length > 0) await response.Body.WriteAsync(written.GetBuffer().AsMemory(0, (int)written.Length), context.RequestAborted);
    }
}
