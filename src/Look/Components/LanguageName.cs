namespace FamilyPortal.Look.Components;

/// <summary>A language by the name that its readers give it.</summary>
/// <param name="Dir">ltr or rtl.</param>
public sealed record LanguageName(string Tag, string Name, string Dir);
