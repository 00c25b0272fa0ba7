namespace FamilyPortal.Look.Components;

/// <summary>The three columns of a plan, as colours. The words must say it too.</summary>
public enum Tone
{
    Plain,
    /// <summary>What is working well: green.</summary>
    Good,
    /// <summary>What we are worried about: amber.</summary>
    Worried,
    /// <summary>What needs to happen: teal.</summary>
    Next,
}
