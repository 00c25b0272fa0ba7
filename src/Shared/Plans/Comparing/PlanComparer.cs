using System.Text.Json;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Shared.Plans.Comparing;

/// <summary>
/// What a document would change. Compared is what is written, member by member, so that nothing of the format can change unseen;
/// whom an item reaches is asked of <see cref="Audiences"/>, as everywhere.
/// </summary>
internal sealed class PlanComparer
{
    private readonly StaffViewer _viewer;
    private readonly Side _now, _next;

    public PlanComparer(StaffViewer viewer, (PlanDocument Document, JsonElement Root) now, (PlanDocument Document, JsonElement Root) next) =>
        (_viewer, _now, _next) = (viewer, new(viewer, now.Document, now.Root), new(viewer, next.Document, next.Root));

    /// <param name="erasable">Ids that earlier versions used and that are not taken back yet.</param>
    /// <param name="guarded"><see cref="ByHand.Loosened"/>.</param>
    public PlanComparison Compare(IReadOnlySet<string> erasable, IReadOnlyList<GuardedChange> guarded, string mark)
    {
        var takenBack = _next.Document.Plan.TakenBack.Select(t => t.Id).Where(erasable.Contains).ToHashSet();
        return new(
            _next.Document.Family.RecordRef, _now.Plan, _next.Plan, Items(takenBack), People(), Reordered(), Others(),
            takenBack.Count(id => !_now.Items.ContainsKey(id)), guarded, guarded.Count == 0 || ByHand.MayLoosen(_viewer, _now.Document), mark);
    }

    private List<ItemChange> Items(HashSet<string> takenBack)
    {
        List<ItemChange> changes = [];
        HashSet<string> replaced = [];
        foreach (var placed in _next.Items.Values)
        {
            // What takes the place of an item in another list is another thing, even in the same words: a bottom line is no strength.
            if (!_now.Items.TryGetValue(placed.Item.Id, out var before) && placed.Item.Replaces is { } old && !takenBack.Contains(old) && _now.Items.TryGetValue(old, out var other) && other.List == placed.List)
            {
                before = other;
                replaced.Add(old);
            }
            if (Of(before, placed) is { } change) changes.Add(change);
        }
        foreach (var placed in _now.Items.Values.Where(i => !_next.Items.ContainsKey(i.Item.Id) && !replaced.Contains(i.Item.Id)))
            changes.Add(new(takenBack.Contains(placed.Item.Id) ? ChangeKind.TakenBack : ChangeKind.Gone, placed.List.WireName(), _now.View(placed), null, [], [], Names(_now.Readers(placed)), []));
        return changes;
    }

    /// <summary>Null where nothing changes.</summary>
    private ItemChange? Of(PlacedItem? before, PlacedItem after)
    {
        var (list, view) = (after.List.WireName(), _next.View(after));
        if (before is null) return new(ChangeKind.New, list, null, view, [], Names(_next.Readers(after)), [], []) { Together = Together([], _next.Readers(after)) };
        var (then, now) = (_now.Readers(before), _next.Readers(after));
        var (came, left) = (Names(now.ExceptBy(then.Select(p => p.Id), p => p.Id)), Names(then.ExceptBy(now.Select(p => p.Id), p => p.Id)));
        var fields = Differing(_now.Written(before), _next.Written(after));
        ChangeKind? kind = fields.Any(f => f != "audience") ? ChangeKind.Changed : came.Count + left.Count > 0 ? ChangeKind.OtherReaders : fields.Count > 0 ? ChangeKind.Changed : null;
        return kind is { } how ? new(how, list, _now.View(before), view, fields, came, left, OldTranslations.Between(_now.Written(before), _next.Written(after))) { Together = Together(then, now) } : null;
    }

    /// <summary>The plan's own rule lets an item reach two who are kept apart where it names both: nobody may do so without knowing.</summary>
    private List<ReadTogether> Together(List<PlanPerson> then, List<PlanPerson> now)
    {
        var before = then.Select(p => p.Id).ToHashSet();
        return [.. now.SelectMany((one, i) => now.Skip(i + 1).Where(other => _next.AreApart(one, other) && !(before.Contains(one.Id) && before.Contains(other.Id))).Select(other => new ReadTogether(one.Name, other.Name)))];
    }

    /// <summary>What says who somebody new is, and how they could come in.</summary>
    private static readonly string[] TellingOfNew = ["role", "relationship", "phone", "email", "keepApartFrom", "access", "textMessages"];

    private List<PersonChange> People()
    {
        var (then, now) = (ById(_now.Root.GetProperty("people")), ById(_next.Root.GetProperty("people")));
        return
        [
            .. now.Where(p => !then.ContainsKey(p.Key)).Select(p => new PersonChange(ChangeKind.New, NameOf(p.Value), [.. TellingOfNew.Select(f => new PersonField(f, null, Told(_next, p.Value, f))).Where(f => f.After is not null)])),
            .. now.Where(p => then.ContainsKey(p.Key)).Select(p => new PersonChange(ChangeKind.Changed, NameOf(p.Value), [.. Differing(then[p.Key], p.Value).Select(f => new PersonField(f, Told(_now, then[p.Key], f), Told(_next, p.Value, f)))])).Where(c => c.Fields.Count > 0),
            .. then.Where(p => !now.ContainsKey(p.Key)).Select(p => new PersonChange(ChangeKind.Gone, NameOf(p.Value), [])),
        ];

        static Dictionary<string, JsonElement> ById(JsonElement people) => people.EnumerateArray().ToDictionary(p => p.GetProperty("id").GetString()!);
        static string NameOf(JsonElement person) => person.GetProperty("name").GetString()!;
    }

    /// <summary>Where the name of the member alone would hide who is meant, or a number typed wrongly.</summary>
    private static string? Told(Side side, JsonElement person, string member) => !person.TryGetProperty(member, out var value) ? null : member switch
    {
        "phone" or "email" or "name" or "relationship" => value.GetString(),
        "role" => side.Document.People.First(p => p.Id == person.GetProperty("id").GetString()).Role.ToString(),
        "access" => Is(value, "revoked") ? "revoked" : value.TryGetProperty("until", out var until) ? until.GetString() : null,
        "textMessages" => Is(value, "notSafe") ? "not-safe" : Is(value, "allowed") ? "texts" : "no-texts",
        "keepApartFrom" when value.GetArrayLength() > 0 => string.Join(", ", value.EnumerateArray().Select(id => side.Document.People.FirstOrDefault(p => p.Id == id.GetString())?.Name ?? id.GetString())),
        _ => null,
    };

    private static bool Is(JsonElement whole, string member) => whole.TryGetProperty(member, out var part) && part.ValueKind == JsonValueKind.True;

    private List<string> Reordered()
    {
        string[] Both(Side one, Side other, PlanList list) => [.. one.Items.Values.Where(i => i.List == list && other.Items.ContainsKey(i.Item.Id)).Select(i => i.Item.Id)];
        return [.. _next.Items.Values.Select(i => i.List).Distinct().Where(l => !Both(_now, _next, l).SequenceEqual(Both(_next, _now, l))).Select(l => l.WireName())];
    }

    /// <summary>The family's own members and the plan's days; its version is another each time.</summary>
    private List<string> Others()
    {
        var lists = _next.Document.Plan.Lists().Select(l => l.List.WireName()).Append("takenBack").Append("version").ToHashSet();
        return
        [
            .. Differing(_now.Root.GetProperty("family"), _next.Root.GetProperty("family")).Select(f => "/family/" + f),
            .. Differing(_now.Root.GetProperty("plan"), _next.Root.GetProperty("plan")).Where(f => !lists.Contains(f)).Select(f => "/plan/" + f),
        ];
    }

    private static List<string> Differing(JsonElement before, JsonElement after) =>
        [.. after.EnumerateObject().Concat(before.EnumerateObject()).Select(m => m.Name).Distinct().Where(name => name is not ("id" or "replaces") && Written(before, name) != Written(after, name))];

    /// <summary>Members of the format that only say who or which: in any order they say the same.</summary>
    private static readonly HashSet<string> Sets = ["audience", "seenBy", "askOf", "who", "worries", "goals", "keepApartFrom"];

    /// <summary>What is left out says the same as what is written empty.</summary>
    private static string Written(JsonElement whole, string member) =>
        !whole.TryGetProperty(member, out var part) || part.ValueKind is JsonValueKind.False || (part.ValueKind is JsonValueKind.Array && part.GetArrayLength() == 0) || (part.ValueKind is JsonValueKind.Object && part.GetPropertyCount() == 0)
            ? ""
            : Sets.Contains(member) && part.ValueKind is JsonValueKind.Array ? string.Join(' ', part.EnumerateArray().Select(PlanContentHash.Of).Order(StringComparer.Ordinal))
            : PlanContentHash.Of(part);

    private static IReadOnlyList<string> Names(IEnumerable<PlanPerson> people) => [.. people.Select(p => p.Name)];

    /// <summary>One of the two documents.</summary>
    private sealed class Side(StaffViewer viewer, PlanDocument document, JsonElement root)
    {
        private readonly Audiences _audiences = FamilyPlans.Audiences(viewer.State, document);
        private Dictionary<string, ItemView>? _views;

        public PlanDocument Document => document;

        public JsonElement Root => root;

        public bool AreApart(PlanPerson one, PlanPerson other) => _audiences.AreApart(one.Id, other.Id);

        public StaffPlanView Plan { get; } = FamilyPlans.Whole(viewer, document);

        /// <summary>By id, in the document's order.</summary>
        public OrderedDictionary<string, PlacedItem> Items { get; } = new(document.Items().Select(i => KeyValuePair.Create(i.Item.Id, i)));

        public JsonElement Written(PlacedItem item) => root.GetProperty("plan").GetProperty(item.List.WireName())[item.Index];

        public ItemView View(PlacedItem item) => (_views ??= Plan.Plan.Items().ToDictionary(v => v.Handle))[viewer.Item(item.Item.Id)];

        public List<PlanPerson> Readers(PlacedItem item) => [.. FamilyPlans.Readers(document, _audiences, item.Item)];
    }
}
