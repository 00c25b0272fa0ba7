namespace FamilyPortal.Shared.Danger;

/// <summary>A number to show large, and what it is.</summary>
/// <param name="Label">Plain words, such as "Samaritans. Free, day and night".</param>
/// <param name="Number">As people read it.</param>
public sealed record AdviceNumber(string Label, string Number);
