namespace FamilyPortal.Look.Components;

/// <summary>A stretch of a text, in UTF-16 units, and what it means in plain words.</summary>
public sealed record JargonSpan(int Start, int Length, string Explanation);
