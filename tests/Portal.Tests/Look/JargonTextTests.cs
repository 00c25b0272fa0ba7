using FamilyPortal.Look.Components;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Look;

public class JargonTextTests
{
    [Fact]
    public void Any_text_comes_back_as_text_and_never_as_markup() =>
        Prop.ForAll(Texts, TextSpans, (text, spans) =>
        {
            var body = Html.Parse(Rendered(text, spans)).Body!;
            foreach (var explanation in body.QuerySelectorAll("details > div").ToArray()) explanation.Remove();

            body.TextContent.ShouldBe(Expected(text));
            body.QuerySelectorAll("*").Select(e => e.LocalName).Distinct().ShouldBeSubsetOf(["div", "details", "summary"]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_explanation_comes_back_as_text() =>
        Prop.ForAll(Texts, explanation =>
        {
            var body = Html.Parse(Rendered("core group", [new(0, 4, explanation)])).Body!;
            body.QuerySelector("details.jargon > div")!.TextContent.ShouldBe(Expected(explanation));
            body.QuerySelectorAll("*").Length.ShouldBe(4);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Word_is_explained_where_it_stands()
    {
        var html = await Render.HtmlAsync<JargonText>(("Text", "The core group\nmeets."), ("Spans", new JargonSpan[] { new(4, 10, "Small team.") }));

        html.ShouldBe("""<div class="app-text">The <details class="jargon"><summary>core group</summary><div class="jargon__text">Small team.</div></details>&#xA;meets.</div>""");
    }

    [Fact]
    public void Markup_is_shown_as_the_characters_that_were_typed()
    {
        var body = Html.Parse(Rendered("<script>x</script> &amp; <b>bold</b>", [])).Body!;

        body.TextContent.ShouldBe("<script>x</script> &amp; <b>bold</b>");
        body.QuerySelectorAll("script, b").ShouldBeEmpty();
    }

    [Fact]
    public void Spans_that_overlap_or_do_not_fit_leave_the_words_alone()
    {
        var body = Html.Parse(Rendered("one two three", [new(0, 7, "first"), new(4, 3, "inside"), new(8, 99, "too long"), new(-1, 2, "before"), new(8, 0, "empty"), new(int.MaxValue, int.MaxValue, "far")])).Body!;

        body.QuerySelectorAll("summary").Select(s => s.TextContent).ShouldBe(["one two"]);
        body.QuerySelector(".jargon__text")!.Remove();
        body.TextContent.ShouldBe("one two three");
    }

    private static string Rendered(string text, JargonSpan[] spans) =>
        Render.HtmlAsync<JargonText>(("Text", text), ("Spans", spans)).GetAwaiter().GetResult();

    // Control characters have no picture; half a surrogate pair is no character.
    private static string Expected(string text)
    {
        var visible = string.Concat(text.Replace("\r\n", "\n", StringComparison.Ordinal).Where(c => c is '\n' or '\t' || !char.IsControl(c)));
        return string.Concat(visible.EnumerateRunes());
    }

    private static Arbitrary<string> Texts { get; } = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Where(s => s is not null),
        Gen.Elements("<", ">", "&", "\"", "'", "</div>", "<script>", "</details>", "&lt;", "&#x80;", "\n", "\r\n", "\u0080", "\0", "\u202e", "ŵ", "😀", "مرحبا", " ", "core group")
            .ListOf().Select(parts => string.Concat(parts))).ToArbitrary();

    private static Arbitrary<JargonSpan[]> TextSpans { get; } =
        (from start in Gen.Choose(-1, 12)
         from length in Gen.Choose(-1, 9)
         select new JargonSpan(start, length, "means <b>this</b>")).ArrayOf().ToArbitrary();
}
