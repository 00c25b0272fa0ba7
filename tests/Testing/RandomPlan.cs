using System.Text.Json.Nodes;

namespace FamilyPortal.Testing;

/// <summary>
/// Valid plans made from a seed, with every kind of item, every way to write an audience, and in each text a marker that
/// stands nowhere else, so that a test can search whatever comes out for what should not.
/// </summary>
public sealed class RandomPlan
{
    private static readonly string[] Roles = ["parent", "parent", "young-person", "young-person", "network", "network", "professional"];
    private readonly Random _random;
    private int _markers;

    public RandomPlan(int seed, DateOnly today, string authority = "cornwall")
    {
        _random = new Random(seed);
        Authority = authority;
        RecordRef = $"R-{seed & 0x7fffffff}-{_random.Next(1_000_000)}";
        Document = Build(today);
    }

    public string Authority { get; }

    public string RecordRef { get; }

    public JsonObject Document { get; private set; }

    public int Version
    {
        get => Document["plan"]!["version"]!.GetValue<int>();
        private set => Document["plan"]!["version"] = value;
    }

    /// <summary>Everyone but staff.</summary>
    public IEnumerable<JsonObject> Family => People.Where(p => p["role"]!.GetValue<string>() is not ("worker" or "manager"));

    public IEnumerable<JsonObject> People => Document["people"]!.AsArray().Select(p => p!.AsObject());

    /// <summary>Every item with its list.</summary>
    public IEnumerable<(string List, JsonObject Item)> Items =>
        from list in Document["plan"]!.AsObject()
        where list.Value is JsonArray && list.Key != "takenBack"
        from item in list.Value!.AsArray()
        select (list.Key, item!.AsObject());

    public byte[] Bytes => System.Text.Encoding.UTF8.GetBytes(Document.ToJsonString());

    /// <summary>The same plan, one version on, without the items that the reader may not see by <see cref="Reach"/>.</summary>
    public RandomPlan WithoutHiddenFrom(string person, IReadOnlySet<(string, string)> apart)
    {
        var copy = (RandomPlan)MemberwiseClone();
        copy.Document = Document.DeepClone().AsObject();
        copy.Version = Version + 1;
        var hidden = Items.Where(i => !Reach.Of(this, i.Item, person, apart)).Select(i => Id(i.Item)).ToHashSet();
        foreach (var list in copy.Document["plan"]!.AsObject().Select(l => l.Value).OfType<JsonArray>())
            list.RemoveAll(i => hidden.Contains(Id(i!.AsObject())));
        foreach (var (_, item) in copy.Items)
            foreach (var links in new[] { "worries", "goals" })
                (item[links] as JsonArray)?.RemoveAll(id => hidden.Contains(id!.GetValue<string>()));
        // A plan has at least one summary; one that only workers see is nothing to anybody else.
        if (copy.Document["plan"]!["summary"]!.AsArray().Count == 0)
            copy.Document["plan"]!["summary"]!.AsArray().Add(new JsonObject { ["id"] = "for-workers", ["text"] = "For workers." });
        return copy;
    }

    /// <summary>The markers in an item's words.</summary>
    public static IEnumerable<string> Markers(JsonNode item) => System.Text.RegularExpressions.Regex.Matches(item.ToJsonString(), @"\bzq\d+x\b").Select(m => m.Value).Distinct();

    public static string Id(JsonObject item) => item["id"]!.GetValue<string>();

    private JsonObject Build(DateOnly today)
    {
        var people = new JsonArray();
        for (var i = 0; i < _random.Next(3, 8); i++)
            people.Add(Person($"p{i}", i == 0 ? "parent" : Roles[_random.Next(Roles.Length)], NewNumber(), people));
        people.Add(Person("worker", "worker", null, people));
        var plan = new JsonObject
        {
            ["version"] = 1,
            ["agreedOn"] = Day(today.AddDays(-7)),
            ["reviewOn"] = Day(today.AddDays(60)),
        };
        Document = new()
        {
            ["format"] = "family-plan/1",
            ["authority"] = Authority,
            ["family"] = new JsonObject { ["recordRef"] = RecordRef, ["name"] = "The plan", ["service"] = "early-help", ["approach"] = "Signs of Safety" },
            ["people"] = people,
            ["plan"] = plan,
        };
        plan["summary"] = List("s", 1, 3, _ => { });
        plan["workingWell"] = List("w", 0, 4, i => i["kind"] = Pick("existing-strength", "existing-safety"));
        plan["worries"] = List("d", 0, 4, Worry);
        plan["goals"] = List("g", 0, 4, i =>
        {
            i["kind"] = Pick("safety-goal", "wellbeing-goal", "family-goal");
            i["worries"] = Links("worries");
            Ask(i, required: false);
        });
        plan["bottomLines"] = List("b", 0, 3, _ => { });
        plan["trajectory"] = List("t", 0, 3, i =>
        {
            i["toSee"] = new JsonArray(Words());
            if (_random.Next(2) == 0) i["reachedOn"] = Day(today.AddDays(-_random.Next(1, 90)));
        });
        plan["nextSteps"] = List("n", 0, 3, i =>
        {
            i["who"] = Ids(1, 2);
            i["by"] = Day(today.AddDays(_random.Next(-9, 30)));
        });
        plan["network"] = List("r", 0, 3, i =>
        {
            i["person"] = PersonId();
            i["when"] = Words();
            if (_random.Next(2) == 0 && PersonId() is var backup && backup != i["person"]!.GetValue<string>()) i["backup"] = backup;
            SeenBy(i);
        });
        plan["ifThingsGoWrong"] = List("x", 0, 3, i =>
        {
            i["do"] = Words();
            i["call"] = new JsonArray(new JsonObject { ["person"] = PersonId(), ["number"] = NewNumber() }, new JsonObject { ["emergency"] = "999" });
        });
        plan["scales"] = List("q", 0, 4, i =>
        {
            i["lowest"] = 0;
            i["highest"] = 10;
            i["zero"] = Words();
            i["ten"] = Words();
            i["goals"] = Links("goals");
            if (_markers % 2 == 0) i["every"] = "P1W";
            Ask(i, required: true);
        });
        plan["meetings"] = List("m", 0, 3, i =>
        {
            i["kind"] = Pick("core-group", "visit", "family-time", "other");
            i["at"] = $"{Day(today.AddDays(_random.Next(-10, 30)))}T1{_random.Next(10)}:00:00+00:00";
            i["where"] = Words();
            i["who"] = Ids(1, 3);
        });
        plan["wordsAndPictures"] = List("p", 0, 2, i => i["picture"] = Pick("house", "hug", "dog"));
        return Document;
    }

    /// <summary>None of the councils', which begin at 900 and stand on pages for everybody.</summary>
    private string NewNumber() => $"+4477009{_random.Next(0, 900):00000}";

    private JsonObject Person(string id, string role, string? phone, JsonArray others)
    {
        while (phone is not null && others.Any(o => o!["phone"]?.GetValue<string>() == phone)) phone = NewNumber();
        var person = new JsonObject { ["id"] = id, ["name"] = $"Name {Marker()}", ["role"] = role, ["relationship"] = $"Kin {Marker()}", ["language"] = Pick("en-GB", "pl", "ar") };
        if (phone is not null) person["phone"] = phone;
        return person;
    }

    private JsonArray List(string prefix, int least, int most, Action<JsonObject> fill)
    {
        var list = new JsonArray();
        for (var i = _random.Next(least, most + 1); i > 0; i--)
        {
            var item = new JsonObject { ["id"] = $"{prefix}-{i}", ["text"] = Text() };
            item["audience"] = Audience();
            if (_random.Next(3) == 0) item["translations"] = new JsonObject { ["pl"] = Text() };
            fill(item);
            list.Add(item);
        }
        return list;
    }

    private void Worry(JsonObject item)
    {
        item["kind"] = Pick("harm", "danger-statement", "worry-statement", "complicating-factor");
        if (!item["kind"]!.GetValue<string>().EndsWith("-statement", StringComparison.Ordinal)) return;
        item["worriedPeople"] = new JsonArray(new JsonObject { ["person"] = PersonId() }, new JsonObject { ["name"] = $"Somebody {Marker()}" });
        item["behaviour"] = Words();
        item["impact"] = Words();
    }

    /// <summary>Whoever is asked or may see answers must be in the audience: the same entries, or one person of it.</summary>
    private void Ask(JsonObject item, bool required)
    {
        var audience = item["audience"]!.AsArray();
        if (audience.Count > 0) item["askOf"] = audience.DeepClone();
        else if (required) item["askOf"] = new JsonArray("worker");
        SeenBy(item);
    }

    private void SeenBy(JsonObject item)
    {
        if (item["audience"]!.AsArray() is { Count: > 0 } audience && _random.Next(2) == 0) item["seenBy"] = audience.DeepClone();
    }

    private JsonArray Audience() => _random.Next(8) switch
    {
        0 => [],
        1 => ["everyone"],
        2 => [$"role:{Pick("parent", "young-person", "network", "professional")}"],
        3 => ["p0", "role:network"],
        _ => Ids(1, 4),
    };

    private JsonArray Ids(int least, int most)
    {
        var all = Family.Select(Id).ToArray();
        _random.Shuffle(all);
        return new([.. all.Take(_random.Next(least, Math.Min(most, all.Length) + 1)).Select(id => JsonValue.Create(id))]);
    }

    private JsonArray Links(string list) => Document["plan"]![list]!.AsArray() is { Count: > 0 } items ? new(Id(items[_random.Next(items.Count)]!.AsObject())) : [];

    private string PersonId() => Pick([.. Family.Select(Id)]);

    private JsonObject Words() => new() { ["text"] = Text() };

    private string Text() => $"{Pick("Mum rings", "The core group meets", "Nan is here", "He shouts & <3 stays")} {Marker()}.";

    private string Marker() => $"zq{_markers++}x";

    private string Pick(params string[] from) => from[_random.Next(from.Length)];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
