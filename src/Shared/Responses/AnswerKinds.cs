namespace FamilyPortal.Shared.Responses;

/// <summary>What follows from the kind of an answer alone.</summary>
public static class AnswerKinds
{
    /// <summary>What a young person puts into one of their houses: theirs to share, thing by thing.</summary>
    public static readonly IReadOnlyList<AnswerKind> Houses = [AnswerKind.HouseOfWorries, AnswerKind.HouseOfGoodThings, AnswerKind.HouseOfDreams, AnswerKind.SafetyHouse];

    /// <summary>What a young person asks for: for workers and their manager alone, and due until somebody replied whose reply counts (<see cref="Owed.Settler"/>).</summary>
    public static readonly IReadOnlyList<AnswerKind> Wishes = [AnswerKind.TalkAlone, AnswerKind.AnotherWorker, AnswerKind.SomethingWrong];

    public static bool IsHouse(this AnswerKind kind) => Houses.Contains(kind);

    public static bool IsWish(this AnswerKind kind) => Wishes.Contains(kind);
}
