using System.Text.Json;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Shared.Families.SignIn;

namespace FamilyPortal.Identity.SignIn;

/// <summary>
/// What the browser keeps of its attempt, sealed: the value that finds the row, what the first factor is about (the number or
/// address that was typed, or the membership that a link or sheet proved, and by which), how many codes it asked for, since when (Unix
/// milliseconds: a number of one length, so that the cookie's length says nothing either), since when those codes are counted where
/// it is the next attempt with one number, and whether they said that they have a
/// word to tell: a device that knows them does not pass it over.
/// </summary>
internal sealed record FlowState(string Secret, string? Contact, Guid? Membership, int Codes, long StartedAt, string? Link = null, Guid? Sheet = null, bool HasWord = false, long? CountedSince = null)
{
    public string RowId => Secrets.Hash(Secret);

    public ContactAddress? Address => ContactAddress.Parse(Contact);

    /// <summary>Null once the attempt has run out: the next person at a shared phone must not see the number.</summary>
    public static FlowState? Read(HttpContext http, IdentityCookies cookies, DateTimeOffset now) =>
        cookies.Read(http, IdentityCookies.Flow) is { } text && JsonSerializer.Deserialize<FlowState>(text) is { } state && now < DateTimeOffset.FromUnixTimeMilliseconds(state.StartedAt) + SignInFlow.Lifetime
            ? state : null;

    public void Write(HttpContext http, IdentityCookies cookies) => cookies.Write(http, IdentityCookies.Flow, JsonSerializer.Serialize(this));
}
