using FamilyPortal.Shared.Families;

namespace FamilyPortal.Identity.Staff;

/// <summary>The provider of one organisation, under `StaffSignIn:{authority id}`.</summary>
internal sealed class StaffSignInOptions
{
    /// <summary>Shortest secret that Production takes.</summary>
    public const int SecretLength = 24;

    /// <summary>As the provider's discovery says it, character by character. Of one tenant: never one that many organisations share.</summary>
    public string Issuer { get; set; } = "";

    public string ClientId { get; set; } = "";
    public string ClientSecret { get; set; } = "";

    /// <summary>Claim of the id token with the groups or roles.</summary>
    public string GroupClaim { get; set; } = "groups";

    public string EmailClaim { get; set; } = "email";
    public string NameClaim { get; set; } = "name";

    /// <summary>Group to role. Whoever is in several has the first of administrator, manager, duty, worker.</summary>
    public Dictionary<string, StaffRole> Roles { get; set; } = [];

    /// <summary>Null: none of their groups is one of ours.</summary>
    public StaffRole? RoleOf(IEnumerable<string> groups)
    {
        var roles = groups.Where(Roles.ContainsKey).Select(g => Roles[g]).ToHashSet();
        foreach (var role in (StaffRole[])[StaffRole.Administrator, StaffRole.Manager, StaffRole.Duty, StaffRole.Worker])
            if (roles.Contains(role)) return role;
        return null;
    }
}
