using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Families;

namespace FamilyPortal.Identity.Staff;

/// <summary>One organisation whose staff sign in with its own provider.</summary>
/// <param name="Id">Of the authority.</param>
internal sealed record StaffProvider(string Id, string Name, StaffSignInOptions Options)
{
    /// <summary>Name of the authentication scheme; also part of what seals its `state`.</summary>
    public string Scheme => "staff." + Id;

    /// <summary>Of its own for each provider, so that an answer of one cannot be taken for another's.</summary>
    public string CallbackPath => $"{StaffLinks.Path}/{Id}/back";
}

/// <summary>The providers of the configuration, by authority.</summary>
internal sealed class StaffProviders
{
    private StaffProviders(IReadOnlyList<StaffProvider> all) => All = all;

    public IReadOnlyList<StaffProvider> All { get; }

    public StaffProvider? Find(string authority) => All.FirstOrDefault(p => p.Id == authority);

    /// <exception cref="InvalidOperationException">A provider that makes no sense or is not safe: names the key and what it must be.</exception>
    public static StaffProviders From(IConfiguration configuration, AuthorityPacks packs, bool isProduction)
    {
        var providers = new List<StaffProvider>();
        foreach (var section in configuration.GetSection("StaffSignIn").GetChildren())
        {
            var key = section.Path;
            var pack = packs.Find(section.Key) ?? throw new InvalidOperationException($"{key}: this deployment does not serve an authority '{section.Key}'.");
            foreach (var role in section.GetSection("Roles").GetChildren())
                if (role.Value is null || int.TryParse(role.Value, out _) || !Enum.TryParse<StaffRole>(role.Value, ignoreCase: true, out _))
                    throw new InvalidOperationException($"{role.Path} must be worker, manager, administrator or duty.");
            var options = section.Get<StaffSignInOptions>() ?? new();
            if (!IsIssuer(options.Issuer)) throw new InvalidOperationException($"{key}:Issuer must be the provider's https address (http only on localhost), without query or fragment.");
            if (IsShared(options.Issuer)) throw new InvalidOperationException($"{key}:Issuer names no single organisation. Name the tenant's own id: anybody could sign in with the shared one.");
            if (options.ClientId.Length == 0) throw new InvalidOperationException($"{key}:ClientId is empty.");
            if (options.ClientSecret.Length == 0) throw new InvalidOperationException($"{key}:ClientSecret is empty.");
            if (isProduction && options.ClientSecret.Length < StaffSignInOptions.SecretLength)
                throw new InvalidOperationException($"{key}:ClientSecret is shorter than {StaffSignInOptions.SecretLength} characters.");
            if (options.GroupClaim.Length == 0 || options.EmailClaim.Length == 0 || options.NameClaim.Length == 0)
                throw new InvalidOperationException($"{key}: GroupClaim, EmailClaim and NameClaim must not be empty.");
            if (options.Roles.Count == 0) throw new InvalidOperationException($"{key}:Roles is empty: nobody could sign in. Name a group, such as {key}:Roles:social-workers = worker.");
            providers.Add(new(pack.Id, pack.Name, options));
        }
        return new([.. providers.OrderBy(p => p.Name, StringComparer.Ordinal)]);
    }

    private static bool IsIssuer(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)
        && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0;

    /// <summary>Microsoft Entra's addresses for accounts of any organisation, or of none.</summary>
    private static bool IsShared(string value) =>
        new Uri(value).AbsolutePath.Split('/').Any(part => part is "common" or "organizations" or "consumers");
}
