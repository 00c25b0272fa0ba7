namespace FamilyPortal.Portal.Chat;

/// <summary>The helper's pages: the Portal is a Direct Line client of the Bot (`Bot:Url`, `Bot:DirectLineSecret`).</summary>
internal static class ChatSetup
{
    /// <summary>A person waits for the page: better to say soon that the helper does not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    public static void AddChat(this WebApplicationBuilder builder)
    {
        var url = builder.Configuration["Bot:Url"];
        if (!string.IsNullOrEmpty(url) && !Uri.TryCreate(url, UriKind.Absolute, out _)) throw new InvalidOperationException("Bot:Url must be the Bot's address, such as https://bot.example.org.");
        builder.Services.AddHttpClient<DirectLineClient>(client =>
        {
            // Without an address every call fails at once, and the page says that the helper is away.
            if (!string.IsNullOrEmpty(url)) client.BaseAddress = new Uri(url.TrimEnd('/') + "/");
            client.Timeout = Patience;
        });
        builder.Services.AddSingleton<ChatCookie>();
        builder.Services.AddScoped<ChatRoom>();
    }
}
