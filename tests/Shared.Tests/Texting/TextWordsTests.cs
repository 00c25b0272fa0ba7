using System.Collections;
using System.Globalization;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Texting;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Texting;

public class TextWordsTests
{
    /// <summary>What no text may say (domain.md, "Safety rules"): a score, a name, a place, a plan, an answer, the reason for itself.</summary>
    private static readonly string[] Telling =
    [
        "score", "scale", "plan", "safe", "family", "child", "kid", "mum", "dad", "parent", "worker", "social", "council", "meeting", "court",
        "worry", "worries", "goal", "danger statement", "answer", "reply to", "question", "review", "visit", "home", "school", "help", "because", "signs of",
    ];

    private static readonly PortalAddress Portal = Address("https://look.example.org");

    public static TheoryData<string> Names => [.. Everything().Select(e => e.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Templates_SayNothingThatTellsAWatcher(string name)
    {
        var words = Everything().Single(e => e.Name == name).Words.ToLowerInvariant();
        Telling.Where(words.Contains).ShouldBeEmpty();
        foreach (var pack in AuthorityPacks.Load(null).All) words.ShouldNotContain(pack.Name.ToLowerInvariant());
    }

    [Theory, MemberData(nameof(Names))]
    public void Templates_HoldNoDigits_ButForEmergencyNumbers(string name)
    {
        var words = Everything().Single(e => e.Name == name).Words;
        var digits = System.Text.RegularExpressions.Regex.Matches(words, @"(?<!\{)\d+(?!\})").Select(m => m.Value);
        digits.ShouldBe(name == "Danger" ? ["999", "55"] : []);
    }

    [Fact]
    public void Texts_FitIntoOneMessageOfPlainLetters()
    {
        string[] texts = [TextWords.Code("482913", new(new string('a', 96) + ".org")), TextWords.DutyNotice(12, Portal), .. Enum.GetValues<TextKind>().Select(k => TextWords.Of(k, "en-GB", Portal))];
        foreach (var text in texts)
        {
            text.Length.ShouldBeLessThanOrEqualTo(160);
            text.ShouldAllBe(c => c < 128 && !"`{}[]~\\^|".Contains(c), text);
        }
    }

    [Fact]
    public void Code_StartsWithTheCode_EndsWithTheHostOfItsPage_AndSaysNothingElse() =>
        TextWords.Code("482913", new("look.example.org")).ShouldBe("482913 is your code. Do not tell it to anyone.\n\n@look.example.org #482913");

    [Theory]
    [InlineData("Issuer", "https://look.example.org", "look.example.org")]
    [InlineData("Issuer", "https://look.example.org:8443/base", "look.example.org")]
    [InlineData("Identity:Issuer", "https://look.example.org", "look.example.org")]
    [InlineData("Issuer", "https://b\u00fccher.example.org", "xn--bcher-kva.example.org")]
    [InlineData("Issuer", "", "portal.example.org")]
    public void CodePageHost_IsIdentitys(string key, string value, string host) =>
        CodePageHost.Read(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build(), Address("https://portal.example.org")).Host.ShouldBe(host);

    [Fact]
    public void CodePageHost_TooLongForAText_Stops() =>
        Should.Throw<InvalidOperationException>(() => CodePageHost.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Issuer", $"https://{new string('a', 60)}.{new string('b', 60)}.org")]).Build(), Address("https://portal.example.org")));

    [Fact]
    public void Of_ANudge_HasALinkToThePortalThatSaysNothing_AndTheWayOut()
    {
        var nudge = TextWords.Of(TextKind.Nudge, "ar", Portal);
        nudge.ShouldContain("https://look.example.org/n ");
        nudge.ShouldContain("STOP");
    }

    [Theory]
    [InlineData("https://look.example.org", "")]
    [InlineData("http://localhost:5100", "")]
    [InlineData("https://family-plans.example.org", "family plan")]
    [InlineData("https://safe.example.org", "safe")]
    [InlineData("https://pages.knowsley.example.org", "knowsley")]
    public void TellingWords_NamesWhatTheHostGivesAway(string url, string words) =>
        NeutralWords.TellingIn(Address(url).Host, AuthorityPacks.Load(null).All.Select(p => p.Name)).ShouldBe(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("http://look.example.org")]
    [InlineData("look.example.org")]
    [InlineData("")]
    public void Read_InProduction_WithoutAnHttpsAddress_Stops(string url) =>
        Should.Throw<InvalidOperationException>(() => PortalAddress.Read(Settings(url), isProduction: true)).Message.ShouldStartWith("Portal:PublicUrl");

    private static IEnumerable<(string Name, string Words)> Everything() =>
        TextWords.Words.GetResourceSet(CultureInfo.InvariantCulture, true, true)!.Cast<DictionaryEntry>().Select(e => ((string)e.Key, (string)e.Value!))
            .Append(("Danger", DangerAdvice.TextReply));

    private static PortalAddress Address(string url) => PortalAddress.Read(Settings(url), isProduction: false);

    private static IConfiguration Settings(string url) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("Portal:PublicUrl", url)]).Build();
}
