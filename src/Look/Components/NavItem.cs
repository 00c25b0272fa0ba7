namespace FamilyPortal.Look.Components;

/// <summary>One link of the menu.</summary>
public sealed record NavItem(string Href, string Text, bool Current = false);
