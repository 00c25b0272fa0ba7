using FamilyPortal.Look.Web;
using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared.Families;

namespace FamilyPortal.Portal.Answering;

/// <summary>
/// A form of one of a person's families that is sent while another is open, or none yet: two tabs, a page that lay open over a
/// sign-in. It goes to neither; it waits in its own family, and the person is told which one to open. So does somebody else's, who
/// used this browser before; nobody is told whose it is.
/// </summary>
internal sealed class OtherFamilyForm(KeptForms kept)
{
    /// <summary>The page that says so; null where the request is no such form.</summary>
    public async Task<IResult?> HandleAsync(HttpContext http, SignedIn? signedIn)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || AnotherSite.Sent(http.Request) || signedIn is null) return null;
        var path = http.Request.Path.Value ?? "/";
        if (await ExpiredForm.ReadAsync(http) is not { HasAnything: true } form || kept.OwnerOf(form, path) is not { } owner || signedIn.Owns(owner)) return null;
        var outcome = await kept.TakeAsync(form, path, http.RequestAborted);
        return signedIn.Choices.FirstOrDefault(c => c.MembershipKey == owner.Key) is { } choice
            ? ExpiredForm.Page(path, form, outcome, StatusCodes.Status409Conflict, choice.Name)
            : ExpiredForm.Page("/", form, outcome, StatusCodes.Status400BadRequest);
    }

    /// <summary>Before forms are checked for their token, which is another family's.</summary>
    public static async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var page = await http.RequestServices.GetRequiredService<OtherFamilyForm>().HandleAsync(http, http.RequestServices.GetRequiredService<Current>().SignedIn);
        await (page?.ExecuteAsync(http) ?? next(http));
    }
}
