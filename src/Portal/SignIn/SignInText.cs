using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.SignIn;

/// <summary>The words of this folder's pages.</summary>
internal static class SignInText
{
    public static readonly Texts T = new("FamilyPortal.Portal.SignIn.SignInText");
}
