using System.Globalization;
using FamilyPortal.Portal.Goals;
using FamilyPortal.Portal.Meetings;
using FamilyPortal.Portal.Space;
using FamilyPortal.Portal.Steps;
using FamilyPortal.Portal.Tasks;
using FamilyPortal.Portal.Words;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.Answering;

/// <summary>What somebody answered besides words of their own, as people read it: in the words of the form.</summary>
internal static class ChoiceWords
{
    private static readonly IReadOnlyDictionary<AnswerKind, Texts> Forms = new Dictionary<AnswerKind, Texts>
    {
        [AnswerKind.GoalResponse] = GoalText.T,
        [AnswerKind.RoleReply] = TaskText.T,
        [AnswerKind.NextStepReply] = StepText.T,
        [AnswerKind.MeetingReply] = MeetingText.T,
        [AnswerKind.Feedback] = MeetingText.T,
        [AnswerKind.HouseOfWorries] = SpaceText.T,
        [AnswerKind.HouseOfGoodThings] = SpaceText.T,
        [AnswerKind.HouseOfDreams] = SpaceText.T,
        [AnswerKind.SafetyHouse] = SpaceText.T,
        [AnswerKind.SomethingWrong] = SpaceText.T,
    };

    /// <summary>Empty where an answer is nothing but words.</summary>
    public static string Of(AnswerView answer) => answer switch
    {
        { Kind: AnswerKind.SafetyHouse, Score: { } close } => $"{Of(answer.Kind, answer.Choice)}: {SpaceText.T["OutOfTen", close]}",
        { Score: { } score } => score.ToString(CultureInfo.CurrentCulture),
        { DoneOn: { } day } => AnsweringText.T["DoneOn", UkWords.Day(day)],
        _ => Of(answer.Kind, answer.Choice),
    };

    /// <param name="kind">Of a form that was not finished it is not known: the form that has the choice.</param>
    public static string Of(AnswerKind kind, string? choice) =>
        choice is null ? "" : (Forms.TryGetValue(kind, out var form) ? [form] : Forms.Values).Select(t => t.Find($"Choice.{choice}")).FirstOrDefault(w => w is not null) ?? "";
}
