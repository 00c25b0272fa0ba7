using FamilyPortal.Portal.Words;

namespace FamilyPortal.Portal.Chat;

/// <summary>The words of this folder's pages.</summary>
internal static class ChatText
{
    public static readonly Texts T = new("FamilyPortal.Portal.Chat.ChatText");
}
