using System.Text.Json.Nodes;

namespace FamilyPortal.Testing;

/// <summary>
/// Who sees an item, written a second time from the words of plans/README.md and the schema's `keepApartFrom`, straight on the
/// JSON: the product's own decision is tested against it.
/// </summary>
public static class Reach
{
    /// <param name="apart">Pairs kept apart, whichever way round.</param>
    public static bool Of(RandomPlan plan, JsonObject item, string person, IReadOnlySet<(string, string)> apart)
    {
        if (IsStaff(plan, person)) return true;
        if (!Covers(plan, item, person)) return false;
        bool Apart(string other) => apart.Contains((person, other)) || apart.Contains((other, person));

        foreach (var other in plan.Family.Select(RandomPlan.Id).Where(Apart))
        {
            // "An item reaches both people only by naming both ids."
            if (Covers(plan, item, other) && !(Names(item, person) && Names(item, other))) return false;
            // "One that refers to either reaches the other only if it reaches both."
            if (Refers(item).Contains(other) && !Covers(plan, item, other)) return false;
            // ... and the other may be out of reach because of a third person they are kept apart from.
            if (Refers(item).Contains(other) && !Of(plan, item, other, Without(apart, person, other))) return false;
        }
        return true;
    }

    private static HashSet<(string, string)> Without(IReadOnlySet<(string, string)> apart, string a, string b) => [.. apart.Where(p => p != (a, b) && p != (b, a))];

    private static bool IsStaff(RandomPlan plan, string person) => Role(plan, person) is "worker" or "manager";

    private static string Role(RandomPlan plan, string person) => plan.People.Single(p => RandomPlan.Id(p) == person)["role"]!.GetValue<string>();

    private static bool Covers(RandomPlan plan, JsonObject item, string person) =>
        Entries(item).Any(e => e == person || e == "everyone" || e == $"role:{Role(plan, person)}");

    private static bool Names(JsonObject item, string person) => Entries(item).Contains(person);

    private static IEnumerable<string> Entries(JsonObject item) => item["audience"] is JsonArray a ? a.Select(e => e!.GetValue<string>()) : [];

    private static HashSet<string> Refers(JsonObject item)
    {
        HashSet<string> ids = [];
        void Add(JsonNode? node)
        {
            if (node is JsonArray many)
                foreach (var one in many) Add(one is JsonObject o ? o["person"] : one);
            else if (node is not null) ids.Add(node.GetValue<string>());
        }
        foreach (var member in new[] { "who", "person", "backup", "call", "askOf", "worriedPeople" }) Add(item[member]);
        return ids;
    }
}
