using Microsoft.AspNetCore.Http;

namespace FamilyPortal.Look.Web;

/// <summary>
/// Whether another site made the browser send this request (Fetch Metadata). For what changes something without an antiforgery
/// token: an old browser that does not say is believed.
/// </summary>
public static class AnotherSite
{
    public static bool Sent(HttpRequest request) => request.Headers["Sec-Fetch-Site"] == "cross-site";
}
