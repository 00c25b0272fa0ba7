using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Story;

/// <summary>The words of this folder's pages.</summary>
internal static class StoryText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Story.StoryText");
}

/// <summary>What each drawing shows, by its name in the plan format: for whoever does not see it.</summary>
internal static class PictureText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Story.PictureText");
}
