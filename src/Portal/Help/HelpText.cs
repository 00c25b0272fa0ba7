using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Help;

/// <summary>The words of this folder's pages.</summary>
internal static class HelpText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Help.HelpText");
}
