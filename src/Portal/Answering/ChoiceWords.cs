using System.Globalization;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.Answering;

/// <summary>What somebody chose, in the words that they chose it by.</summary>
internal static class ChoiceWords
{
    /// <summary>Empty where an answer is nothing but words.</summary>
    public static string Of(AnswerView answer) => answer switch
    {
        { Score: { } score } => score.ToString(CultureInfo.CurrentCulture),
        { Kind: AnswerKind.RoleReply } => Tasks.TaskText.Choice(answer.Choice),
        { Kind: AnswerKind.MeetingReply or AnswerKind.Feedback } => Meetings.MeetingText.Choice(answer.Choice),
        _ => Goals.GoalText.Choice(answer.Choice),
    };
}
