using System.Text.Json;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Identity.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Identity.Passkeys;

/// <summary>
/// What a passkey must answer: kept sealed in the browser that asked, so that a page that is only looked at writes nothing, and
/// written down once it is answered, so that no answer counts twice.
/// </summary>
internal sealed class PasskeyChallenges(IdentityStoreFactory stores, IdentityCookies cookies, TimeProvider clock)
{
    private sealed record Kept(string Secret, string For, string State, long At);

    /// <param name="purpose">For whom or what: an answer to another purpose is none.</param>
    /// <param name="state">The framework's own.</param>
    public void Keep(HttpContext http, string purpose, string state) =>
        cookies.Write(http, IdentityCookies.Challenge, JsonSerializer.Serialize(new Kept(Secrets.New(), purpose, state, clock.GetUtcNow().ToUnixTimeMilliseconds())), SpentChallenge.Lifetime);

    /// <summary>The framework's state, once; null where there is none, it ran out, it is for something else, or it was answered already.</summary>
    public async Task<string?> TakeAsync(HttpContext http, string purpose)
    {
        var now = clock.GetUtcNow();
        if (cookies.Read(http, IdentityCookies.Challenge) is not { } text || JsonSerializer.Deserialize<Kept>(text) is not { } kept) return null;
        if (kept.For != purpose || now >= DateTimeOffset.FromUnixTimeMilliseconds(kept.At) + SpentChallenge.Lifetime) return null;
        var id = Secrets.Hash(kept.Secret);
        await using var store = stores.Create();
        store.SpentChallenges.Add(new() { Id = id, At = now });
        try
        {
            await store.SaveChangesAsync(http.RequestAborted);
            return kept.State;
        }
        catch (DbUpdateException)
        {
            await using var again = stores.Create();
            if (!await again.SpentChallenges.AnyAsync(c => c.Id == id, http.RequestAborted)) throw;
            return null;
        }
    }
}
