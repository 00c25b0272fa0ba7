using System.Text.Json;
using System.Text.Json.Serialization;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Shared.Families;

/// <summary>
/// The body of a safety call: `{"revoke": ["kev"], "notSafe": ["hannah"], "withdrawNumber": ["jean"], "keepApart": [["hannah",
/// "craig"]], "takeBack": ["w-4"], "lift": {the same members but takeBack}}`. People and items by their ids in the plan; an id that
/// the family does not have yet is kept for when it comes. A withdrawn number is the person's at that moment, or one written in
/// E.164 as `{"person": "jean", "number": "+44..."}`.
/// </summary>
internal sealed record SafetyOrder
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        MaxDepth = 12,
    };

    public List<string> Revoke { get; init; } = [];
    public List<string> NotSafe { get; init; } = [];
    public List<JsonElement> WithdrawNumber { get; init; } = [];
    public List<List<string>> KeepApart { get; init; } = [];
    public List<string> TakeBack { get; init; } = [];
    public SafetyOrder? Lift { get; init; }

    public static bool TryRead(ReadOnlyMemory<byte> body, out SafetyOrder order, out ImportOutcome problem)
    {
        order = new();
        problem = new("not-safety-call", 422, "This does not read as a safety call. Check the members at the pointers below.", []);
        try
        {
            order = JsonSerializer.Deserialize<SafetyOrder>(body.Span, Strict) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            // A number at the wrong place is 422; what is no JSON at all is 400. The words themselves are never repeated.
            problem = IsJson(body)
                ? problem with { Faults = [new(Pointer(e.Path), null, "This member is not one of a safety call, or holds the wrong kind of value.")] }
                : new("not-json", 400, "This is not JSON. Send UTF-8 JSON without repeated members.", []);
            return false;
        }
        List<PlanFault> faults = [.. order.Faults(""), .. order.Lift?.Faults("/lift") ?? []];
        if (order.Lift is { TakeBack.Count: > 0 }) faults.Add(new("/lift/takeBack", null, "What was taken back is erased and cannot be lifted."));
        if (order.Lift?.Lift is not null) faults.Add(new("/lift/lift", null, "A lift holds no other lift."));
        if (faults.Count == 0) return true;
        problem = problem with { Faults = faults };
        return false;
    }

    /// <summary>The restrictions this call asks for.</summary>
    /// <param name="contacts">A person's number and address now.</param>
    public IEnumerable<Restriction> Restrict(Func<string, IEnumerable<string?>> contacts)
    {
        foreach (var id in Revoke) yield return New(RestrictionKind.AccessEnded, id);
        foreach (var id in NotSafe) yield return New(RestrictionKind.NotSafe, id);
        foreach (var entry in WithdrawNumber)
            foreach (var contact in entry.ValueKind == JsonValueKind.Object ? [Text(entry, "number")] : contacts(entry.GetString()!))
                if (contact is not null)
                    yield return New(RestrictionKind.ContactWithdrawn, PersonOf(entry), contact: contact);
        foreach (var pair in KeepApart) yield return New(RestrictionKind.KeptApart, pair[0], pair[1]);
    }

    /// <summary>Whether this call lifts that restriction. Only ones the safety call set are asked about.</summary>
    public bool Lifts(Restriction r) => Lift is not null && r.Kind switch
    {
        RestrictionKind.AccessEnded => Lift.Revoke.Contains(r.PersonId),
        RestrictionKind.NotSafe => Lift.NotSafe.Contains(r.PersonId),
        RestrictionKind.ContactWithdrawn => Lift.WithdrawNumber.Any(e => PersonOf(e) == r.PersonId && (e.ValueKind != JsonValueKind.Object || Text(e, "number") == r.Contact)),
        RestrictionKind.KeptApart => Lift.KeepApart.Any(p => (p[0] == r.PersonId && p[1] == r.OtherPersonId) || (p[1] == r.PersonId && p[0] == r.OtherPersonId)),
        _ => false,
    };

    public static bool Same(Restriction a, Restriction b) =>
        a.Kind == b.Kind && a.Contact == b.Contact
        && ((a.PersonId == b.PersonId && a.OtherPersonId == b.OtherPersonId) || (a.PersonId == b.OtherPersonId && a.OtherPersonId == b.PersonId));

    private static Restriction New(RestrictionKind kind, string person, string? other = null, string? contact = null) =>
        new() { Kind = kind, Source = RestrictionSource.SafetyCall, PersonId = person, OtherPersonId = other, Contact = contact, SetBy = "" };

    private IEnumerable<PlanFault> Faults(string at)
    {
        const string id = "Give the id of a person or item as the plan writes it.";
        foreach (var (list, name) in new[] { (Revoke, "revoke"), (NotSafe, "notSafe"), (TakeBack, "takeBack") })
            for (var i = 0; i < list.Count; i++)
                if (string.IsNullOrWhiteSpace(list[i])) yield return new($"{at}/{name}/{i}", null, id);
        for (var i = 0; i < KeepApart.Count; i++)
            if (KeepApart[i] is not { Count: 2 } pair || pair.Any(string.IsNullOrWhiteSpace) || pair[0] == pair[1])
                yield return new($"{at}/keepApart/{i}", null, "Name two different people by id.");
        for (var i = 0; i < WithdrawNumber.Count; i++)
            if (WithdrawNumber[i] is not ({ ValueKind: JsonValueKind.String } or { ValueKind: JsonValueKind.Object }) || PersonOf(WithdrawNumber[i]).Length == 0)
                yield return new($"{at}/withdrawNumber/{i}", null, id);
    }

    private static string PersonOf(JsonElement entry) =>
        (entry.ValueKind == JsonValueKind.String ? entry.GetString() : Text(entry, "person")) ?? "";

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var _ = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 12, AllowDuplicateProperties = false });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>System.Text.Json's `$.revoke[0]` as a JSON Pointer.</summary>
    private static string Pointer(string? path) => (path ?? "$").TrimStart('$').Replace('.', '/').Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
}
