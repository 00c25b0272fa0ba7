namespace FamilyPortal.Portal.Words;

/// <summary>Words that pages of several folders use.</summary>
internal static class CommonText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Words.CommonText");
}
