namespace FamilyPortal.Portal.Chat;

/// <summary>The helper's pages: the Portal is a Direct Line client of the Bot.</summary>
internal static class ChatSetup
{
    public static void AddChat(this WebApplicationBuilder builder)
    {
    }
}
