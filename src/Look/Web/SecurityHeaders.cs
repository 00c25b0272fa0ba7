using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FamilyPortal.Look.Web;

/// <summary>
/// Puts the security headers on every answer, errors and files included, and forbids storing everything that does
/// not say otherwise itself (only fingerprinted files do): a shared phone keeps no page.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next, IOptions<LookOptions> options)
{
    private readonly string _policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        + "form-action " + string.Join(' ', options.Value.FormOrigins.Prepend("'self'")) + "; "
        + "frame-ancestors 'none'; base-uri 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state =>
        {
            var (context, policy) = ((HttpContext, string))state;
            Set(context, policy);
            return Task.CompletedTask;
        }, (context, _policy));
        return next(context);
    }

    private static void Set(HttpContext context, string policy)
    {
        var headers = context.Response.Headers;
        // A file that people sent says a stricter one itself.
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = policy;
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        // Forms then post with "Origin: null": nothing of ours may compare that header.
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
            + "publickey-credentials-create=(self), publickey-credentials-get=(self)";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
        // Not on a laptop: a browser would refuse every other program on localhost that has no certificate.
        if (context.Request.IsHttps && !IsLocal(context.Request.Host.Host))
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        if (context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true)
            headers["X-Padding"] = Padding.Next();
    }

    private static bool IsLocal(string host) => host is "localhost" or "127.0.0.1" or "[::1]";
}
