using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Answering;

/// <summary>The words of this folder's pages.</summary>
internal static class AnsweringText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Answering.AnsweringText");
}
