using System.Collections;
using System.Globalization;
using System.Resources;
using FamilyPortal.Shared.PlainWords;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>What families read is short enough to read: every sentence under 15 words, all of it at about reading age 9.</summary>
public sealed class PortalWordsTests
{
    /// <summary>Words of pages that no family sees.</summary>
    private static readonly string[] NotForFamilies = ["FamilyPortal.Portal.Staff.", "FamilyPortal.Portal.RecordApi.", "FamilyPortal.Portal.Demo."];

    public static TheoryData<string> Resources => [.. typeof(PortalApp).Assembly.GetManifestResourceNames()
        .Where(n => n.EndsWith(".resources", StringComparison.Ordinal) && !NotForFamilies.Any(s => n.StartsWith(s, StringComparison.Ordinal)))];

    [Theory]
    [MemberData(nameof(Resources))]
    public void Every_sentence_is_short_and_plain(string resource)
    {
        var texts = Texts(resource);
        texts.ShouldNotBeEmpty();
        foreach (var (key, text) in texts) Readability.Of(text).LongestSentence.ShouldBeLessThanOrEqualTo(14, $"{key}: {text}");
        Readability.Of(string.Join('\n', texts.Select(t => t.Text))).Grade.ShouldBeLessThan(5);
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void No_page_blames_or_promises(string resource)
    {
        foreach (var (key, text) in Texts(resource))
            foreach (var word in (string[])["failed", "refused", "non-compliant", "invalid", "secret", "help is coming", "on its way"])
                text.ShouldNotContain(word, Case.Insensitive, key);
    }

    private static List<(string Key, string Text)> Texts(string resource)
    {
        var manager = new ResourceManager(resource[..^".resources".Length], typeof(PortalApp).Assembly);
        return [.. manager.GetResourceSet(CultureInfo.InvariantCulture, true, true)!.Cast<DictionaryEntry>().Select(e => ((string)e.Key, (string)e.Value!))];
    }
}
