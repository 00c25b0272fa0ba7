using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FamilyPortal.Look.Web;

/// <summary>
/// A form that does not say which form of its page it is, or names one that the page does not have, or has nothing of it, or is no form
/// at all. The framework answers with a line of English that repeats the name, or fails; whoever sent it gets a page in their own language.
/// </summary>
public static class UnknownForm
{
    private static readonly object Key = new(), Refused = new();

    /// <summary>Whether this is why there is an error page.</summary>
    internal static bool Came(HttpContext context) => context.Items.ContainsKey(Key);

    /// <summary>For a page that finds nothing in a form which it knows: what it wrote does not go out.</summary>
    public static void Refuse(HttpContext context) => context.Items[Refused] = true;

    /// <summary>Before anybody looks into the form: what is none, or broke off on its way, fails in each who reads it.</summary>
    internal static async Task ReadAsync(HttpContext context, RequestDelegate next)
    {
        if (IsToPage(context) && !await IsReadableAsync(context))
        {
            context.Items[Key] = true;
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        await next(context);
    }

    private static async Task<bool> IsReadableAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType) return false;
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted) is { } form && form.Count + form.Files.Count > 0;
        }
        // Too long, or too slow: whoever reads it next says so.
        catch (BadHttpRequestException e) when (e.StatusCode != StatusCodes.Status400BadRequest)
        {
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return false;
        }
    }

    private static bool IsToPage(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    internal static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsToPage(context))
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
        if (context.Items.ContainsKey(Refused) && !response.HasStarted) (response.StatusCode, response.ContentType) = (StatusCodes.Status400BadRequest, null);
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
