using System.Text.Json;
using Shouldly;
using Xunit;

namespace FamilyPortal.Bot.Tests.Chat;

/// <summary>What is written for one kind of reader answers no other.</summary>
public sealed class ForWhomTests
{
    private const string Ann = "+447700900200";
    private const string Colin = "+447700900202";
    private const string Tamsin = "tamsin.nance@example.com";
    private static readonly string[] Nance = ["cornwall-gran-and-grampy"];

    [Theory]
    [InlineData(Ann, "who will see what I write here", "who-sees-my-answers")]
    [InlineData(Ann, "do I have to say yes to the CAF", "saying-no")]
    [InlineData(Ann, "can I stop the plan", "saying-no")]
    [InlineData(Ann, "I cannot sleep and I cry all the time", "not-ok")]
    [InlineData(Ann, "can you keep a secret", "confidentiality")]
    [InlineData(Tamsin, "who can see what I write", "yp-will-parents-see")]
    [InlineData(Tamsin, "will you tell gran", "yp-will-parents-see")]
    [InlineData(Tamsin, "can you keep a secret", "yp-will-parents-see")]
    [InlineData(Tamsin, "I hate it here", "not-ok")]
    [InlineData(Tamsin, "I hate my social worker", "change-worker")]
    [InlineData(Ann, "does Jess see my score", "who-sees-my-answers")]
    [InlineData(Ann, "is the CAF voluntary", "saying-no")]
    [InlineData(Ann, "i am exhausted", "not-ok")]
    [InlineData(Ann, "can you delete what I wrote", null)]
    [InlineData(Ann, "do i have to do the numbers", null)]
    [InlineData(Ann, "can we stop the visits", null)]
    [InlineData(Tamsin, "does gran know what i wrote", "yp-will-parents-see")]
    [InlineData(Tamsin, "does mum know i signed in", "yp-will-parents-see")]
    [InlineData(Tamsin, "who reads my drawing", "yp-will-parents-see")]
    [InlineData(Tamsin, "im scared of the dark", "not-ok")]
    [InlineData(Tamsin, "mum forgot me again", "not-ok")]
    [InlineData(Tamsin, "i dont want a plan", "saying-no")]
    [InlineData(Tamsin, "is gran ok", null)]
    [InlineData(Tamsin, "do i have to go to school", null)]
    [InlineData(Tamsin, "can i live with mum again", null)]
    [InlineData(Tamsin, "does mum hate me", "yp-only-they-know")]
    [InlineData(Tamsin, "am I going to be adopted", "yp-only-they-know")]
    [InlineData(Tamsin, "is mum going to die", "yp-only-they-know")]
    [InlineData(Tamsin, "is mum going to prison", "yp-only-they-know")]
    [InlineData(Tamsin, "does Kit miss me", "yp-only-they-know")]
    [InlineData(Tamsin, "I miss mum", "yp-only-they-know")]
    [InlineData(Tamsin, "is dad coming back", "yp-only-they-know")]
    [InlineData(Tamsin, "can I stop talking to you", "about-this-helper")]
    [InlineData(Colin, "can i see what Ann wrote", "network-what-i-see")]
    [InlineData(Colin, "can i change my day", "network-stop")]
    [InlineData(Colin, "can I stop helping", "network-stop")]
    [InlineData(Colin, "can i stop", "network-stop")]
    [InlineData(Colin, "do i have to say yes", "network-agreeing")]
    [InlineData(Colin, "will Ann know i told you", null)]
    public async Task AQuestion_IsAnsweredForWhoAsks(string who, string said, string? topic)
    {
        await using var site = await ChatSite.StartAsync(Nance);
        (await TopicAsync(await site.TalkAsync(who), said)).ShouldBe(topic);
    }

    /// <summary>Typed word for word, and offered to tap.</summary>
    [Theory]
    [InlineData(Ann, "Will my mum or dad see what I write?", "yp-")]
    [InlineData(Ann, "Is what I say private?", "yp-")]
    [InlineData(Tamsin, "Do I have to agree with the worries?", "do-i-have-to-agree")]
    [InlineData(Tamsin, "I have been asked to be in the network. What am I agreeing to?", "network-")]
    [InlineData(Colin, "If I say I am struggling, will they take my kids?", "asking-for-help")]
    public async Task AnothersTopic_IsNeitherTold_NorOffered(string who, string said, string others)
    {
        await using var site = await ChatSite.StartAsync(Nance);
        var talk = await site.TalkAsync(who);
        (await TopicAsync(talk, said) ?? "").ShouldNotStartWith(others);
        talk.Offered.ShouldNotContain("Will my mum or dad see what I write?");
    }

    private static async Task<string?> TopicAsync(ChatTalk talk, string said)
    {
        await talk.SaysAsync(said);
        return talk.Replies[^1].TryGetProperty("channelData", out var data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("topic", out var topic) ? topic.GetString() : null;
    }
}
