using Microsoft.AspNetCore.Components;

namespace FamilyPortal.Look.Components;

/// <summary>What every form field has in common: a name, a label or legend, a hint and an error beside it.</summary>
public abstract class Field : ComponentBase
{
    /// <summary>The form name, as <c>[SupplyParameterFromForm]</c> expects it: <c>"Form.Reason"</c>.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>The label, or the legend of a group.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public Size LabelSize { get; set; }

    /// <summary>The label is the page's only h1: for a page with one question.</summary>
    [Parameter]
    public bool IsPageHeading { get; set; }

    [Parameter]
    public string? Hint { get; set; }

    /// <summary>Overrides what the form around it says about <see cref="Name"/>.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>The element's id; by default made from <see cref="Name"/>, as the error summary expects it.</summary>
    [Parameter]
    public string? Id { get; set; }

    [CascadingParameter]
    private FormErrors? FormErrors { get; set; }

    internal static string IdFrom(string name) => name.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal);

    private protected string ElementId => Id ?? IdFrom(Name);

    private protected string HintId => ElementId + "-hint";

    private protected string ErrorId => ElementId + "-error";

    private protected string? ErrorText => Error ?? FormErrors?.For(Name);

    private protected string GroupClass => ErrorText is null ? "govuk-form-group" : "govuk-form-group govuk-form-group--error";

    private protected string? DescribedBy => (Hint, ErrorText) switch
    {
        (null, null) => null,
        (_, null) => HintId,
        (null, _) => ErrorId,
        _ => HintId + " " + ErrorId,
    };

    private protected string LabelClass(string stem)
    {
        var size = LabelSize == Size.Plain && IsPageHeading ? Size.Large : LabelSize;
        return size switch
        {
            Size.Small => $"{stem} {stem}--s",
            Size.Medium => $"{stem} {stem}--m",
            Size.Large => $"{stem} {stem}--l",
            _ => stem,
        };
    }

    /// <summary>The id of the choice at <paramref name="index"/>: the first has the field's own, so that the summary's link reaches it.</summary>
    private protected string ItemId(int index) => index == 0 ? ElementId : $"{ElementId}-{index + 1}";
}
