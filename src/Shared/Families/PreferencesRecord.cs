using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Shared.Families;

/// <summary>What a person chose about texts and the telephone, as the worker's record gets it: all of it, each time one of it changes.</summary>
/// <param name="Texts">False where they said that they want none. Whether any may go to them is decided by more than that.</param>
/// <param name="TextsFrom">`08:00`; left out where they named no hours.</param>
/// <param name="CodeWord">What a worker says when they ring; left out where there is none.</param>
/// <param name="CodeWordVoid">True where nobody chose anything: the word that was there counts no more. Otherwise left out.</param>
internal sealed record PreferencesRecord(
    string RecordRef, string Kind, AnswerRecord.Giver GivenBy, string? With, DateTimeOffset GivenAt, bool Texts, TimeOnly? TextsFrom, TimeOnly? TextsUntil, string? CodeWord, bool? CodeWordVoid = null)
{
    public const string EventType = "uk.familyportal.preferences.changed.v1";

    public static PreferencesRecord Of(Family family, AnswerRecord.Giver person, string? with, PersonPreferences row, bool texts, DateTimeOffset at) =>
        new(family.RecordRef, "preferences", person, with, at, texts, row.TextsFrom, row.TextsUntil, row.CodeWord);
}
