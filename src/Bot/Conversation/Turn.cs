using System.Text.Json;
using FamilyPortal.Shared.Families;

namespace FamilyPortal.Bot.Conversation;

/// <summary>One thing that somebody said, and who they are now.</summary>
/// <param name="Id">The activity's id: what this turn stores is stored once under it.</param>
/// <param name="Text">Trimmed; empty where nothing was written.</param>
internal sealed record Turn(FamilyViewer Viewer, Guid Conversation, string Id, string Text)
{
    /// <summary>The role as the topics and phrasings name it.</summary>
    public string Role => RoleOf(Viewer);

    public static string RoleOf(FamilyViewer viewer) => JsonNamingPolicy.KebabCaseLower.ConvertName(viewer.Role.ToString());
}
