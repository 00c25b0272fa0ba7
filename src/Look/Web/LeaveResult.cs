using System.Net.Mime;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace FamilyPortal.Look.Web;

/// <summary>
/// The answer to "Leave this page", once the sessions are ended: a page that opens the neutral site at once.
/// Not a redirect: form-action covers every redirect that follows a form in Chromium, so a neutral site that
/// moved to another host would leave the person where they are.
/// </summary>
public sealed class LeaveResult(Uri neutralSite) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var url = HtmlEncoder.Default.Encode(neutralSite.AbsoluteUri);
        httpContext.Response.ContentType = MediaTypeNames.Text.Html + "; charset=utf-8";
        return httpContext.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta http-equiv="refresh" content="0;url={url}"><title>{HtmlEncoder.Default.Encode(Words.Get("LeavingTitle"))}</title></head>
            <body><p><a href="{url}" rel="noreferrer">{HtmlEncoder.Default.Encode(Words.Get("LeavingLink"))}</a></p></body></html>
            """,
            httpContext.RequestAborted);
    }
}
