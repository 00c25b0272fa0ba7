using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace FamilyPortal.Portal.SignIn;

/// <summary>
/// Who may open what. Default is deny: an endpoint that says nothing is for a family member with a family in front of them.
/// What that member sees is decided elsewhere, by Shared, for each item.
/// </summary>
public static class Policies
{
    /// <summary>A family member (or professional of the plan) with a family chosen: the default of every endpoint.</summary>
    public const string Family = "family";

    /// <summary>Somebody who takes part on a worker's device, before they have begun too.</summary>
    public const string Together = "together";

    /// <summary>A signed-in member of staff. Which families they reach is asked of Shared for each.</summary>
    public const string Staff = "staff";

    /// <summary>Either of them.</summary>
    public const string Known = "known";

    internal static void Add(AuthorizationOptions options)
    {
        var family = new AuthorizationPolicyBuilder(Schemes.Session).RequireClaim(SessionClaims.Kind, SessionClaims.FamilyKind).RequireClaim(SessionClaims.Member).Build();
        options.AddPolicy(Family, family);
        options.AddPolicy(Together, policy => policy.AddAuthenticationSchemes(Schemes.Session).RequireClaim(SessionClaims.Together));
        options.AddPolicy(Staff, policy => policy.AddAuthenticationSchemes(Schemes.Session).RequireClaim(SessionClaims.Kind, SessionClaims.StaffKind));
        options.AddPolicy(Known, policy => policy.AddAuthenticationSchemes(Schemes.Session).RequireClaim(SessionClaims.Member));
        options.DefaultPolicy = family;
        options.FallbackPolicy = family;
    }
}

/// <summary>Names of the authentication schemes.</summary>
internal static class Schemes
{
    /// <summary>Our own session cookie, resolved in the database at every request.</summary>
    public const string Session = "Session";

    /// <summary>The way to Identity.</summary>
    public const string Identity = "Identity";
}

/// <summary>What the principal of a request holds. Pages use <see cref="Current"/>, not these.</summary>
internal static class SessionClaims
{
    public const string Kind = "kind";
    public const string FamilyKind = "family";
    public const string StaffKind = "staff";

    /// <summary>The session is one on a worker's device.</summary>
    public const string Together = "together";

    /// <summary>Ties antiforgery tokens to the person: a form left open by one cannot be sent as another's.</summary>
    public const string Member = "sub";
}

/// <summary>The endpoint looks the session up without using it: it does not count against its idle time.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class QuietSessionAttribute : Attribute;

/// <summary>The endpoint needs nobody's session: none is looked up.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class NoSessionAttribute : Attribute;
