namespace FamilyPortal.Identity.OpenId;

/// <summary>
/// A client, under `Clients:{client id}`. One with redirect URIs signs people in (code flow with PKCE); one with scopes is a
/// machine (client credentials). Never both.
/// </summary>
internal sealed class ClientOptions
{
    /// <summary>Shortest secret that Production takes.</summary>
    public const int SecretLength = 24;

    public string Secret { get; set; } = "";

    /// <summary>Compared character by character.</summary>
    public string[] RedirectUris { get; set; } = [];

    public string[] PostLogoutRedirectUris { get; set; } = [];

    /// <summary>Whether it may ask for `offline_access`.</summary>
    public bool RefreshTokens { get; set; }

    /// <summary>
    /// Whether it may ask for name and e-mail (`profile`, `email`) of staff, and is told their role as a group: a product of the
    /// same organisation. Nobody is told them of families: Identity has none.
    /// </summary>
    public bool StaffDetails { get; set; }

    /// <summary>Where it wants to hear that a session ended (OpenID Connect Back-Channel Logout 1.0); empty: nowhere.</summary>
    public string BackChannelLogoutUri { get; set; } = "";

    /// <summary>Of <see cref="OpenIdNames.MachineScopes"/>.</summary>
    public string[] Scopes { get; set; } = [];

    /// <summary>Ids of the authorities a machine client acts for: claim `authorities` of its tokens.</summary>
    public string[] Authorities { get; set; } = [];

    /// <summary>Every address it names.</summary>
    public IEnumerable<string> Addresses => RedirectUris.Concat(PostLogoutRedirectUris).Concat(BackChannelLogoutUri.Length > 0 ? [BackChannelLogoutUri] : []);

    public bool IsMachine => RedirectUris.Length == 0;
}
