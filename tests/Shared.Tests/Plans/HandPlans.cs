using System.Text;
using System.Text.Json.Nodes;
using FamilyPortal.Shared.Plans.Comparing;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Testing;
using Shouldly;

namespace FamilyPortal.Shared.Tests.Plans;

/// <summary>A family whose plan keeps people apart and shuts one out, and files that change its people.</summary>
internal static class HandPlans
{
    public const string Worker = "rachel.sim@example.org";
    public const string Manager = "seun.adeyemi@example.org";

    public static readonly JsonNode Plan = JsonNode.Parse(SamplePlans.Load("cumberland-pages-of-their-own"))!;
    public static readonly string RecordRef = Plan["family"]!["recordRef"]!.GetValue<string>();

    public static string Told(GuardedChange change) => $"{change.Kind} {change.Name} {change.Other}".TrimEnd();

    public static async Task<TestFamily> StartAsync(string provider = "Sqlite")
    {
        var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(Plan)).IsAccepted.ShouldBeTrue();
        return test;
    }

    /// <summary>So many versions later than the sample.</summary>
    public static byte[] Next(Action<JsonArray> change, int later = 1)
    {
        var plan = Plan.DeepClone();
        plan["plan"]!["version"] = plan["plan"]!["version"]!.GetValue<int>() + later;
        change(plan["people"]!.AsArray());
        return Encoding.UTF8.GetBytes(plan.ToJsonString());
    }

    /// <summary>The same, with whoever got another id or went called so, or left out, wherever the plan names them.</summary>
    public static byte[] NextRenaming(Action<JsonArray> change, int later = 1)
    {
        var plan = JsonNode.Parse(Next(change, later))!;
        var ids = plan["people"]!.AsArray().Select(p => p!["id"]!.GetValue<string>()).ToHashSet();
        foreach (var item in plan["plan"]!.AsObject().Select(l => l.Value).OfType<JsonArray>().SelectMany(l => l))
            if (item!["audience"] is JsonArray audience) item["audience"] = new JsonArray([.. audience.Select(a => a!.GetValue<string>()).Where(a => a.Contains(':') || a == "everyone" || ids.Contains(a)).Select(a => (JsonNode)a)]);
        foreach (var list in plan["plan"]!.AsObject().Select(l => l.Value).OfType<JsonArray>())
            foreach (var item in list.Where(i => Named(i!).Any(n => !ids.Contains(n))).ToList()) list.Remove(item);
        return Encoding.UTF8.GetBytes(plan.ToJsonString());

        static IEnumerable<string> Named(JsonNode item) => new[] { "who", "person", "backup", "call", "worriedPeople", "askOf", "seenBy" }.SelectMany(m => item[m] is JsonArray many ? [.. many] : new[] { item[m] })
            .OfType<JsonNode>().Select(n => n is JsonObject o ? o["person"] : n).OfType<JsonValue>().Select(v => v.GetValue<string>()).Where(n => !n.Contains(':') && n != "everyone");
    }

    public static JsonObject New(string id, string name, string? phone = null)
    {
        var person = new JsonObject { ["id"] = id, ["name"] = name, ["role"] = "network", ["relationship"] = "Uncle", ["language"] = "en-GB" };
        if (phone is not null) person["phone"] = phone;
        return person;
    }

    public static void Swap(JsonObject one, JsonObject other)
    {
        foreach (var member in new[] { "name", "phone", "email", "relationship", "role" })
        {
            var (mine, theirs) = (one[member]?.DeepClone(), other[member]?.DeepClone());
            Set(one, member, theirs);
            Set(other, member, mine);
        }
    }

    public static void Set(JsonObject person, string member, JsonNode? value)
    {
        if (value is null) person.Remove(member);
        else person[member] = value;
    }

    public static JsonObject Person(JsonArray people, string id) => people.Single(p => p!["id"]!.GetValue<string>() == id)!.AsObject();
}
