using System.Text.Json.Nodes;
using FamilyPortal.Testing;

namespace FamilyPortal.EndToEnd;

/// <summary>The Penhales, dated from the site's today, with a phone for Jowan and a second task for Lowena.</summary>
internal static class StoryPlan
{
    public const string Authority = "cornwall";
    public const string RecordRef = "MOS-0048213";
    public const string Path = $"families/{RecordRef}/plan";
    public const string SafetyPath = $"families/{RecordRef}/safety";
    public const string Kerensa = "+447700900100";
    public const string Mark = "+447700900101";
    public const string Lowena = "+447700900102";
    public const string Sheila = "+447700900103";
    public const string Dan = "+447700900104";
    public const string Jowan = "+447700900107";

    /// <summary>Only workers may know this; nobody's page may hold it.</summary>
    public const string Hidden = "A cousin whom Kerensa used to drink with";

    public static JsonNode Make(TestSite site)
    {
        var plan = site.Sample("cornwall-a-sober-grown-up");
        Person(plan, "jowan")["phone"] = Jowan;
        plan["plan"]!["network"]!.AsArray().Add(new JsonObject
        {
            ["id"] = "mos-48213-r4",
            ["text"] = "Lowena drives the children to school when the bus is off.",
            ["person"] = "lowena",
            ["when"] = new JsonObject { ["text"] = "Whenever the bus does not run" },
            ["audience"] = new JsonArray("kerensa", "mark", "lowena"),
        });
        return plan;
    }

    public static JsonNode Person(JsonNode plan, string id) => plan["people"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == id)!;
}
