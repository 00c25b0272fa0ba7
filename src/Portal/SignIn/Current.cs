using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Families;

namespace FamilyPortal.Portal.SignIn;

/// <summary>Who makes this request, resolved from the database for this request alone. Pages get it injected.</summary>
public sealed class Current(AuthorityPacks packs)
{
    /// <summary>Null: nobody is signed in.</summary>
    public SignedIn? SignedIn { get; private set; }

    /// <summary>The family member. Only on pages for families, where the policy has made sure of it.</summary>
    public FamilyViewer Viewer => SignedIn?.Viewer ?? throw new InvalidOperationException("No family member is signed in: the page needs the policy Policies.Family.");

    /// <summary>The member of staff. Only on pages for staff.</summary>
    public StaffUser Staff => SignedIn?.Staff ?? throw new InvalidOperationException("No member of staff is signed in: the page needs the policy Policies.Staff.");

    /// <summary>The authority of whoever is signed in; null where nobody is, or no family is chosen yet.</summary>
    public AuthorityPack? Pack => (SignedIn?.Viewer?.AuthorityId ?? SignedIn?.Staff?.AuthorityId) is { } id ? packs.Find(id) : null;

    internal void Set(SignedIn signedIn) => SignedIn = signedIn;
}
