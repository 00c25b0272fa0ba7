using FamilyPortal.Look.Web;
using FamilyPortal.Portal.SignIn;

namespace FamilyPortal.Portal.Answering;

/// <summary>`/words/NAME`: where the home page leads to words that were not sent. The address says nothing of what they are about.</summary>
internal static class WaitingLinks
{
    private const string Base = "/words/";

    public static string To(WaitingPage page) => Base + page.Name;

    /// <summary>What is gone, or somebody else's, leads home.</summary>
    public static void MapWaitingWords(this WebApplication app) => app.MapGet(Base + "{name}", async (string name, Current current, KeptForms kept, CancellationToken cancel) =>
        Results.Redirect(LocalPath.OrStart((await kept.PagesAsync(current.Viewer, cancel)).FirstOrDefault(p => p.Name == name)?.Path)));
}
