namespace FamilyPortal.Shared.Responses;

/// <summary>What follows from the kind of an answer alone.</summary>
public static class AnswerKinds
{
    /// <summary>What a young person puts into one of their houses: theirs to share, thing by thing.</summary>
    public static readonly IReadOnlyList<AnswerKind> Houses = [AnswerKind.HouseOfWorries, AnswerKind.HouseOfGoodThings, AnswerKind.HouseOfDreams, AnswerKind.SafetyHouse];

    /// <summary>What a young person asks for: for workers and their manager alone, and due until somebody replied whose reply counts (<see cref="Owed.Settler"/>).</summary>
    public static readonly IReadOnlyList<AnswerKind> Wishes = [AnswerKind.TalkAlone, AnswerKind.AnotherWorker, AnswerKind.SomethingWrong];

    /// <summary>
    /// What somebody says they will do, which others go by: to others only the newest of each giver to an item is their word. A number
    /// on a scale stays what it was on its day, and how somebody sees a thing is not undone by a word they keep to themselves.
    /// </summary>
    public static readonly IReadOnlyList<AnswerKind> Promises = [AnswerKind.RoleReply, AnswerKind.NextStepReply, AnswerKind.MeetingReply];

    public static bool IsHouse(this AnswerKind kind) => Houses.Contains(kind);

    public static bool IsPromise(this AnswerKind kind) => Promises.Contains(kind);

    public static bool IsWish(this AnswerKind kind) => Wishes.Contains(kind);
}
