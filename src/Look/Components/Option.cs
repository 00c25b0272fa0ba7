namespace FamilyPortal.Look.Components;

/// <summary>One choice of <see cref="Radios"/> or <see cref="Checkboxes"/>.</summary>
public sealed record Option(string Value, string Text, string? Hint = null);
