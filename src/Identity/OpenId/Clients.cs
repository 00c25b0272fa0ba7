using FamilyPortal.Identity.Storage;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Authorities;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace FamilyPortal.Identity.OpenId;

/// <summary>The clients of the configuration, and their rows in OpenIddict's store.</summary>
internal sealed class Clients
{
    private readonly IReadOnlyDictionary<string, ClientOptions> _clients;

    private Clients(Dictionary<string, ClientOptions> clients) => _clients = clients;

    /// <summary>Where a form of ours may end, by way of a client's registered address.</summary>
    public IEnumerable<string> Origins => _clients.Values.SelectMany(c => c.RedirectUris.Concat(c.PostLogoutRedirectUris))
        .Select(u => new Uri(u).GetLeftPart(UriPartial.Authority)).Distinct();

    /// <exception cref="InvalidOperationException">A client that makes no sense, or in Production a secret that is known or short.</exception>
    public static Clients From(IConfiguration configuration, AuthorityPacks packs, bool demo, bool isProduction)
    {
        var clients = configuration.GetSection("Clients").Get<Dictionary<string, ClientOptions>>() ?? [];
        foreach (var (id, client) in clients)
        {
            if (client.Secret.Length == 0) throw new InvalidOperationException($"Clients:{id}:Secret is empty.");
            if (client.IsMachine == (client.Scopes.Length == 0))
                throw new InvalidOperationException($"Clients:{id} needs either RedirectUris (it signs people in) or Scopes (it is a machine), not both.");
            if (client.Scopes.Except(OpenIdNames.MachineScopes).FirstOrDefault() is { } unknown)
                throw new InvalidOperationException($"Clients:{id}:Scopes names '{unknown}'. There are: {string.Join(", ", OpenIdNames.MachineScopes)}.");
            if (client.Authorities.FirstOrDefault(a => packs.Find(a) is null) is { } stranger)
                throw new InvalidOperationException($"Clients:{id}:Authorities names '{stranger}', which this deployment does not serve.");
            if (client.IsMachine && (client.RefreshTokens || client.StaffDetails || client.BackChannelLogoutUri.Length > 0))
                throw new InvalidOperationException($"Clients:{id} is a machine: RefreshTokens, StaffDetails and BackChannelLogoutUri are for clients that sign people in.");
            if (client.Addresses.FirstOrDefault(u => !IsAddress(u)) is { } bad)
                throw new InvalidOperationException($"Clients:{id}: '{bad}' must be one https address (http only on localhost), written out, without fragment, user name or wildcard.");
            if (!demo && client.Secret == DemoMode.ClientSecret)
                throw new InvalidOperationException($"Clients:{id}:Secret is the demo's, which everybody knows. Make a new one.");
            if (isProduction && client.Secret.Length < ClientOptions.SecretLength)
                throw new InvalidOperationException($"Clients:{id}:Secret is shorter than {ClientOptions.SecretLength} characters. Make a random one.");
        }
        if (demo)
        {
            clients[DemoMode.ClientId] = new()
            {
                Secret = DemoMode.ClientSecret,
                Scopes = OpenIdNames.MachineScopes,
                Authorities = [.. packs.All.Select(p => p.Id)],
            };
        }
        return new(clients);
    }

    public IReadOnlyList<string> AuthoritiesOf(string? clientId) =>
        clientId is not null && _clients.TryGetValue(clientId, out var client) ? client.Authorities : [];

    public bool IsToldOfStaff(string? clientId) => clientId is not null && _clients.TryGetValue(clientId, out var client) && client.StaffDetails;

    /// <summary>Where this client wants to hear of ended sessions; null: nowhere.</summary>
    public Uri? BackChannelOf(string clientId) =>
        _clients.TryGetValue(clientId, out var client) && client.BackChannelLogoutUri.Length > 0 ? new(client.BackChannelLogoutUri) : null;

    /// <summary>Ids of the clients that want to hear of ended sessions.</summary>
    public IEnumerable<string> WithBackChannel => _clients.Where(c => c.Value.BackChannelLogoutUri.Length > 0).Select(c => c.Key);

    /// <summary>Makes the store's clients those of the configuration. Safe to run from several copies at once, and again.</summary>
    public async Task SeedAsync(IServiceProvider services, CancellationToken cancel = default)
    {
        foreach (var (id, client) in _clients)
        {
            try
            {
                await SaveAsync(services, id, client, cancel);
            }
            catch (Exception e) when (e is DbUpdateException or OpenIddictExceptions.ValidationException or OpenIddictExceptions.ConcurrencyException)
            {
                // Another copy seeded it between our look and our write: now it is there, and ours is an update.
                await SaveAsync(services, id, client, cancel);
            }
        }
        await RemoveOthersAsync(services, cancel);
    }

    private static async Task SaveAsync(IServiceProvider services, string id, ClientOptions client, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var manager = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        var wanted = Describe(id, client);
        if (await manager.FindByClientIdAsync(id, cancel) is not { } existing)
        {
            await manager.CreateAsync(wanted, cancel);
            return;
        }
        var stored = new OpenIddictApplicationDescriptor();
        await manager.PopulateAsync(stored, existing, cancel);
        if (Same(stored, wanted) && await manager.ValidateClientSecretAsync(existing, client.Secret, cancel)) return;
        await manager.UpdateAsync(existing, wanted, cancel);
    }

    /// <summary>A client taken out of the configuration can do nothing more.</summary>
    private async Task RemoveOthersAsync(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var manager = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        var store = scope.ServiceProvider.GetRequiredService<IdentityStore>();
        foreach (var id in await store.Set<OpenIddict.EntityFrameworkCore.Models.OpenIddictEntityFrameworkCoreApplication>()
            .Select(a => a.ClientId!).ToListAsync(cancel))
        {
            if (!_clients.ContainsKey(id) && await manager.FindByClientIdAsync(id, cancel) is { } gone) await manager.DeleteAsync(gone, cancel);
        }
    }

    private static OpenIddictApplicationDescriptor Describe(string id, ClientOptions client)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = id,
            ClientSecret = client.Secret,
            ClientType = ClientTypes.Confidential,
            ConsentType = ConsentTypes.Implicit,
            Permissions = { Permissions.Endpoints.Token },
        };
        if (client.IsMachine)
        {
            descriptor.Permissions.Add(Permissions.GrantTypes.ClientCredentials);
            foreach (var scope in client.Scopes) descriptor.Permissions.Add(Permissions.Prefixes.Scope + scope);
            return descriptor;
        }
        descriptor.Permissions.UnionWith([
            Permissions.Endpoints.Authorization, Permissions.Endpoints.EndSession, Permissions.Endpoints.Revocation,
            Permissions.GrantTypes.AuthorizationCode, Permissions.ResponseTypes.Code]);
        if (client.RefreshTokens) descriptor.Permissions.UnionWith([Permissions.GrantTypes.RefreshToken, Permissions.Prefixes.Scope + Scopes.OfflineAccess]);
        if (client.StaffDetails) descriptor.Permissions.UnionWith(OpenIdNames.StaffScopes.Select(s => Permissions.Prefixes.Scope + s));
        descriptor.Requirements.Add(Requirements.Features.ProofKeyForCodeExchange);
        descriptor.RedirectUris.UnionWith(client.RedirectUris.Select(u => new Uri(u)));
        descriptor.PostLogoutRedirectUris.UnionWith(client.PostLogoutRedirectUris.Select(u => new Uri(u)));
        return descriptor;
    }

    private static bool IsAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)
        && uri.UserInfo.Length == 0 && !value.AsSpan().ContainsAny("*#\\ ");

    private static bool Same(OpenIddictApplicationDescriptor a, OpenIddictApplicationDescriptor b) =>
        a.ClientType == b.ClientType && a.Permissions.SetEquals(b.Permissions) && a.Requirements.SetEquals(b.Requirements)
        && a.RedirectUris.SetEquals(b.RedirectUris) && a.PostLogoutRedirectUris.SetEquals(b.PostLogoutRedirectUris);
}
