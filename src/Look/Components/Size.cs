namespace FamilyPortal.Look.Components;

/// <summary>How large a label or legend is.</summary>
public enum Size
{
    Plain,
    Small,
    Medium,
    Large,
}
