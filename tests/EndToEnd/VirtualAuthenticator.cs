using System.Text.Json;
using Microsoft.Playwright;

namespace FamilyPortal.EndToEnd;

/// <summary>Chromium's own authenticator for tests: a phone that keeps passkeys and checks its owner's finger, or not.</summary>
internal sealed class VirtualAuthenticator : IAsyncDisposable
{
    private readonly ICDPSession _session;
    private readonly string _id;

    private VirtualAuthenticator(ICDPSession session, string id) => (_session, _id) = (session, id);

    public static async Task<VirtualAuthenticator> OnAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        var added = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return new(session, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>How many passkeys it holds.</summary>
    public async Task<int> CountAsync() =>
        (await _session.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = _id }))!.Value.GetProperty("credentials").GetArrayLength();

    /// <summary>Whether the right finger is on it from now on.</summary>
    public Task VerifyAsync(bool isOwner) =>
        _session.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = _id, ["isUserVerified"] = isOwner });

    public async ValueTask DisposeAsync() => await _session.DetachAsync();
}
