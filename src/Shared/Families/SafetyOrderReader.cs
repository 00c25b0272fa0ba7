using System.Text.Json;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Shared.Families;

/// <summary>
/// Reads the body of a safety call strictly, and names every fault by JSON Pointer, without its words. What reads halfway would
/// say "in force" and restrict nothing.
/// </summary>
internal sealed class SafetyOrderReader
{
    /// <summary>Longer than any id of a plan.</summary>
    private const int LongestId = 200;

    private const string IdFault = "Give the id of a person or item as the plan writes it.";

    private readonly List<PlanFault> _faults = [];

    /// <summary>Null where it is no JSON at all.</summary>
    public static (SafetyOrder Order, IReadOnlyList<PlanFault> Faults)? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 12, AllowDuplicateProperties = false });
            var reader = new SafetyOrderReader();
            return (reader.Order(json.RootElement, ""), reader._faults);
        }
        // InvalidOperationException: half of a surrogate pair, which is no text.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private SafetyOrder Order(JsonElement json, string at)
    {
        var order = new SafetyOrder();
        if (json.ValueKind != JsonValueKind.Object)
        {
            Fault(at, "Send an object.");
            return order;
        }
        foreach (var member in json.EnumerateObject())
        {
            var (value, here) = (member.Value, at + "/" + member.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
            switch (member.Name)
            {
                case "revoke": order = order with { Revoke = List(value, here, Id) }; break;
                case "notSafe": order = order with { NotSafe = List(value, here, Id) }; break;
                case "withdrawNumber": order = order with { WithdrawNumber = List(value, here, Withdrawal) }; break;
                case "keepApart": order = order with { KeepApart = List(value, here, Pair) }; break;
                case "takeBack" when at.Length == 0: order = order with { TakeBack = List(value, here, Id) }; break;
                case "takeBack": Fault(here, "What was taken back is erased and cannot be lifted."); break;
                case "lift" when at.Length == 0: order = order with { Lift = Order(value, here) }; break;
                case "lift": Fault(here, "A lift holds no other lift."); break;
                default: Fault(here, "This member is not one of a safety call."); break;
            }
        }
        return order;
    }

    private List<T> List<T>(JsonElement json, string at, Func<JsonElement, string, T> read)
    {
        if (json.ValueKind == JsonValueKind.Array) return [.. json.EnumerateArray().Select((entry, i) => read(entry, $"{at}/{i}"))];
        Fault(at, "Send a list.");
        return [];
    }

    private string Id(JsonElement json, string at)
    {
        if (json.ValueKind == JsonValueKind.String && json.GetString() is { Length: <= LongestId } id && !string.IsNullOrWhiteSpace(id) && !id.Any(char.IsControl)) return id;
        Fault(at, IdFault);
        return "";
    }

    private SafetyOrder.Withdrawal Withdrawal(JsonElement json, string at)
    {
        if (json.ValueKind != JsonValueKind.Object) return new(Id(json, at), null);
        string? person = null, number = null;
        foreach (var member in json.EnumerateObject())
        {
            switch (member.Name)
            {
                case "person": person = Id(member.Value, at + "/person"); break;
                case "number":
                    number = member.Value.ValueKind == JsonValueKind.String ? ContactAddress.Parse(member.Value.GetString())?.Value : null;
                    if (number is null) Fault(at + "/number", "Write the number as +447700900123, or the address.");
                    number ??= "";
                    break;
                default: Fault(at, "This holds a member besides \"person\" and \"number\"."); break;
            }
        }
        if (person is null) Fault(at + "/person", IdFault);
        if (number is null) Fault(at + "/number", "Write the number, or send the id alone for the number they have now.");
        return new(person ?? "", number);
    }

    private (string, string) Pair(JsonElement json, string at)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() != 2)
        {
            Fault(at, "Name two different people by id.");
            return default;
        }
        var (one, other) = (Id(json[0], at + "/0"), Id(json[1], at + "/1"));
        if (one.Length > 0 && one.Trim() == other.Trim()) Fault(at, "Name two different people by id.");
        return (one, other);
    }

    private void Fault(string at, string detail) => _faults.Add(new(at, null, detail));
}
