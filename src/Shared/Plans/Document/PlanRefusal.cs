namespace FamilyPortal.Shared.Plans.Document;

/// <summary>Why a document is refused. Source: "Refusing" in the description of family-plan/1.</summary>
public enum PlanRefusalCode
{
    /// <summary>Not I-JSON (RFC 7493), or deeper than 12 levels.</summary>
    NotJson,

    /// <summary>The authority is not one that the sender may send for.</summary>
    WrongAuthority,

    /// <summary>Lower than the version held, or the same version with other content.</summary>
    VersionConflict,

    /// <summary>Over <see cref="PlanReader.MaxBytes"/> bytes.</summary>
    TooLarge,

    /// <summary>Path and body name different families.</summary>
    WrongFamily,

    /// <summary>Breaks the schema.</summary>
    NotFamilyPlan,

    /// <summary>Breaks a rule that the schema cannot say.</summary>
    BrokenRule,
}

/// <summary>One fault of a document. It never repeats the document's words.</summary>
/// <param name="Pointer">RFC 6901 JSON Pointer to what is wrong; to the object where a member is missing or unknown.</param>
/// <param name="Rule">The rule that is broken, such as <c>duplicate-id</c>; null where the schema is.</param>
/// <param name="Detail">What to do about it, in plain English.</param>
/// <param name="Sentence">Names the sentence that the detail is, for whoever says it to others in other words.</param>
/// <param name="Arguments">Numbers and words of the format that stand in it.</param>
public sealed record PlanFault(string Pointer, string? Rule, string Detail, string Sentence = "", IReadOnlyList<object>? Arguments = null);

/// <summary>A whole document refused: nothing of it is stored, and the earlier version stays in force.</summary>
/// <param name="Code">Why.</param>
/// <param name="Errors">Every fault, up to <see cref="MaxErrors"/>; empty unless the status is 422.</param>
public sealed record PlanRefusal(PlanRefusalCode Code, IReadOnlyList<PlanFault> Errors)
{
    /// <summary>The most faults that one answer lists.</summary>
    public const int MaxErrors = 100;

    /// <summary>The HTTP status of the answer.</summary>
    public int Status => Code switch
    {
        PlanRefusalCode.NotJson => 400,
        PlanRefusalCode.WrongAuthority => 403,
        PlanRefusalCode.VersionConflict => 409,
        PlanRefusalCode.TooLarge => 413,
        _ => 422,
    };

    /// <summary>The code as it is written: <c>not-json</c>.</summary>
    public string CodeName => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(Code.ToString());

    /// <summary>The <c>type</c> of the RFC 9457 problem: <c>/problems/not-json</c>.</summary>
    public string ProblemType => "/problems/" + CodeName;

    /// <summary>A sentence that a worker or a developer can act on.</summary>
    public string Title => PlanRefusalText.Get("Refused" + Code);

    /// <summary>A refusal that has no list of faults.</summary>
    public static PlanRefusal Of(PlanRefusalCode code) => new(code, []);
}
