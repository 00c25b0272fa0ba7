using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;

namespace FamilyPortal.Identity.Tests.Harness;

/// <summary>A browser in which somebody has just signed in, with the tokens of that sign-in.</summary>
public sealed class SignedInBrowser : IAsyncDisposable
{
    private SignedInBrowser(TestIdentity identity, TestPerson person)
    {
        (Identity, Person) = (identity, person);
        (Browser, Client) = (new(identity.Address), new(identity.Address));
    }

    public TestIdentity Identity { get; }

    public TestPerson Person { get; }

    public Browser Browser { get; }

    public OidcClient Client { get; }

    public string IdToken { get; private set; } = "";

    public string AccessToken { get; private set; } = "";

    /// <summary>The first id token.</summary>
    public JsonWebToken First { get; private set; } = null!;

    public static async Task<SignedInBrowser> StartAsync(TestIdentity identity, Func<TestFamily, TestPerson>? who = null)
    {
        var family = await TestFamily.CreateAsync(identity);
        var signedIn = new SignedInBrowser(identity, who?.Invoke(family) ?? family.Kerensa);
        signedIn.First = await signedIn.RedeemAsync(await signedIn.Browser.SignInAsync(identity, signedIn.Client.Authorize(), signedIn.Person));
        return signedIn;
    }

    /// <summary>An authorization request that must succeed without asking the person anything.</summary>
    public async Task<JsonWebToken> AuthorizeAsync(params (string Name, string? Value)[] changed) =>
        await RedeemAsync(await Browser.GetAsync(Client.Authorize(changed)));

    public async Task<JsonWebToken> RedeemAsync(Answer answer)
    {
        answer.Sent("code").ShouldNotBeNull($"{answer.Status} {answer.Url.AbsolutePath} {answer.Location} {answer.Words}");
        var tokens = await Client.ExchangeAsync(answer.Sent("code")!);
        tokens.Status.ShouldBe(HttpStatusCode.OK, tokens.Json.ToJsonString());
        (IdToken, AccessToken) = (tokens["id_token"]!, tokens["access_token"]!);
        return new(IdToken);
    }

    public ValueTask DisposeAsync()
    {
        Browser.Dispose();
        Client.Dispose();
        return default;
    }
}
