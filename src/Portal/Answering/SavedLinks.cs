using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.Answering;

/// <summary>Where an answer leads once it is stored. The addresses hold opaque handles, and say nothing of what was said.</summary>
internal static class SavedLinks
{
    /// <summary>Whom to ring, before anything else.</summary>
    public static string Numbers(string answer) => $"/saved/{answer}";

    /// <summary>The thanks for an answer of a kind; without an item that its giver sees, everything they said.</summary>
    public static string Thanks(AnswerKind kind, string? item) => (kind, item) switch
    {
        (AnswerKind.Question, _) => "/ask-worker",
        (AnswerKind.Score, not null) => $"/scale/{item}/saved",
        (AnswerKind.GoalResponse, not null) => $"/goal/{item}/saved",
        (AnswerKind.RoleReply, not null) => $"/task/{item}/saved",
        (AnswerKind.View, not null) => $"/see/{item}/saved",
        _ => "/answers",
    };
}
