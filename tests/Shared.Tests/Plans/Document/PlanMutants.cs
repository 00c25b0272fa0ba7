using System.Text.Json;
using System.Text.Json.Nodes;

namespace FamilyPortal.Shared.Tests.Plans.Document;

/// <summary>Plans with something changed: one thing at a time everywhere, or a few things at random.</summary>
internal static class PlanMutants
{
    private static readonly string[] MemberNames = [.. Paths(FullPlan.New()).Select(p => p[^1]).OfType<string>().Distinct(), "visibleTo", "", "$ref", "__proto__", "constructor"];

    private static readonly string[] Texts = [.. OddValues.Texts, .. OddValues.Lengths(), .. OddValues.LongEmails(), .. OddValues.LongRules()];

    /// <summary>The full plan with each of its values, in turn, left out, and replaced by one of each type; with members added to each object, and lists emptied and doubled.</summary>
    public static IEnumerable<string> OneChangeEverywhere()
    {
        foreach (var path in Paths(FullPlan.New()))
        {
            yield return Changed(path, Remove);
            foreach (var raw in At(FullPlan.New(), path)!.GetValueKind() == JsonValueKind.Number ? OddValues.Raw : OddValues.Types)
                yield return Changed(path, (parent, key) => Put(parent, key, OddValues.Parse(raw)));
            if (At(FullPlan.New(), path) is JsonObject)
            {
                foreach (var name in MemberNames)
                    yield return Changed(path, (parent, key) => ((JsonObject)Get(parent, key)!).TryAdd(name, "x"));
            }
            else if (At(FullPlan.New(), path) is JsonArray)
            {
                yield return Changed(path, (parent, key) => Grow((JsonArray)Get(parent, key)!, 2));
            }
        }
    }

    /// <summary>The full plan with each odd text in each place of its own kind.</summary>
    public static IEnumerable<string> OddTexts()
    {
        string[][] places =
        [
            ["format"], ["authority"], ["family", "recordRef"], ["family", "name"], ["family", "service"], ["family", "approach"],
            ["people", "0", "id"], ["people", "0", "name"], ["people", "0", "role"], ["people", "0", "relationship"], ["people", "0", "bornOn"], ["people", "0", "phone"], ["people", "0", "email"],
            ["people", "0", "language"], ["people", "0", "textMessages", "quietFrom"], ["people", "0", "keepApartFrom", "0"], ["people", "0", "access", "until"], ["plan", "agreedOn"],
            ["plan", "summary", "0", "text"], ["plan", "summary", "0", "audience", "0"], ["plan", "summary", "0", "translations", "pl"], ["plan", "worries", "0", "kind"], ["plan", "worries", "1", "kind"],
            ["plan", "workingWell", "0", "kind"], ["plan", "workingWell", "0", "audience", "0"], ["plan", "goals", "0", "kind"], ["plan", "network", "0", "recurrence", "rule"],
            ["plan", "ifThingsGoWrong", "0", "call", "0", "emergency"], ["plan", "ifThingsGoWrong", "0", "call", "3", "name"], ["plan", "scales", "0", "every"], ["plan", "scales", "0", "goals", "0"],
            ["plan", "meetings", "0", "kind"], ["plan", "meetings", "0", "at"], ["plan", "wordsAndPictures", "0", "picture"],
        ];
        foreach (var place in places)
        {
            foreach (var text in Texts)
                yield return Changed([.. place.Select(Key)], (parent, key) => Put(parent, key, text));
        }

        foreach (var text in Texts.Where(t => t.Length < 200))
            yield return Changed(["plan", "summary", 0, "translations"], (parent, key) => ((JsonObject)Get(parent, key)!).TryAdd(text, "x"));
    }

    /// <summary>A small plan with each telling character alone, inside and at the end of a name and of a text.</summary>
    public static IEnumerable<string> OddCharacters() =>
        from character in OddValues.Characters()
        from text in new[] { character, $"a{character}b", $"a{character}", $"<{character}" }
        from change in new Action<JsonObject>[] { d => d["family"]!["name"] = text, d => d["plan"]!["summary"]![0]!["text"] = text }
        select TestPlan.New().Change(change).ToJsonString();

    /// <summary>One to three changes at random.</summary>
    public static string AtRandom(JsonObject plan, Random random)
    {
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var paths = Paths(plan).ToList();
            var path = paths[random.Next(paths.Count)];
            var parent = At(plan, path[..^1])!;
            switch (random.Next(7))
            {
                case 0:
                    Remove(parent, path[^1]);
                    break;
                case 1:
                    Put(parent, path[^1], OddValues.Parse(OddValues.Raw[random.Next(OddValues.Raw.Length)]));
                    break;
                case 2:
                    Put(parent, path[^1], Texts[random.Next(Texts.Length)]);
                    break;
                case 3 when Get(parent, path[^1]) is JsonArray list:
                    Grow(list, random.Next(2, 400));
                    break;
                case 4 when Get(parent, path[^1]) is JsonObject members:
                    members.TryAdd(MemberNames[random.Next(MemberNames.Length)], OddValues.Parse(OddValues.Raw[random.Next(OddValues.Raw.Length)]));
                    break;
                case 5 when Get(parent, path[^1]) is JsonValue value && value.TryGetValue<string>(out var text):
                    var characters = OddValues.Characters().ToList();
                    Put(parent, path[^1], text.Insert(random.Next(text.Length + 1), characters[random.Next(characters.Count)]));
                    break;
                default:
                    Put(parent, path[^1], At(plan, paths[random.Next(paths.Count)])?.DeepClone());
                    break;
            }
        }

        return plan.ToJsonString();
    }

    private static string Changed(object[] path, Action<JsonNode, object> change)
    {
        var plan = FullPlan.New();
        change(At(plan, path[..^1])!, path[^1]);
        return plan.ToJsonString();
    }

    private static IEnumerable<object[]> Paths(JsonNode? node, params object[] here)
    {
        if (here.Length > 0)
            yield return here;
        var below = node switch
        {
            JsonObject members => members.SelectMany(m => Paths(m.Value, [.. here, m.Key])),
            JsonArray list => list.SelectMany((e, i) => Paths(e, [.. here, i])),
            _ => [],
        };
        foreach (var path in below)
            yield return path;
    }

    private static object Key(string text) => int.TryParse(text, out var index) ? index : text;

    private static JsonNode? At(JsonNode node, IEnumerable<object> path) => path.Aggregate<object, JsonNode?>(node, (n, key) => Get(n!, key));

    private static JsonNode? Get(JsonNode node, object key) => key is int index ? node[index] : node[(string)key];

    private static void Put(JsonNode parent, object key, JsonNode? value)
    {
        if (key is int index)
            parent[index] = value;
        else
            parent[(string)key] = value;
    }

    private static void Remove(JsonNode parent, object key)
    {
        if (key is int index)
            ((JsonArray)parent).RemoveAt(index);
        else
            ((JsonObject)parent).Remove((string)key);
    }

    private static void Grow(JsonArray list, int times)
    {
        var element = list.Count > 0 ? list[0] : "x";
        for (var i = 1; i < times; i++)
            list.Add(element?.DeepClone());
    }
}
