using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.Space;

/// <summary>What a young person may ask for.</summary>
/// <param name="Name">Ends its address, and names its words in SpaceText.</param>
internal sealed record Wish(string Name, AnswerKind Kind, string Picture)
{
    public static readonly IReadOnlyList<Wish> All =
    [
        new("talk", AnswerKind.TalkAlone, "talking"),
        new("worker", AnswerKind.AnotherWorker, "social-worker"),
        new("wrong", AnswerKind.SomethingWrong, "asking-for-help"),
    ];

    public string Address => $"{Room.Space}/{Name}";
}
