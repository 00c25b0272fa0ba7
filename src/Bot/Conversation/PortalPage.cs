namespace FamilyPortal.Bot.Conversation;

/// <summary>A page of the Portal that the helper names: its name as the Portal's own links have it, and its address there.</summary>
internal sealed record PortalPage(string Key, string Path)
{
    public static readonly PortalPage Plan = new("Page.Plan", "/plan");
    public static readonly PortalPage AskWorker = new("Page.AskWorker", "/ask-worker");
    public static readonly PortalPage MyWords = new("Page.MyWords", "/my-words");

    public static readonly PortalPage WhereWeAre = new("Page.WhereWeAre", "/where-we-are");

    /// <summary>The page of the person's own that these words name first; null where they name none.</summary>
    public static PortalPage? NamedIn(string words) => new[] { Plan, MyWords, WhereWeAre }.FirstOrDefault(page => words.Contains($"\"{page.Name}\"", StringComparison.Ordinal));

    public string Name => HelperWords.Get(Key);
}
