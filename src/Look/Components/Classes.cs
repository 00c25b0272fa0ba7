namespace FamilyPortal.Look.Components;

/// <summary>Class names that several components share.</summary>
internal static class Classes
{
    public static string Button(ButtonKind kind) => kind switch
    {
        ButtonKind.Secondary => "govuk-button govuk-button--secondary",
        ButtonKind.Warning => "govuk-button govuk-button--warning",
        _ => "govuk-button",
    };

    public static string Tone(Tone tone) => tone switch
    {
        Components.Tone.Good => " app-card--good",
        Components.Tone.Worried => " app-card--worried",
        Components.Tone.Next => " app-card--next",
        _ => "",
    };

    public static string Tag(Tone tone) => tone switch
    {
        Components.Tone.Good => "govuk-tag govuk-tag--green",
        Components.Tone.Worried => "govuk-tag govuk-tag--yellow",
        Components.Tone.Next => "govuk-tag",
        _ => "govuk-tag govuk-tag--grey",
    };
}
