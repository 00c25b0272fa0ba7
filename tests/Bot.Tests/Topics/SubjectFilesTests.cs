using FamilyPortal.Bot.Topics;
using FamilyPortal.Bot.Understanding;
using Shouldly;
using Xunit;

namespace FamilyPortal.Bot.Tests.Topics;

/// <summary>Every file of topics and phrasings is read, and no topic or intent stands in two of them.</summary>
public sealed class SubjectFilesTests
{
    private const string Topic = "- id: twice\n  title: Twice?\n  audience: any\n  answer: It stands in two files.\n  source: Portal rule\n";

    [Fact]
    public void Topics_AreAllRead() => Embedded("Topics/Answers/").ShouldBe(TopicCatalogue.Subjects, ignoreOrder: true);

    [Fact]
    public void Phrasings_AreAllRead() => Embedded("Understanding/Phrasings/").ShouldBe(Phrasings.Files, ignoreOrder: true);

    [Fact]
    public void Load_ATopicInTwoFiles_IsRefused()
    {
        TopicCatalogue.Load(Topic).All.Count.ShouldBe(1);
        Should.Throw<TopicFileException>(() => TopicCatalogue.Load(Topic, Topic)).Message.ShouldContain("'twice' stands there twice");
    }

    [Fact]
    public void Load_AnIntentInTwoFiles_IsRefused() =>
        Should.Throw<InvalidOperationException>(() => Phrasings.Load([new() { ["closing"] = "one" }, new() { ["closing"] = "other" }])).Message.ShouldContain("'closing'");

    private static IEnumerable<string> Embedded(string folder) =>
        typeof(TopicCatalogue).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Select(name => name[folder.Length..]);
}
