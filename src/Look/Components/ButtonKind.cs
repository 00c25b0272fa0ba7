namespace FamilyPortal.Look.Components;

/// <summary>How much weight a button carries: one <see cref="Primary"/> on a page.</summary>
public enum ButtonKind
{
    Primary,
    Secondary,
    Warning,
}
