namespace FamilyPortal.Identity.Accounts;

/// <summary>Addresses of the pages about one's own sign-in.</summary>
internal static class AccountLinks
{
    public const string Path = "/account";
    public const string PinPath = "/account/pin";
    public const string PasskeyPath = "/account/passkey";
    public const string NewsPath = "/account/news";
}
