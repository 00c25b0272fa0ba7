using System.Text.Json;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Shared.Families.SignIn;

namespace FamilyPortal.Identity.SignIn;

/// <summary>What the browser keeps of its attempt, sealed: the value that finds the row, the number or address, how many codes it asked for, and since when.</summary>
internal sealed record FlowState(string Secret, string Contact, int Codes, DateTimeOffset StartedAt)
{
    public string RowId => Secrets.Hash(Secret);

    public ContactAddress Address => ContactAddress.Parse(Contact) ?? throw new InvalidOperationException("The attempt holds no number or address.");

    /// <summary>Null once the attempt has run out: the next person at a shared phone must not see the number.</summary>
    public static FlowState? Read(HttpContext http, IdentityCookies cookies, DateTimeOffset now) =>
        cookies.Read(http, IdentityCookies.Flow) is { } text && JsonSerializer.Deserialize<FlowState>(text) is { } state && now < state.StartedAt + SignInFlow.Lifetime
            ? state : null;

    public void Write(HttpContext http, IdentityCookies cookies) => cookies.Write(http, IdentityCookies.Flow, JsonSerializer.Serialize(this));
}
