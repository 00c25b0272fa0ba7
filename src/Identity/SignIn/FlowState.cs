using System.Text.Json;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Shared.Families.SignIn;

namespace FamilyPortal.Identity.SignIn;

/// <summary>What the browser keeps of its attempt, sealed: the value that finds the row, the number or address, and how many codes it asked for.</summary>
internal sealed record FlowState(string Secret, string Contact, int Codes)
{
    public string RowId => Secrets.Hash(Secret);

    public ContactAddress Address => ContactAddress.Parse(Contact) ?? throw new InvalidOperationException("The attempt holds no number or address.");

    public static FlowState? Read(HttpContext http, IdentityCookies cookies) =>
        cookies.Read(http, IdentityCookies.Flow) is { } text ? JsonSerializer.Deserialize<FlowState>(text) : null;

    public void Write(HttpContext http, IdentityCookies cookies) => cookies.Write(http, IdentityCookies.Flow, JsonSerializer.Serialize(this));
}
