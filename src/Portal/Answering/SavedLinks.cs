using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.Answering;

/// <summary>
/// Where an answer leads once it is stored: for each kind one address, whatever the words say. It stays in the history of a phone
/// that others may look through. The page there has the numbers first where they are due (<see cref="NumbersFirst"/>).
/// </summary>
internal static class SavedLinks
{
    /// <summary>The thanks for an answer to an item.</summary>
    public static string Thanks(AnswerKind kind, string item) => kind switch
    {
        AnswerKind.Score => $"/scale/{item}/saved",
        AnswerKind.GoalResponse => $"/goal/{item}/saved",
        AnswerKind.RoleReply => $"/task/{item}/saved",
        AnswerKind.View => $"/see/{item}/saved",
        AnswerKind.MeetingReply or AnswerKind.Feedback => $"/meeting/{item}/saved",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only answers to an item have a page of thanks."),
    };
}
