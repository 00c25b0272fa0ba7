using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Bot.Conversation.Answers;

/// <summary>What a line that names who does a task says about whether anybody does: as the reader's own pages tell it, and no more.</summary>
internal static class TaskStanding
{
    /// <summary>The line, and after it that nobody has the task, for those who may know; to whoever said that they cannot, that they did.</summary>
    public static string Say(string line, TaskView task, ReadableAnswers answers) =>
        answers.NobodyHas(task.Handle) ? HelperWords.Get("Network.NobodyHas", line)
        : answers.LastOrDefault(a => a.IsMine && a.Item == task.Handle && a.Kind == AnswerKind.RoleReply)?.Choice == FamilyAnswers.Declined ? HelperWords.Get("Network.YouCannot", line)
        : line;
}
