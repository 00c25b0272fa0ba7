using FamilyPortal.Identity.Tests.Harness;
using FamilyPortal.Identity.Tests.Passkeys;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace FamilyPortal.Identity.Tests.Staff;

/// <summary>What a manager and an administrator gave.</summary>
internal sealed record GivenPartner(string Name, string Link, string Word);

/// <summary>An authority whose administrator invites staff of partners.</summary>
internal sealed class Partners
{
    private readonly Dictionary<string, string> _emails = [];

    private Partners(TestIdentity identity) => (Identity, Client) = (identity, new(identity.Address));

    public TestIdentity Identity { get; }

    public OidcClient Client { get; }

    public PartnerStaffDesk Desk => Identity.Services.GetRequiredService<PartnerStaffDesk>();

    public StaffAccessDesk Access => Identity.Services.GetRequiredService<StaffAccessDesk>();

    public static async Task<Partners> OnAsync(TestIdentity identity)
    {
        await TestFamily.CreateAsync(identity);
        return new(identity);
    }

    public Task<StaffUser> AdministratorAsync() => UserAsync("Access team");

    public async Task<StaffUser> UserAsync(string name)
    {
        var directory = Identity.Services.GetRequiredService<SignInDirectory>();
        var account = (await directory.StaffAsync()).Single(s => s.AuthorityId == "cornwall" && s.Name == name);
        await directory.ClaimStaffAsync(account.Id, account.Subject ?? Guid.NewGuid().ToString());
        var subject = (await directory.StaffAsync()).Single(s => s.Id == account.Id).Subject!;
        var sessions = Identity.Services.GetRequiredService<PortalSessions>();
        return (await sessions.ResolveAsync(await sessions.OpenAsync(subject, Guid.NewGuid().ToString("n"), isStaff: true)))!.Staff!;
    }

    public async Task<StaffUser> ManagerAsync() =>
        await UserAsync((await Identity.Services.GetRequiredService<SignInDirectory>().StaffAsync()).First(s => s is { AuthorityId: "cornwall", Role: StaffRole.Manager }).Name);

    /// <summary>An invitation that waits for a manager, and whose it is.</summary>
    public async Task<string> AskAsync()
    {
        var (name, email) = ($"Pat {Guid.NewGuid():n}", $"p{Guid.NewGuid():n}@school.example.org");
        _emails[name] = email;
        (await Desk.InviteAsync(await AdministratorAsync(), name, email)).ShouldBe(PartnerFault.None);
        return name;
    }

    public async Task<GivenPartner> InviteAsync() => await GiveAsync(await AskAsync());

    public async Task<GivenPartner> AgainAsync(GivenPartner given)
    {
        (await Desk.InviteAgainAsync(await AdministratorAsync(), await IdAsync(given))).ShouldBeTrue();
        return await GiveAsync(given.Name);
    }

    public string Email(GivenPartner given) => _emails[given.Name];

    public Task<Guid> IdAsync(GivenPartner given) => IdAsync(given.Name);

    public async Task<Guid> IdAsync(string name) => (await Access.ListAsync(await AdministratorAsync())).Single(c => c.Name == name).Id;

    private async Task<GivenPartner> GiveAsync(string name)
    {
        var id = await IdAsync(name);
        var word = (await Desk.AgreeAsync(await ManagerAsync(), id)).ShouldNotBeNull().Code;
        return new(name, (await Desk.LinkAsync(await AdministratorAsync(), id)).ShouldNotBeNull().Code, word);
    }

    public async Task<string> OpenPortalAsync(Microsoft.IdentityModel.JsonWebTokens.JsonWebToken token) =>
        await Identity.Services.GetRequiredService<PortalSessions>().OpenAsync(token.Subject, token.GetClaim("sid").Value, isStaff: true);

    public async Task<SignedIn?> PortalAsync(string secret) => await Identity.Services.GetRequiredService<PortalSessions>().ResolveAsync(secret);

    public async Task<SignedIn?> PortalAsync(Microsoft.IdentityModel.JsonWebTokens.JsonWebToken token) => await PortalAsync(await OpenPortalAsync(token));
}

/// <summary>What somebody of a partner organisation does on the pages.</summary>
internal static class PartnerPages
{
    public const string NotTheWord = "That is not the word. Check how it is spelled and try again";
    public const string Refused = "That did not work. Use the device that you set up";
    public const string Old = "That link does not work any more";

    public static string Link(string code) => "/sign-in/partner/invitation/" + code;

    public static string Options(Answer page) => (page.Page.QuerySelector("[data-passkey]") ?? throw new InvalidOperationException(page.Words)).GetAttribute("data-options")!;

    public static string Origin(Partners site) => site.Identity.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>Link and word, to the page that makes the passkey.</summary>
    public static async Task<Answer> TellAsync(Browser browser, GivenPartner given) =>
        await browser.FollowAsync(await browser.SubmitAsync(await browser.OpenAsync(Link(given.Link)), "partner-word", ("Form.Word", given.Word)));

    public static async Task<Answer> MakeAsync(Partners site, Browser browser, GivenPartner given, SoftKey key)
    {
        var page = await TellAsync(browser, given);
        var made = await browser.SubmitAsync(page, "partner-key", ("Answer", key.Make(Options(page), Origin(site))));
        made.Location.ShouldNotBeNull(made.Words);
        return made;
    }

    public static async Task<Answer> UseAsync(Partners site, Browser browser, SoftKey key)
    {
        var page = await browser.OpenAsync("/sign-in/partner");
        return await browser.SubmitAsync(page, "partner", ("Answer", key.Sign(Options(page), Origin(site))));
    }

    public static async Task<Microsoft.IdentityModel.JsonWebTokens.JsonWebToken> TokenAsync(Partners site, Browser browser)
    {
        var answer = await browser.GetAsync(site.Client.Authorize());
        answer.Sent("code").ShouldNotBeNull($"{answer.Status} {answer.Location}");
        return new((await site.Client.ExchangeAsync(answer.Sent("code")!))["id_token"]!);
    }
}
