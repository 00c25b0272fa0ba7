using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Steps;

/// <summary>The words of this folder's pages.</summary>
internal static class StepText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Steps.StepText");
}
