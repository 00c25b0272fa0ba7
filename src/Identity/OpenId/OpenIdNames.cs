namespace FamilyPortal.Identity.OpenId;

/// <summary>Paths, scopes and claims of the provider.</summary>
public static class OpenIdNames
{
    public const string AuthorizePath = "/connect/authorize";
    public const string TokenPath = "/connect/token";
    public const string UserInfoPath = "/connect/userinfo";
    public const string RevocationPath = "/connect/revoke";
    public const string EndSessionPath = "/connect/end-session";

    public const string RecordWrite = "record.write";
    public const string RecordRead = "record.read";

    /// <summary>The audience of tokens with a record scope.</summary>
    public const string RecordApi = "record-api";

    /// <summary>Claim: the sign-in session (OpenID Connect Back-Channel Logout 1.0).</summary>
    public const string Sid = "sid";

    /// <summary>Claim: `family` or `staff`.</summary>
    public const string Kind = "kind";

    /// <summary>Claim of id tokens: `true` where the person asked to be signed out sooner.</summary>
    public const string EndsSoon = "ends_soon";

    /// <summary>Claim: ids of the authorities that a machine client acts for.</summary>
    public const string Authorities = "authorities";

    /// <summary>Claim: the role of staff, for clients that are told of it.</summary>
    public const string Groups = "groups";

    /// <summary>For clients that are told of staff.</summary>
    internal static readonly string[] StaffScopes = ["profile", "email"];

    internal static readonly string[] MachineScopes = [RecordWrite, RecordRead];
}
