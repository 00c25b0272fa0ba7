using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace FamilyPortal.Identity.OpenId;

/// <summary>What is wrong with a protocol request before anybody reads it.</summary>
internal static class RequestRules
{
    // RFC 8707 and RFC 8693 let these be repeated; RFC 6749 3.1 no other.
    private static readonly string[] Repeatable = [Parameters.Resource, Parameters.Audience];

    public static async Task Apply(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/connect"))
        {
            await next(http);
            return;
        }
        http.Response.Headers.CacheControl = "no-store";
        // OpenID Connect allows userinfo by POST with the token in the header and no body; OpenIddict wants the form's type.
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.Path == OpenIdNames.UserInfoPath && string.IsNullOrEmpty(http.Request.ContentType))
            http.Request.ContentType = "application/x-www-form-urlencoded";
        if (await HasRepeatedAsync(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            if (http.Request.Path != OpenIdNames.AuthorizePath && http.Request.Path != OpenIdNames.EndSessionPath)
                await http.Response.WriteAsJsonAsync(new { error = Errors.InvalidRequest, error_description = "A parameter is given twice." });
            return;
        }
        await next(http);
    }

    private static async Task<bool> HasRepeatedAsync(HttpRequest request)
    {
        var names = request.Query.SelectMany(p => Enumerable.Repeat(p.Key, p.Value.Count));
        if (HttpMethods.IsPost(request.Method) && request.HasFormContentType)
        {
            try
            {
                var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
                names = names.Concat(form.SelectMany(p => Enumerable.Repeat(p.Key, p.Value.Count)));
            }
            catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
            {
                return true;
            }
        }
        return names.Where(n => !Repeatable.Contains(n)).GroupBy(n => n, StringComparer.OrdinalIgnoreCase).Any(g => g.Count() > 1);
    }
}
