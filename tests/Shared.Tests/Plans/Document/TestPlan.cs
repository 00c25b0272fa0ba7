using System.Text;
using System.Text.Json.Nodes;
using FamilyPortal.Shared.Plans.Document;
using Shouldly;

namespace FamilyPortal.Shared.Tests.Plans.Document;

/// <summary>A small valid plan to change: two parents, a gran, a child, a teacher, a worker and a manager.</summary>
internal static class TestPlan
{
    public static JsonObject New() => JsonNode.Parse("""
        {
          "format": "family-plan/1",
          "authority": "cornwall",
          "family": { "recordRef": "R-1", "name": "Our plan", "service": "early-help", "approach": "Signs of Safety" },
          "people": [
            { "id": "anna", "name": "Anna", "role": "parent", "relationship": "Mum", "language": "en-GB", "phone": "+447700900201" },
            { "id": "ben", "name": "Ben", "role": "parent", "relationship": "Dad", "language": "en-GB", "email": "ben@example.com" },
            { "id": "gran", "name": "Gran", "role": "network", "relationship": "Gran", "language": "en-GB" },
            { "id": "kit", "name": "Kit", "role": "young-person", "relationship": "Likes trains", "language": "en-GB" },
            { "id": "teach", "name": "Mr T", "role": "professional", "relationship": "Kit's teacher", "language": "en-GB" },
            { "id": "will", "name": "Will", "role": "worker", "relationship": "Worker", "language": "en-GB" },
            { "id": "meg", "name": "Meg", "role": "manager", "relationship": "Manager", "language": "en-GB" }
          ],
          "plan": {
            "version": 1,
            "agreedOn": "2026-11-02",
            "reviewOn": "2026-12-14",
            "summary": [ { "id": "s1", "text": "What this is about." } ]
          }
        }
        """)!.AsObject();

    /// <summary>Adds to a list of the plan, making the list where it is missing.</summary>
    public static JsonObject With(this JsonObject document, string list, string item)
    {
        var plan = document["plan"]!.AsObject();
        if (plan[list] is not JsonArray items)
            plan[list] = items = [];
        items.Add(JsonNode.Parse(item));
        return document;
    }

    public static JsonObject Change(this JsonObject document, Action<JsonObject> change)
    {
        change(document);
        return document;
    }

    public static JsonObject KeepingApart(this JsonObject document, int person, params string[] others) => document.Change(d =>
        d["people"]![person]!["keepApartFrom"] = new JsonArray([.. others.Select(o => (JsonNode)o)]));

    public static PlanReading Read(this JsonNode document) => Read(document.ToJsonString());

    public static PlanReading Read(string json) => PlanReader.Read(Encoding.UTF8.GetBytes(json));

    public static PlanDocument Document(this JsonNode document)
    {
        var reading = document.Read();
        reading.IsPlan.ShouldBeTrue(string.Join("; ", reading.Refusal?.Errors ?? []));
        return reading.Document!;
    }

    /// <summary>The faults that the rules find in a document that keeps to the schema: "rule at pointer".</summary>
    public static string[] BrokenRules(this JsonNode document) =>
        [.. (PlanRules.Check(document.Document())?.Errors ?? []).Select(e => $"{e.Rule} at {e.Pointer}")];

    /// <summary>The pointers that reading the document complains of.</summary>
    public static string[] SchemaFaults(this JsonNode document)
    {
        var refusal = document.Read().Refusal;
        (refusal?.Code).ShouldBeOneOf(null, PlanRefusalCode.NotFamilyPlan);
        return [.. (refusal?.Errors ?? []).Select(e => e.Pointer)];
    }
}
