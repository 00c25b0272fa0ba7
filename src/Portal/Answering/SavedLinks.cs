using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.Answering;

/// <summary>
/// Where an answer leads once it is stored: for each kind one address, whatever the words say. It stays in the history of a phone
/// that others may look through. The page there has the numbers first where they are due (<see cref="NumbersFirst"/>).
/// </summary>
internal static class SavedLinks
{
    /// <summary>The same for each of the houses: a history says nothing of worries.</summary>
    public const string RoomSaved = "/space/saved";

    /// <summary>The same for each request: a history does not say what was asked.</summary>
    public const string Asked = "/my-words/saved";

    private static readonly IReadOnlyDictionary<AnswerKind, string> Pages = new Dictionary<AnswerKind, string>
    {
        [AnswerKind.Score] = "/scale/{0}/saved",
        [AnswerKind.GoalResponse] = "/goal/{0}/saved",
        [AnswerKind.GoalProgress] = "/goal/{0}/done/saved",
        [AnswerKind.RoleReply] = "/task/{0}/saved",
        [AnswerKind.NextStepReply] = "/step/{0}/saved",
        [AnswerKind.MeetingReply] = "/meeting/{0}/saved",
        [AnswerKind.Feedback] = "/meeting/{0}/saved",
        [AnswerKind.View] = "/see/{0}/saved",
        [AnswerKind.HouseOfWorries] = RoomSaved,
        [AnswerKind.HouseOfGoodThings] = RoomSaved,
        [AnswerKind.HouseOfDreams] = RoomSaved,
        [AnswerKind.SafetyHouse] = RoomSaved,
    };

    /// <summary>The thanks for an answer to an item.</summary>
    public static string Thanks(AnswerKind kind, string item) => Pages[kind].Replace("{0}", item, StringComparison.Ordinal);

    /// <summary>What a page of thanks is for.</summary>
    public static IReadOnlyList<AnswerKind> KindsOf(string path, string item) => [.. Pages.Keys.Where(kind => Thanks(kind, item).Equals(path, StringComparison.OrdinalIgnoreCase))];
}
