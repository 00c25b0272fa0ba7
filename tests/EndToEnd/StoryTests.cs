using Xunit;

namespace FamilyPortal.EndToEnd;

/// <summary>The whole story with script.</summary>
public sealed class StoryWithScriptTests(Chromium chromium)
{
    [Fact]
    public async Task OneFamilysStory_ThroughEveryPart()
    {
        await using var story = new Story(chromium, script: true);
        await story.TellAsync();
    }
}

/// <summary>The same story on a phone without script.</summary>
public sealed class StoryWithoutScriptTests(Chromium chromium)
{
    [Fact]
    public async Task OneFamilysStory_ThroughEveryPart()
    {
        await using var story = new Story(chromium, script: false);
        await story.TellAsync();
    }
}
