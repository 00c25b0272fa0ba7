using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace FamilyPortal.Identity.Tests.Harness;

/// <summary>
/// Two copies of our program: one plays the provider of an organisation, whose accounts are its demo staff; the other is ours,
/// where that staff signs in. Cornwall's and Knowsley's staff come from the same provider.
/// </summary>
public sealed class Organisation : IAsyncDisposable
{
    public const string Tess = "Tess Hocking, worker";
    public const string Priya = "Priya Nair, manager";

    private Organisation(TestIdentity theirs, TestIdentity ours) => (Theirs, Ours) = (theirs, ours);

    /// <summary>The organisation's provider.</summary>
    public TestIdentity Theirs { get; }

    public TestIdentity Ours { get; }

    public static async Task<Organisation> StartAsync(string provider, Dictionary<string, string?>? settings = null)
    {
        const string secret = "a-secret-of-the-organisation";
        var (theirs, ours) = (TestIdentity.FreeAddress(), TestIdentity.FreeAddress());
        var organisation = await TestIdentity.StartAtAsync(theirs, provider, new()
        {
            ["Clients:family-portal:Secret"] = secret,
            ["Clients:family-portal:RedirectUris:0"] = $"{ours}sign-in/staff/cornwall/back",
            ["Clients:family-portal:RedirectUris:1"] = $"{ours}sign-in/staff/knowsley/back",
            ["Clients:family-portal:StaffDetails"] = "true",
        });
        var all = new Dictionary<string, string?>();
        foreach (var authority in (string[])["cornwall", "knowsley"])
        {
            all[$"StaffSignIn:{authority}:Issuer"] = theirs.ToString();
            all[$"StaffSignIn:{authority}:ClientId"] = "family-portal";
            all[$"StaffSignIn:{authority}:ClientSecret"] = secret;
            all[$"StaffSignIn:{authority}:Roles:worker"] = "worker";
            all[$"StaffSignIn:{authority}:Roles:manager"] = "Manager";
            all[$"StaffSignIn:{authority}:Roles:administrator"] = "administrator";
        }
        foreach (var (key, value) in settings ?? []) all[key] = value;
        var site = new Organisation(organisation, await TestIdentity.StartAtAsync(ours, provider, all));
        await TestFamily.CreateAsync(site.Theirs);
        await TestFamily.CreateAsync(site.Ours);
        return site;
    }

    /// <summary>What this person may open at the Portal with a sign-in; null where nobody is signed in.</summary>
    public async Task<SignedIn?> PortalAsync(string secret) => await Ours.Services.GetRequiredService<PortalSessions>().ResolveAsync(secret);

    public async Task<string> OpenPortalAsync(Microsoft.IdentityModel.JsonWebTokens.JsonWebToken token) =>
        await Ours.Services.GetRequiredService<PortalSessions>().OpenAsync(token.Subject, token.GetClaim("sid").Value, isStaff: true);

    public async Task<IReadOnlyList<StaffAccount>> StaffAsync(string authority = "cornwall") =>
        [.. (await Ours.Services.GetRequiredService<SignInDirectory>().StaffAsync()).Where(s => s.AuthorityId == authority)];

    public async ValueTask DisposeAsync()
    {
        await Ours.DisposeAsync();
        await Theirs.DisposeAsync();
    }
}

/// <summary>A worker's browser: one jar for each of the two addresses, as a browser keeps them for two hosts.</summary>
public sealed class StaffBrowser(Organisation organisation) : IDisposable
{
    public Browser Ours { get; } = new(organisation.Ours.Address);

    public Browser Theirs { get; } = new(organisation.Theirs.Address);

    public OidcClient Client { get; } = new(organisation.Ours.Address);

    /// <summary>From the client's request to the organisation's provider: the address there.</summary>
    public async Task<Uri> GoAsync(string authority = "cornwall")
    {
        var start = await Ours.OpenAsync(Client.Authorize(("prompt", "login")));
        var choose = await Ours.OpenAsync(start.Page.QuerySelector("main a[href^='/sign-in/staff']")!.GetAttribute("href")!);
        var go = await Ours.GetAsync(choose.Page.QuerySelector($"main a[href^='/sign-in/staff/{authority}']")!.GetAttribute("href")!);
        go.Location.ShouldNotBeNull(go.Words);
        return go.Location;
    }

    /// <summary>Signs in over there as one of its staff: the address that leads back.</summary>
    public async Task<Uri> ProveAsync(Uri there, string who)
    {
        var start = await Theirs.OpenAsync(there.PathAndQuery);
        var staff = await Theirs.OpenAsync(start.Page.QuerySelector("main a[href^='/dev/staff']")!.GetAttribute("href")!);
        var button = staff.Page.QuerySelectorAll("main button").Single(b => b.TextContent == who);
        var answer = await Theirs.FollowAsync(await Theirs.SubmitAsync(staff, "staff", ("Form.Staff", button.GetAttribute("value")!)));
        answer.Location.ShouldNotBeNull(answer.Words);
        return answer.Location;
    }

    /// <summary>Back with us: the redirect to the client, or the page that says why not.</summary>
    public async Task<Answer> ReturnAsync(Uri back) => await Ours.FollowAsync(await Ours.GetAsync(back.PathAndQuery));

    public async Task<Answer> SignInAsync(string who, string authority = "cornwall") => await ReturnAsync(await ProveAsync(await GoAsync(authority), who));

    public async Task<(Microsoft.IdentityModel.JsonWebTokens.JsonWebToken Token, string Access)> TokensAsync(Answer answer)
    {
        answer.Sent("code").ShouldNotBeNull(answer.Words);
        var tokens = await Client.ExchangeAsync(answer.Sent("code")!);
        return (new(tokens["id_token"]!), tokens["access_token"]!);
    }

    public void Dispose()
    {
        Ours.Dispose();
        Theirs.Dispose();
        Client.Dispose();
    }
}
