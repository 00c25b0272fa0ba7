using FamilyPortal.Identity.Pages;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace FamilyPortal.Identity.OpenId;

/// <summary>What is wrong with a protocol request before anybody reads it.</summary>
internal static class RequestRules
{
    // RFC 8707 and RFC 8693 let these be repeated; RFC 6749 3.1 no other.
    private static readonly string[] Repeatable = [Parameters.Resource, Parameters.Audience];

    public static async Task Apply(HttpContext http, RequestDelegate next)
    {
        var path = http.Request.Path;
        var isProtocol = path.StartsWithSegments("/connect") || path.StartsWithSegments("/.well-known");
        if (!isProtocol)
        {
            await next(http);
            return;
        }
        var isForPeople = path == OpenIdNames.AuthorizePath || path == OpenIdNames.EndSessionPath;
        var wantsPage = isForPeople && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        // With these pages on, OpenIddict leaves the body of an error to us; machines get its own.
        if (!wantsPage && http.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        // OpenID Connect allows userinfo by POST with the token in the header and no body; OpenIddict wants the form's type.
        if (HttpMethods.IsPost(http.Request.Method) && path == OpenIdNames.UserInfoPath && string.IsNullOrEmpty(http.Request.ContentType))
            http.Request.ContentType = "application/x-www-form-urlencoded";

        // RFC 9700 4.3.2: an access token in an address would stand in logs and histories.
        if (path == OpenIdNames.UserInfoPath && http.Request.Query.ContainsKey("access_token"))
            await Results.Json(new { error = Errors.InvalidRequest, error_description = "Send the access token in the Authorization header." }, statusCode: 400).ExecuteAsync(http);
        else if (!await HasRepeatedAsync(http.Request)) await next(http);
        else if (!wantsPage) await Results.Json(new { error = Errors.InvalidRequest, error_description = "A parameter is given twice, or the form cannot be read." }, statusCode: 400).ExecuteAsync(http);
        else http.Response.StatusCode = StatusCodes.Status400BadRequest;

        if (wantsPage && !http.Response.HasStarted && http.Response is { StatusCode: StatusCodes.Status400BadRequest, ContentType: null })
            await new RazorComponentResult<LinkFault> { StatusCode = StatusCodes.Status400BadRequest }.ExecuteAsync(http);
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
            // The last: an encoding that is not supported, such as UTF-7.
            catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or NotSupportedException or ArgumentException)
            {
                return true;
            }
        }
        return names.Where(n => !Repeatable.Contains(n)).GroupBy(n => n, StringComparer.OrdinalIgnoreCase).Any(g => g.Count() > 1);
    }
}
