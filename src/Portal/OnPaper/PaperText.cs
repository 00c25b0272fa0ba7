using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.OnPaper;

/// <summary>The words of this folder's pages.</summary>
internal static class PaperText
{
    public static readonly Texts T = new("FamilyPortal.Portal.OnPaper.PaperText");
}
