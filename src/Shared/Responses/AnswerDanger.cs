using FamilyPortal.Shared.Danger;

namespace FamilyPortal.Shared.Responses;

/// <summary>Reads all the words of an answer for danger, with what they are about.</summary>
public static class AnswerDanger
{
    /// <param name="danger">The check.</param>
    /// <param name="choice">What was chosen beside the words, if anything.</param>
    /// <param name="words">Why, or anything else.</param>
    /// <param name="oneHigher">The form's second text.</param>
    /// <param name="speaker">Who wrote them, where that is known.</param>
    /// <returns>The more pressing of what either tells of.</returns>
    public static DangerFinding CheckAnswer(this DangerCheck danger, string? choice, string? words, string? oneHigher, Speaker speaker = Speaker.Unknown) =>
        danger.Check(words, declines: choice == FamilyAnswers.Declined, speaker).Or(danger.Check(oneHigher, speaker: speaker));

    /// <summary>The words of a form for an alert of their own, as far as an answer would hold them.</summary>
    internal static string Excerpt(this DangerCheck danger, AnswerForm form, Speaker speaker = Speaker.Unknown) =>
        string.Join('\n', new[] { form.Words, form.OneHigher }.Select(words => LongWords.Excerpt(danger, FamilyAnswers.Clean(words), AnswerLimits.Words, speaker)).OfType<string>());
}
