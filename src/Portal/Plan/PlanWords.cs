using System.Globalization;
using FamilyPortal.Look.Components;
using FamilyPortal.Portal.Words;
using FamilyPortal.Shared.PlainWords;
using FamilyPortal.Shared.Plans;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace FamilyPortal.Portal.Plan;

/// <summary>Words of the plan, in the reader's language, its direction, and with workers' words explained where they first stand.</summary>
public sealed class PlanWords : ComponentBase
{
    [Parameter, EditorRequired]
    public Said Said { get; set; } = default!;

    [Parameter]
    public string? Class { get; set; }

    /// <summary>Where something else on the page is named after them.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>Name of the cascading value: the page shows the English beside what is translated.</summary>
    public const string Both = "Both";

    [CascadingParameter(Name = Both)]
    private bool WithEnglish { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var english = Said.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase);
        builder.OpenComponent<JargonText>(0);
        builder.AddComponentParameter(1, nameof(JargonText.Text), Said.Text);
        builder.AddComponentParameter(2, nameof(JargonText.Class), Class);
        if (english) builder.AddComponentParameter(3, nameof(JargonText.Spans), Explain(Said.Text));
        if (PageWords.Foreign(Said.Language) is { } language)
        {
            builder.AddComponentParameter(4, nameof(JargonText.Lang), language);
            builder.AddComponentParameter(5, nameof(JargonText.Dir), IsRightToLeft(language) ? "rtl" : "ltr");
        }
        builder.AddComponentParameter(6, nameof(JargonText.Id), Id);
        builder.CloseComponent();
        if (Said.IsOld)
        {
            builder.OpenComponent<NewerEnglish>(7);
            builder.AddComponentParameter(8, nameof(NewerEnglish.Said), Said);
            builder.CloseComponent();
            return;
        }
        if (!WithEnglish || Said.English is not { } written) return;
        builder.OpenComponent<JargonText>(9);
        builder.AddComponentParameter(10, nameof(JargonText.Text), written);
        builder.AddComponentParameter(11, nameof(JargonText.Class), "govuk-hint");
        builder.AddComponentParameter(12, nameof(JargonText.Spans), Explain(written));
        builder.AddComponentParameter(13, nameof(JargonText.Lang), PageWords.English);
        builder.AddComponentParameter(14, nameof(JargonText.Dir), "ltr");
        builder.CloseComponent();
    }

    /// <summary>The same in a text of ours: the explanations are English, and so are the words that they are of.</summary>
    internal static IReadOnlyList<Look.Components.JargonSpan> ExplainOurs(string text) => PageWords.English is null ? Explain(text) : [];

    /// <summary>Workers' words in an English text, each explained once.</summary>
    internal static IReadOnlyList<Look.Components.JargonSpan> Explain(string text) =>
        [.. Jargon.Find(text, firstOnly: true).Select(s => new Look.Components.JargonSpan(s.Start, s.Length, s.Explanation))];

    internal static bool IsRightToLeft(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language).TextInfo.IsRightToLeft;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}
