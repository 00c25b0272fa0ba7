using System.Text.Json;
using System.Text.Json.Nodes;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Testing;
using Shouldly;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>A random plan in the running product: everybody can sign in, some are kept apart, and all have answered what they are asked.</summary>
internal sealed class RandomFamily
{
    private static int _families;
    private readonly PortalFixture _portal;
    private readonly Random _random;
    private readonly HashSet<(string, string)> _apart = [];
    private readonly List<Given> _given = [];
    private IReadOnlyList<DemoPerson> _people = [];
    private int _version;

    private RandomFamily(PortalFixture portal, int seed)
    {
        (_portal, _random) = (portal, new(seed));
        Plan = new(seed, DateOnly.FromDateTime(portal.Site.Clock.GetUtcNow().DateTime));
        var family = Interlocked.Increment(ref _families);
        var number = 0;
        foreach (var person in Plan.Family) person["phone"] = $"+4478{family:0000}{number++:0000}";
        var worker = Plan.People.Single(p => p["role"]!.GetValue<string>() == "worker");
        worker["name"] = $"{worker["name"]} {family}";
        worker["email"] = $"worker.{family}@example.org";
    }

    public RandomPlan Plan { get; }

    public IReadOnlySet<(string, string)> Apart => _apart;

    /// <summary>What was said so far.</summary>
    /// <param name="Item">Id of the item it is about; null for a question to the worker and its reply.</param>
    /// <param name="To">Persons whom the giver chose, or the one whom a worker answered.</param>
    private sealed record Given(string Giver, string? Item, string Marker, HashSet<string> To, bool ByStaff = false)
    {
        /// <summary>It says danger: nobody whom the giver chose reads any of it before its release.</summary>
        public bool IsHeld { get; init; }

        public bool IsReleased { get; set; }

        /// <summary>Of a no that says danger: a worker let it be known that nobody has the task.</summary>
        public bool IsGapKnown { get; set; }

        /// <summary>Put into a house: where anybody is kept apart nothing of it is read before its release.</summary>
        public bool IsInHouse { get; init; }

        /// <summary>The giver took the sharing back.</summary>
        public bool IsEnded { get; set; }

        /// <summary>What its giver will do, of which only the newest counts: to a task, a step or a meeting.</summary>
        public string? Promise { get; init; }

        /// <summary>As its giver knows it.</summary>
        public string? Handle { get; init; }

        /// <summary>A no to a task.</summary>
        public bool IsNo { get; init; }

        /// <summary>Its giver said the same thing again.</summary>
        public bool IsReplaced { get; set; }
    }

    public static async Task<RandomFamily> LoadAsync(PortalFixture portal, int seed)
    {
        var family = await LoadSilentAsync(portal, seed);
        await family.AnswerAsync();
        await family.WorkAsync();
        await family.TakeBackAsync();
        return family;
    }

    /// <summary>Nobody has said anything yet.</summary>
    public static async Task<RandomFamily> LoadSilentAsync(PortalFixture portal, int seed)
    {
        var family = new RandomFamily(portal, seed);
        await family.ShowAsync(family.Plan.Document);
        await family.KeepApartAsync();
        return family;
    }

    /// <summary>Everybody says that they cannot do what the plan says they do, and some of it in words of danger.</summary>
    public async Task RefuseAllAsync()
    {
        foreach (var giver in Plan.Family.Select(RandomPlan.Id))
        {
            var viewer = await ViewerAsync(giver);
            foreach (var task in (await _portal.Get<FamilyPlans>().ReadAsync(viewer)).Network.Where(t => t.IsMine))
                await SayAsync(viewer, giver, task, form => _portal.Get<FamilyAnswers>().ReplyToTaskAsync(viewer, task.Handle, form with { Choice = "cannot", ShareWith = [] }), promise: "task", isNo: true);
        }
    }

    /// <summary>The plan as its next version.</summary>
    public async Task ShowAsync(JsonObject document)
    {
        var next = document.DeepClone();
        next["plan"]!["version"] = ++_version;
        _people = await _portal.LoadAsync(next);
    }

    /// <summary>The same plan with each item for everybody: to learn handles that a reader will not be given.</summary>
    public JsonObject ForEveryone()
    {
        var document = Plan.Document.DeepClone().AsObject();
        foreach (var list in document["plan"]!.AsObject().Select(l => l.Value).OfType<JsonArray>())
            foreach (var item in list)
                item!["audience"] = new JsonArray("everyone");
        return document;
    }

    public Task<Browser> EnterAsync(string person) => _portal.EnterAsync(Demo(person));

    /// <summary>Two of the people, or the only one.</summary>
    public IReadOnlyList<string> SomeReaders()
    {
        var all = Plan.Family.Select(RandomPlan.Id).ToArray();
        _random.Shuffle(all);
        return [.. all.Take(2)];
    }

    /// <summary>
    /// Every text that stands somewhere in this family and is not for this reader, by plans/README.md; numbers from the first digit
    /// that is the same however they are written, without spaces.
    /// </summary>
    public IReadOnlyList<string> NotFor(string reader)
    {
        var visible = Plan.Items.Select(i => i.Item).Where(i => Reach.Of(Plan, i, reader, _apart)).ToList();
        var names = visible.SelectMany(Shown).Append(reader).ToHashSet();
        var readable = _given.Where(g => MayRead(g, reader)).ToList();
        names.UnionWith(readable.Select(g => g.Giver));
        if (_given.Any(g => g.Giver == reader)) names.Add("worker");
        var allowed = visible.SelectMany(RandomPlan.Markers).Concat(Plan.People.Where(p => names.Contains(RandomPlan.Id(p))).SelectMany(p => RandomPlan.Markers(p["name"]!)))
            .Concat(readable.Where(g => MayReadWords(g, reader)).Select(g => g.Marker));
        var numbers = Plan.Family.Select(p => p["phone"]!.GetValue<string>()).Concat(Plan.Items.SelectMany(i => Numbers(i.Item))).Except(visible.SelectMany(Numbers));
        return
        [
            .. RandomPlan.Markers(Plan.Document).Concat(_given.Select(g => g.Marker)).Except(allowed),
            .. numbers.Select(n => n[3..]),
            .. Plan.Items.Select(i => $"\"{RandomPlan.Id(i.Item)}\""),
            Plan.RecordRef, "@example.org", "early-help",
        ];
    }

    /// <summary>A marker of each item that reaches the reader: in whatever language they get it.</summary>
    public IEnumerable<string[]> For(string reader) => Plan.Items.Where(i => Reach.Of(Plan, i.Item, reader, _apart)).Select(i => RandomPlan.Markers(i.Item).ToArray());

    /// <summary>Ids of the tasks of which the reader may know that nobody has them: docs/decisions.md, 43.</summary>
    public IReadOnlyList<string> NobodyHas(string reader) =>
    [
        .. _given.Where(g => g is { IsNo: true, IsReplaced: false } && (!g.IsHeld || g.IsGapKnown) && g.Giver != reader
            && Item(g.Item!)["person"]!.GetValue<string>() == g.Giver && SeenBy(Item(g.Item!), reader) && !AreApart(g.Giver, reader)).Select(g => g.Item!).Order(),
    ];

    public bool HasAnswered(string person) => _given.Any(g => g.Giver == person);

    /// <summary>The same as the product says it.</summary>
    public async Task<IReadOnlyList<string>> SaidNobodyHasAsync(string reader)
    {
        var viewer = await ViewerAsync(reader);
        var answers = await _portal.Get<FamilyAnswers>().ReadAsync(viewer);
        return [.. (await _portal.Get<FamilyPlans>().ReadAsync(viewer)).Network.Where(t => answers.NobodyHas(t.Handle)).Select(ItemOf).Order()];
    }

    public override string ToString() => $"{Plan.RecordRef}, kept apart: {string.Join(", ", _apart)}";

    private async Task KeepApartAsync()
    {
        var people = Plan.Family.Select(RandomPlan.Id).ToList();
        for (var i = _random.Next(3); i > 0; i--)
            if (people[_random.Next(people.Count)] is var a && people[_random.Next(people.Count)] is var b && a != b)
                _apart.Add((a, b));
        var body = JsonSerializer.SerializeToUtf8Bytes(new { keepApart = _apart.Select(p => new[] { p.Item1, p.Item2 }) });
        (await _portal.Get<SafetyCall>().ApplyAsync(new RecordClient("test", [Plan.Authority]), Plan.Authority, Plan.RecordRef, body)).IsAccepted.ShouldBeTrue();
    }

    private async Task AnswerAsync()
    {
        var answers = _portal.Get<FamilyAnswers>();
        foreach (var giver in Plan.Family.Select(RandomPlan.Id))
        {
            var viewer = await ViewerAsync(giver);
            var view = await _portal.Get<FamilyPlans>().ReadAsync(viewer);
            // Some is said again, in other words, with another choice or to others.
            for (var turn = 0; turn < 2; turn++)
            {
                bool Says(ItemView _) => turn == 0 || _random.Next(3) == 0;
                foreach (var scale in view.Scales.Where(s => s.Asked).Where(Says)) await SayAsync(viewer, giver, scale, form => answers.GiveScoreAsync(viewer, scale.Handle, form with { Score = 4 }));
                foreach (var goal in view.Goals.Where(g => g.Asked).Where(Says)) await SayAsync(viewer, giver, goal, form => answers.AnswerGoalAsync(viewer, goal.Handle, form with { Choice = "partly" }));
                foreach (var goal in view.Goals.Where(g => g.Asked).Where(Says)) await SayAsync(viewer, giver, goal, form => answers.TellOfGoalAsync(viewer, goal.Handle, form with { DoneOn = view.AgreedOn }));
                foreach (var step in view.NextSteps.Where(s => s.Asked).Where(Says)) await SayAsync(viewer, giver, step, form => answers.ReplyToStepAsync(viewer, step.Handle, form with { Choice = "need-help" }), promise: "step");
                foreach (var task in view.Network.Where(t => t.IsMine).Where(Says))
                {
                    var isNo = _random.Next(2) == 0;
                    await SayAsync(viewer, giver, task, form => answers.ReplyToTaskAsync(viewer, task.Handle, form with { Choice = isNo ? "cannot" : "accept" }), promise: "task", isNo: isNo);
                }
                foreach (var meeting in view.Meetings.Where(m => m.IsMine).Where(Says))
                    await SayAsync(viewer, giver, meeting, form => AboutMeetingAsync(answers, viewer, meeting, form), promise: meeting.Asking.IsOver(_portal.Site.Clock.GetUtcNow()) ? null : "meeting");
            }
            foreach (var item in view.Items().Where(_ => _random.Next(4) == 0)) await SayAsync(viewer, giver, item, form => answers.GiveViewAsync(viewer, item.Handle, form));
            await SayAsync(viewer, giver, null, form => answers.AskWorkerAsync(viewer, form));
            if (!FamilyAnswers.HasSpace(viewer)) continue;
            await SayAsync(viewer, giver, null, form => answers.PutIntoHouseAsync(viewer, AnswerKind.HouseOfWorries, form with { Choice = "sad" }), isInHouse: true);
            await SayAsync(viewer, giver, null, form => answers.PutIntoHouseAsync(viewer, AnswerKind.SafetyHouse, form with { Choice = "rules" }), isInHouse: true);
            await SayAsync(viewer, giver, null, form => answers.WishAsync(viewer, AnswerKind.SomethingWrong, form with { OneHigher = form.Words }));
        }
    }

    /// <summary>Time together that is over asks nothing: then how they see it.</summary>
    private async Task<AnswerOutcome> AboutMeetingAsync(FamilyAnswers answers, FamilyViewer viewer, MeetingView meeting, AnswerForm form) =>
        meeting.Asking.AsksHowItWas(_portal.Site.Clock.GetUtcNow()) ? await answers.GiveFeedbackAsync(viewer, meeting.Handle, form with { Choice = "not-listened-to" })
        : meeting.Asking.IsOver(_portal.Site.Clock.GetUtcNow()) ? await answers.GiveViewAsync(viewer, meeting.Handle, form)
        : await answers.ReplyToMeetingAsync(viewer, meeting.Handle, form with { Choice = "coming", OneHigher = form.Words });

    private async Task SayAsync(FamilyViewer viewer, string giver, ItemView? item, Func<AnswerForm, Task<AnswerOutcome>> give, bool isInHouse = false, string? promise = null, bool isNo = false)
    {
        var marker = NextMarker();
        var choices = isInHouse ? [.. (await _portal.Get<FamilyAnswers>().HouseSharingChoicesAsync(viewer)).Where(_ => _random.Next(2) == 0)] : item is null ? [] : (await _portal.Get<FamilyAnswers>().SharingChoicesAsync(viewer, item.Handle)).Where(_ => _random.Next(2) == 0).ToList();
        var (isHeld, isEnded) = (_random.Next(4) == 0, _random.Next(4) == 0);
        var words = (isHeld ? "He has got a knife. " : "") + $"I mean {marker}";
        var outcome = await give(new() { FormKey = marker, Words = words, ShareWith = [.. choices.Select(c => c.Handle)] });
        (outcome.Stored, outcome.Danger.IsDanger).ShouldBe((true, isHeld));
        if (isEnded) await _portal.Get<FamilyAnswers>().EndSharingAsync(viewer, outcome.Handle!);
        // Without a name: everyone whom the plan lets see it, whoever that is.
        var all = item is not null && choices.Any(c => c.Name is null);
        foreach (var older in _given.Where(g => promise is not null && g.Promise == promise && g.Giver == giver && g.Item == ItemOf(item!))) older.IsReplaced = true;
        _given.Add(new(giver, item is null ? null : ItemOf(item), marker, [.. all ? Choosable(Item(ItemOf(item!)), giver) : choices.Select(c => PersonOf(c.Name!))]) { IsHeld = isHeld, IsEnded = isEnded, IsInHouse = isInHouse, Promise = promise, IsNo = isNo, Handle = outcome.Handle! });
    }

    /// <summary>After a worker let words through, some of their givers think better of it.</summary>
    private async Task TakeBackAsync()
    {
        foreach (var given in _given.Where(g => g is { ByStaff: false, IsEnded: false, To.Count: > 0 } && _random.Next(8) == 0).ToList())
        {
            await _portal.Get<FamilyAnswers>().EndSharingAsync(await ViewerAsync(given.Giver), given.Handle!);
            given.IsEnded = true;
        }
    }

    /// <summary>The worker reads some answers, lets some words through, answers the questions, and gives numbers of their own.</summary>
    private async Task WorkAsync()
    {
        var worker = await _portal.StaffAsync(Plan.Document);
        var desk = _portal.Get<StaffDesk>();
        foreach (var answer in await desk.AnswersAsync(worker))
        {
            var given = _given.Single(g => answer.Words!.EndsWith(" " + g.Marker, StringComparison.Ordinal));
            if (_random.Next(2) == 0) await desk.MarkReadAsync(worker, answer.Id);
            if (answer.LearnNobodyHas.Count > 0 && _random.Next(2) == 0)
            {
                (await desk.LetGapBeKnownAsync(worker, answer.Id, answer.LearnMark)).ShouldBeTrue();
                given.IsGapKnown = true;
            }
            if (answer.NeedsRelease && answer.Readers.Count > 0 && _random.Next(2) == 0)
            {
                (await desk.ReleaseAsync(worker, answer.Id, answer.ReadersMark)).ShouldBeTrue();
                given.IsReleased = true;
            }
            if (answer.Kind != AnswerKind.Question) continue;
            var marker = NextMarker();
            (await desk.ReplyAsync(worker, answer.Id, new() { FormKey = marker, Words = $"I reply {marker}" })).Stored.ShouldBeTrue();
            _given.Add(new("worker", null, marker, [given.Giver], ByStaff: true));
        }
        foreach (var scale in (await _portal.Get<FamilyPlans>().OpenAsync(worker)).Plan.Scales)
        {
            var marker = NextMarker();
            var choices = (await desk.SharingChoicesAsync(worker, scale.Handle)).Where(_ => _random.Next(2) == 0).ToList();
            (await desk.GiveScoreAsync(worker, scale.Handle, new() { FormKey = marker, Score = 5, Words = $"I judge {marker}", ShareWith = [.. choices.Select(c => c.Handle)] })).Stored.ShouldBeTrue();
            _given.Add(new("worker", ItemOf(scale), marker, [.. choices.Select(c => PersonOf(c.Name!))], ByStaff: true));
        }
    }

    private bool MayRead(Given given, string reader)
    {
        if (given.Giver == reader) return true;
        if (!given.To.Contains(reader) || given.IsEnded || given.IsReplaced || (given.IsHeld && !given.IsReleased)) return false;
        if (given.IsInHouse) return (_apart.Count == 0 || given.IsReleased) && !AreApart(given.Giver, reader) && VisibleTo(given.Giver).Intersect(VisibleTo(reader)).SelectMany(Shown).Contains(reader);
        return given.Item is null || (SeenBy(Item(given.Item), reader) && !AreApart(given.Giver, reader));
    }

    private IEnumerable<JsonObject> VisibleTo(string person) => Plan.Items.Select(i => i.Item).Where(i => Reach.Of(Plan, i, person, _apart));

    private bool MayReadWords(Given given, string reader) => given.Giver == reader || given.Item is null || _apart.Count == 0 || given.IsReleased;

    /// <summary>Those whom the reader may let see their answer. Only the names of those whom their own items name stand beside the form.</summary>
    private IEnumerable<string> Choosable(JsonObject item, string reader) =>
        Plan.Family.Select(RandomPlan.Id).Where(p => SeenBy(item, p) && !AreApart(p, reader));

    private bool SeenBy(JsonObject item, string person) =>
        Reach.Of(Plan, item, person, _apart) && item["seenBy"] is JsonArray entries
        && entries.Select(e => e!.GetValue<string>()).Any(e => e == person || e == "everyone" || e == $"role:{Person(person)["role"]}");

    private bool AreApart(string a, string b) => _apart.Contains((a, b)) || _apart.Contains((b, a));

    /// <summary>The people whom an item names to whoever sees it: never those whom it asks.</summary>
    private static IEnumerable<string> Shown(JsonObject item)
    {
        foreach (var member in new[] { "who", "person", "backup", "call", "worriedPeople" })
        {
            var named = item[member] is JsonArray many ? [.. many] : new[] { item[member] };
            foreach (var one in named.OfType<JsonNode>())
                if ((one is JsonObject o ? o["person"] : one) is { } id) yield return id.GetValue<string>();
        }
    }

    private static IEnumerable<string> Numbers(JsonObject item) =>
        item["call"] is JsonArray calls ? calls.Select(c => c!["number"]?.GetValue<string>()).OfType<string>() : [];

    private async Task<FamilyViewer> ViewerAsync(string person)
    {
        using var browser = new Browser();
        return (await _portal.Get<PortalSessions>().ResolveAsync(await _portal.EnterAsync(browser, Demo(person))))!.Viewer!;
    }

    private DemoPerson Demo(string person) => _people.Single(p => p.Name == Person(person)["name"]!.GetValue<string>());

    private JsonObject Person(string id) => Plan.People.Single(p => RandomPlan.Id(p) == id);

    private JsonObject Item(string id) => Plan.Items.Single(i => RandomPlan.Id(i.Item) == id).Item;

    private string PersonOf(string name) => RandomPlan.Id(Plan.People.Single(p => p["name"]!.GetValue<string>() == name));

    private string ItemOf(ItemView item) => RandomPlan.Id(Plan.Items.Single(i => RandomPlan.Markers(i.Item).Intersect(item.Text.Text.TrimEnd('.').Split(' ')).Any()).Item);

    private string NextMarker() => $"zw{_given.Count}x";
}
