using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace FamilyPortal.Look.Components;

/// <summary>
/// Plain text with hard words explained where they stand, by <c>&lt;details&gt;</c> and so without script.
/// The text is only ever text: encoded, its line breaks kept, nothing in it read as markup.
/// </summary>
public sealed class JargonText : ComponentBase
{
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>Spans outside the text, empty, or overlapping an earlier one are left out: the words stay, unexplained.</summary>
    [Parameter]
    public IReadOnlyList<JargonSpan> Spans { get; set; } = [];

    /// <summary>The text's language, when it is not the page's.</summary>
    [Parameter]
    public string? Lang { get; set; }

    /// <summary>The text's direction, when it is not the page's; <c>auto</c> for what people wrote themselves.</summary>
    [Parameter]
    public string? Dir { get; set; }

    /// <summary>Further classes, such as those of a heading.</summary>
    [Parameter]
    public string? Class { get; set; }

    /// <summary>Where something else on the page is named after it.</summary>
    [Parameter]
    public string? Id { get; set; }

    // Built by hand: Razor would put its own line breaks between the pieces, and here every line break shows.
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", Class is null ? "app-text" : "app-text " + Class);
        builder.AddAttribute(2, "lang", Lang);
        builder.AddAttribute(3, "dir", Dir);
        builder.AddAttribute(4, "id", Id);
        var done = 0;
        foreach (var span in Spans.OrderBy(s => s.Start))
        {
            if (span.Start < done || span.Length <= 0 || span.Length > Text.Length - span.Start || CutsCharacter(span)) continue;
            builder.AddContent(5, Visible(Text[done..span.Start]));
            done = span.Start + span.Length;
            AddExplained(builder, Text[span.Start..done], span.Explanation);
        }

        builder.AddContent(7, Visible(Text[done..]));
        builder.CloseElement();
    }

    private static void AddExplained(RenderTreeBuilder builder, string word, string explanation)
    {
        builder.OpenRegion(6);
        builder.OpenElement(0, "details");
        builder.AddAttribute(1, "class", "jargon");
        builder.OpenElement(2, "summary");
        builder.AddContent(3, Visible(word));
        builder.CloseElement();
        builder.OpenElement(4, "div");
        builder.AddAttribute(5, "class", "jargon__text");
        builder.AddContent(6, Visible(explanation));
        builder.CloseElement();
        builder.CloseElement();
        builder.CloseRegion();
    }

    private bool CutsCharacter(JargonSpan span) => Cuts(span.Start) || Cuts(span.Start + span.Length);

    private bool Cuts(int at) => at > 0 && at < Text.Length && char.IsSurrogatePair(Text[at - 1], Text[at]);

    // Control characters have no picture, and HTML reads their numbers as other characters (&#x80; is a euro sign).
    private static string Visible(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0
        ? text
        : string.Concat(text.Replace("\r\n", "\n", StringComparison.Ordinal).Where(c => c is '\n' or '\t' || !char.IsControl(c)));
}
