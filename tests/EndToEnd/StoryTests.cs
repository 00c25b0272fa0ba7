using FamilyPortal.Testing;
using Xunit;

namespace FamilyPortal.EndToEnd;

/// <summary>The whole story with script, on SQLite.</summary>
public sealed class StoryWithScriptTests(Chromium chromium)
{
    [Fact]
    public async Task OneFamilysStory_ThroughEveryPart()
    {
        await using var story = new Story(chromium, script: true, TestSite.Providers[0]);
        await story.TellAsync();
    }
}

/// <summary>The same story on a phone without script, on PostgreSQL where there is a server.</summary>
public sealed class StoryWithoutScriptTests(Chromium chromium)
{
    [Fact]
    public async Task OneFamilysStory_ThroughEveryPart()
    {
        await using var story = new Story(chromium, script: false, TestSite.Providers[^1]);
        await story.TellAsync();
    }
}
