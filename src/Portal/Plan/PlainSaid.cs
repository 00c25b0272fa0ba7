using FamilyPortal.Portal.Words;
using FamilyPortal.Shared.Plans;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace FamilyPortal.Portal.Plan;

/// <summary>Words of the plan inside a heading, where nothing may open: in their own language and direction.</summary>
public sealed class PlainSaid : ComponentBase
{
    [Parameter, EditorRequired]
    public Said Said { get; set; } = default!;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (PageWords.Foreign(Said.Language) is not { } language)
        {
            builder.AddContent(0, Said.Text);
            return;
        }
        builder.OpenElement(1, "span");
        builder.AddAttribute(2, "lang", language);
        builder.AddAttribute(3, "dir", PlanWords.IsRightToLeft(language) ? "rtl" : "ltr");
        builder.AddContent(4, Said.Text);
        builder.CloseElement();
    }
}
