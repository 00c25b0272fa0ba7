using System.Text;
using System.Text.Json.Nodes;
using FamilyPortal.Local.Demo;

namespace FamilyPortal.Testing;

/// <summary>The sample plans that must be accepted, and the bad documents that must be refused.</summary>
public static class SamplePlans
{
    private const string FiveMegabytes = "text-of-5-megabytes";

    /// <summary>The names of the good samples.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "cheshire-east-kacper",
        "cornwall-a-sober-grown-up",
        "cornwall-gran-and-grampy",
        "cumberland-pages-of-their-own",
        "cumberland-yousif",
        "knowsley-going-home",
        "knowsley-hard-evenings",
        "westmorland-furness-drums-and-sleep",
    ];

    /// <summary>Every document that must be refused.</summary>
    public static IReadOnlyList<BadPlan> Bad => BadPlan.All;

    /// <summary>The folder of the good samples, <c>NAME.json</c> each.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Demo", "plans");

    /// <summary>The folder of the bad documents, but for those that are made as they are asked for.</summary>
    public static string BadFolder { get; } = Path.Combine(AppContext.BaseDirectory, "Samples", "bad");

    /// <summary>A good sample, as it is stored.</summary>
    public static byte[] Load(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".json"));

    /// <summary>A good sample as text.</summary>
    public static string LoadText(string name) => Encoding.UTF8.GetString(Load(name));

    /// <summary>A bad document. The one of 5 MB is made here rather than stored.</summary>
    public static byte[] LoadBad(string name) =>
        name == FiveMegabytes ? MakeFiveMegabytes() : File.ReadAllBytes(Path.Combine(BadFolder, name + ".json"));

    /// <summary>The plan with its dates moved by whole weeks to go with <paramref name="today"/>: see <see cref="PlanDates.From"/>.</summary>
    public static string DatedFrom(string json, DateOnly today) => PlanDates.From(json, today);

    private static byte[] MakeFiveMegabytes()
    {
        var document = JsonNode.Parse(Load("cornwall-gran-and-grampy"))!;
        var plan = document["plan"]!;
        plan["version"] = plan["version"]!.GetValue<int>() + 1;
        var summary = plan["summary"]![0]!;
        var words = summary["text"]!.GetValue<string>() + " ";
        summary["text"] = string.Concat(Enumerable.Repeat(words, (5 * 1024 * 1024 / words.Length) + 1));
        return Encoding.UTF8.GetBytes(document.ToJsonString());
    }
}
