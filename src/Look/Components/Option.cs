namespace FamilyPortal.Look.Components;

/// <summary>One choice of <see cref="Radios"/> or <see cref="Checkboxes"/>.</summary>
/// <param name="Picture">Of radios: the name of one of the drawings, which stands beside the words and never for them.</param>
/// <param name="In">Of radios: the language of its words, where they are not in that of the page.</param>
public sealed record Option(string Value, string Text, string? Hint = null, string? Picture = null, LanguageName? In = null);
