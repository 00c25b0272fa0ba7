using FamilyPortal.Look.Web;
using FamilyPortal.Portal.Answering;
using FamilyPortal.Shared.Families;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyPortal.Portal.Staff;

/// <summary>
/// A form of a member of staff who does not reach its family any more: kept out, or no longer its worker, since the page was opened.
/// Nothing is sent or kept; they are given their own words. Only of a form that was made for them: to anybody else the family is not there.
/// </summary>
internal static class KeptOut
{
    public static async Task<IResult?> PageAsync(HttpContext http, StaffUser user)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || AnotherSite.Sent(http.Request)) return null;
        var kept = http.RequestServices.GetRequiredService<KeptForms>();
        return await ExpiredForm.ReadAsync(http) is { HasAnything: true } form && kept.OwnerOf(form, http.Request.Path.Value ?? "/")?.Key == user.Key
            ? new RazorComponentResult<KeptOutPage>(new Dictionary<string, object?> { [nameof(KeptOutPage.Words)] = form }) { PreventStreamingRendering = true, StatusCode = StatusCodes.Status404NotFound }
            : null;
    }
}
