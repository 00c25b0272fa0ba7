using FamilyPortal.Shared.Responses;
using static FamilyPortal.Portal.Space.SpaceText;

namespace FamilyPortal.Portal.Space;

/// <summary>One place of a young person's space to put something into: a house, or a part of the Safety House.</summary>
/// <param name="Name">Ends its address, and names its words in SpaceText.</param>
/// <param name="Part">Of the Safety House; it is the answer's choice.</param>
/// <param name="Picture">Name of the drawing.</param>
internal sealed record Room(string Name, AnswerKind Kind, string? Part, string Picture)
{
    public const string Space = "/space";
    public const string SafetyHouse = Space + "/safety";

    public static readonly IReadOnlyList<Room> Houses =
    [
        new("worries", AnswerKind.HouseOfWorries, null, "rain-cloud"),
        new("good-things", AnswerKind.HouseOfGoodThings, null, "sun"),
        new("dreams", AnswerKind.HouseOfDreams, null, "rainbow"),
    ];

    /// <summary>In the order in which they are asked.</summary>
    public static readonly IReadOnlyList<Room> Parts =
    [
        .. FamilyAnswers.SafetyParts.Select(part => new Room(part, AnswerKind.SafetyHouse, part, part switch
        {
            "inside" => "bedroom", "visitors" => "door-open", "not-inside" => "door-closed", "rules" => "list", _ => "path",
        })),
    ];

    public string Address => Part is null ? $"{Space}/{Name}" : $"{SafetyHouse}/{Name}";

    public string Title => T["Title." + Name];

    /// <summary>How close they are to the door is a number too.</summary>
    public bool AsksNumber => Part == FamilyAnswers.PathPart;

    /// <summary>The part that comes after this one; null where there is none.</summary>
    public Room? Next => Part is null ? null : Parts.SkipWhile(r => r.Part != Part).Skip(1).FirstOrDefault();

    /// <summary>Of an answer into a house.</summary>
    public static Room Of(AnswerKind kind, string? choice) => kind == AnswerKind.SafetyHouse ? Parts.First(r => r.Part == choice) : Houses.First(r => r.Kind == kind);

    /// <summary>The drawing of a feeling.</summary>
    public static string Face(string feeling) => feeling == "mixed" ? "mixed-feelings" : feeling + "-face";
}
