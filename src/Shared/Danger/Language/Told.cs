namespace FamilyPortal.Shared.Danger.Language;

/// <summary>One danger that a text tells of, by the phrase that told it.</summary>
internal readonly record struct Told(DangerLevel Level, DangerKind Kind, string Phrase, int Start, int End);
