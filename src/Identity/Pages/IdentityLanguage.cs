using FamilyPortal.Identity.Accounts;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Identity.SignIn;
using FamilyPortal.Identity.Staff;
using FamilyPortal.Look.Web;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Languages;

namespace FamilyPortal.Identity.Pages;

/// <summary>
/// The language of Identity's pages: what the client or the page before asked for (`ui_locales`, which is no personal matter), on
/// their own pages that of the person, with their letters and colours, else what the browser asks for. Pages for staff are English.
/// </summary>
internal static class IdentityLanguage
{
    /// <summary>OpenID Connect Core 1.0, 3.1.2.1.</summary>
    private const string UiLocales = "ui_locales";

    public static void UseIdentityLanguage(this WebApplication app) =>
        app.UsePageLanguage([.. InterfaceLanguages.All.Select(l => l.Tag)], ReaderAsync);

    /// <summary>A page for staff alone.</summary>
    public static bool IsStaffs(PathString path) =>
        path.StartsWithSegments(StaffLinks.Path) || path.StartsWithSegments(StaffLinks.ProblemPath) || path.StartsWithSegments(StaffLinks.PartnerPath) || path.StartsWithSegments("/dev");

    /// <summary>A page of whoever is signed in.</summary>
    public static bool IsOwn(PathString path) => path.StartsWithSegments(AccountLinks.Path) || path.StartsWithSegments("/session");

    private static async ValueTask<PageReader?> ReaderAsync(HttpContext http)
    {
        var path = http.Request.Path;
        if (IsStaffs(path)) return new(null, InterfaceLanguages.English.Tag);
        var asked = http.Request.Query[PageLanguage.Query] is [{ } page] ? page : http.Request.Query[UiLocales] is [{ } locales] ? locales : null;
        if (asked is not null || !IsOwn(path)) return new(asked, null);
        var services = http.RequestServices;
        if (await services.GetRequiredService<BrowserSessions>().LookAsync(http) is not { Session: { Kind: SubjectKind.Family } session }) return null;
        var pages = await services.GetRequiredService<SignInDirectory>().PagesAsync(session.Sid, http.RequestAborted);
        // On their own pages the letters and colours are theirs as well; before a sign-in nobody knows whose they would be.
        if (pages is not null) ChosenLook.Set(http, pages.Size == TextSize.Large, pages.Size == TextSize.Largest, pages.CalmColours);
        return new(null, pages?.Language);
    }
}
