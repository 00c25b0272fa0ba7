using System.Globalization;
using System.Resources;
using System.Text.Json.Serialization;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Record;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FamilyPortal.Portal.RecordApi;

/// <summary>RFC 9457 problem details of the record API. The type is `/problems/` and a code; nothing repeats what was sent.</summary>
internal static class Problems
{
    private static readonly ResourceManager Texts = new(typeof(Problems));

    /// <summary>Codes that this part makes itself, with their status. Each has a text; `/problems/{code}` shows it.</summary>
    public static readonly IReadOnlyDictionary<string, int> Own = new Dictionary<string, int>
    {
        ["no-token"] = 401,
        ["wrong-scope"] = 403,
        ["bad-path"] = 400,
        ["not-found"] = 404,
        ["wrong-method"] = 405,
        ["encoded-body"] = 415,
        ["slow-down"] = 429,
        ["server-fault"] = 500,
    };

    /// <summary>Every code that a caller may meet.</summary>
    public static IReadOnlyList<string> Codes { get; } =
    [
        .. Own.Keys,
        RecordRefusal.WrongAuthority.Code, RecordRefusal.UnknownFamily.Code, RecordRefusal.UnknownPicture.Code, RecordRefusal.BadCursor.Code, RecordRefusal.BadLimit.Code,
        "not-json", "version-conflict", "too-large", "wrong-family", "not-family-plan", "broken-rule", "not-safety-call",
    ];

    public static ProblemHttpResult Of(string code) => Of(Own[code], code);

    public static ProblemHttpResult Of(int status, string code, string? title = null, IReadOnlyList<PlanFault>? faults = null)
    {
        var problem = new ProblemDetails { Type = $"/problems/{code}", Status = status, Title = title ?? Title(code) };
        if (faults is { Count: > 0 }) problem.Extensions["errors"] = faults.Select(f => new Fault(f.Pointer, f.Rule, f.Detail)).ToList();
        return TypedResults.Problem(problem);
    }

    public static string Title(string code) => Text(code);

    /// <summary>What to do about it.</summary>
    public static string Advice(string code) => Text(code + ".advice");

    private static string Text(string key) =>
        Texts.GetString(key, CultureInfo.InvariantCulture) ?? throw new MissingManifestResourceException($"Problems.resx lacks '{key}'.");

    private sealed record Fault(string Pointer, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Rule, string Detail);
}
