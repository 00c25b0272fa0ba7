using FamilyPortal.Identity.Accounts;
using FamilyPortal.Identity.OpenId;
using FamilyPortal.Look.Web;
using FamilyPortal.Shared.Texting;
using Microsoft.AspNetCore.WebUtilities;

namespace FamilyPortal.Identity.SignIn;

/// <summary>Addresses of the sign-in pages, which carry the way back to the client, and what may be such a way back.</summary>
internal static class SignInLinks
{
    public const string StartPath = "/sign-in";
    public const string CodePath = "/sign-in/code";
    public const string WordPath = "/sign-in/word";
    public const string PinPath = "/sign-in/pin";
    public const string ChoosePinPath = "/sign-in/choose-pin";
    public const string SheetPath = "/sign-in/sheet";
    public const string StaffPath = "/dev/staff";

    /// <summary>Query parameter of every sign-in page. Lives there and not in a cookie, so that an attempt that ran out still finds back.</summary>
    public const string Return = "return";

    /// <summary>Query parameter of the first page: why they are there again.</summary>
    public const string Why = "why";

    /// <summary>Query parameter of the first page: they have a word of a worker's to tell.</summary>
    public const string HasWord = "word";

    /// <summary>Query parameter of the code page: another code was asked for.</summary>
    public const string Again = "again";

    /// <summary>Query parameter of the code page: no other code was asked for, since this browser has had all that it gets.</summary>
    public const string Enough = "enough";

    /// <summary>Query parameter of the page about a passkey: they are on their way in, and go on from there.</summary>
    public const string Arriving = "in";

    public static string Start(string? back, string? why = null) => With(StartPath, back, (Why, why));

    /// <summary>The first page for somebody who has a word to tell.</summary>
    /// <summary>Whether an address says so. What anybody may type there is a text: as a flag, "1" would be an error page.</summary>
    public static bool Says(string? value) => value == "true";

    public static string StartWithWord(string? back) => With(StartPath, back, (HasWord, "true"));

    public static string Code(string? back, bool again = false) => With(CodePath, back, (Again, again ? "true" : null));

    /// <summary>The code page for a browser that asked for all the codes it gets.</summary>
    public static string CodeEnough(string? back) => With(CodePath, back, (Enough, "true"));

    public static string Word(string? back) => With(WordPath, back);

    public static string Sheet(string? back) => With(SheetPath, back);

    public static string Pin(string? back) => With(PinPath, back);

    public static string ChoosePin(string? back) => With(ChoosePinPath, back);

    /// <summary>The page of the next step, or the way back; for a step that is none, the first page.</summary>
    public static string Of(SignInStep step, string? back, PortalAddress portal) => step switch
    {
        SignInStep.SignedIn => Done(back, portal),
        SignInStep.SignedInWithNews => With(AccountLinks.NewsPath, back),
        SignInStep.SignedInOfferPasskey => With(AccountLinks.PasskeyPath, back, (Arriving, "true")),
        SignInStep.AskWord => Word(back),
        SignInStep.AskPin => Pin(back),
        SignInStep.ChoosePin => ChoosePin(back),
        _ => Start(back, StartPage.Expired),
    };

    public static string Staff(string? back) => With(StaffPath, back);

    /// <summary>Back to where they came from; who came by a link is signed in at the Portal next.</summary>
    public static string Done(string? back, PortalAddress portal) => Safe(back) ?? PageLanguage.Carry(portal.Link("/sign-in"));

    /// <summary>Only an authorization request here, or the account page, is a way back; anything else (another site, another page) is none.</summary>
    public static string? Safe(string? back) =>
        back == AccountLinks.Path ? back : back is not null && back.StartsWith(OpenIdNames.AuthorizePath + "?", StringComparison.Ordinal) && !back.Any(char.IsControl) ? back : null;

    private static string With(string path, string? back, params (string Name, string? Value)[] more) =>
        QueryHelpers.AddQueryString(path, more.Append((Return, Safe(back))).Append((PageLanguage.Query, PageLanguage.Asked)).Where(p => p.Item2 is not null).Select(p => KeyValuePair.Create(p.Item1, p.Item2)));
}
