using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Tasks;

/// <summary>The words of this folder's pages.</summary>
internal static class TaskText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Tasks.TaskText");
}
