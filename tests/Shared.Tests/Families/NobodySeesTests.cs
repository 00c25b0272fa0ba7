using System.Text.Json;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Testing;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Families;

/// <summary>Promise 1 at the services that every page, turn and text reads through: random plans, pairs kept apart, answers, viewers.</summary>
public sealed class NobodySeesTests
{
    private static readonly DateOnly Today = new(2026, 5, 18);

    [Fact]
    public void Plan_ForAnyViewer_HoldsExactlyWhatReachesThem() => Check(24, async (test, plan, apart) =>
    {
        foreach (var id in plan.Family.Select(RandomPlan.Id))
        {
            var viewer = (await test.ViewerAsync(plan.RecordRef, id))!;
            var view = JsonSerializer.Serialize(await test.Plans.OpenAsync(viewer));
            var visible = plan.Items.Where(i => Reach.Of(plan, i.Item, id, apart)).ToList();
            var hidden = plan.Items.Except(visible).SelectMany(i => RandomPlan.Markers(i.Item)).ToList();

            hidden.ShouldAllBe(marker => !view.Contains(marker), $"hidden from {id} in {plan.RecordRef}");
            (await test.Plans.OpenAsync(viewer)).Items().Count().ShouldBe(visible.Count, $"{id} in {plan.RecordRef}");
            plan.People.SelectMany(p => new[] { p["phone"]?.GetValue<string>(), p["relationship"]!.GetValue<string>() })
                .ShouldAllBe(secret => secret == null || !view.Contains(secret) || visible.Any(v => v.Item.ToJsonString().Contains(secret)));
        }
    });

    [Fact]
    public void Plan_WithoutWhatIsHidden_IsTheSameToTheByte() => Check(16, async (test, plan, apart) =>
    {
        foreach (var id in plan.Family.Select(RandomPlan.Id).Take(3))
        {
            var before = JsonSerializer.Serialize(await test.Plans.OpenAsync((await test.ViewerAsync(plan.RecordRef, id))!));
            (await test.PutAsync(plan.Document)).IsAccepted.ShouldBeTrue();
            await using var other = await TestFamily.CreateAsync();
            await PrepareAsync(other, plan, apart);
            var viewer = (await other.ViewerAsync(plan.RecordRef, id))!;
            var with = JsonSerializer.Serialize(await other.Plans.OpenAsync(viewer));
            (await other.PutAsync(plan.WithoutHiddenFrom(id, apart).Document)).Faults.ShouldBeEmpty();
            var without = JsonSerializer.Serialize(await other.Plans.OpenAsync((await other.ViewerAsync(plan.RecordRef, id))!));

            without.ShouldBe(with, $"{id} in {plan.RecordRef}");
            before.Length.ShouldBe(with.Length, "handles differ between memberships, and nothing else does");
        }
    });

    /// <summary>As above, where each version is agreed on another day and the pair is kept apart only after the first.</summary>
    [Fact]
    public void Plan_ChangedOnlyWhereItIsHidden_KeepsTheReadersDay() => Check(16, async (test, plan, apart) =>
    {
        foreach (var id in plan.Family.Select(RandomPlan.Id).Take(3))
        {
            await using var other = await TestFamily.CreateAsync();
            (await other.PutAsync(plan.Document)).IsAccepted.ShouldBeTrue();
            await ApartAsync(other, plan, apart);
            var before = JsonSerializer.Serialize(await other.Plans.OpenAsync((await other.ViewerAsync(plan.RecordRef, id))!));
            var next = plan.Document.DeepClone();
            next["plan"]!["version"] = plan.Version + 1;
            next["plan"]!["agreedOn"] = "2026-05-17";
            var hidden = plan.Items.Where(i => !Reach.Of(plan, i.Item, id, apart)).Select(i => RandomPlan.Id(i.Item)).ToHashSet();
            foreach (var item in next["plan"]!.AsObject().Select(l => l.Value).OfType<System.Text.Json.Nodes.JsonArray>().SelectMany(l => l))
                if (hidden.Contains(item!["id"]!.GetValue<string>())) item["text"] = item["text"]!.GetValue<string>() + " And more.";
            (await other.PutAsync(next)).Faults.ShouldBeEmpty();

            JsonSerializer.Serialize(await other.Plans.OpenAsync((await other.ViewerAsync(plan.RecordRef, id))!)).ShouldBe(before, $"{id} in {plan.RecordRef}");
        }
    });

    [Fact]
    public void Answers_ReachTheirGiverAndThoseChosenWithinTheLimits() => Check(24, async (test, plan, apart) =>
    {
        var people = plan.Family.Select(RandomPlan.Id).ToList();
        var random = new Random(plan.Items.Count());
        List<(string Giver, string Item, string Words, HashSet<string> Chosen, bool IsHeld, bool IsEnded)> given = [];
        foreach (var giver in people)
        {
            var viewer = (await test.ViewerAsync(plan.RecordRef, giver))!;
            var view = await test.Plans.OpenAsync(viewer);
            foreach (var scale in view.Scales.Where(s => s.Asked))
            {
                var (isHeld, isEnded) = (random.Next(3) == 0, random.Next(3) == 0);
                var words = $"because zw{given.Count}x{(isHeld ? ". He has got a knife" : "")}";
                var choices = await test.Answers.SharingChoicesAsync(viewer, scale.Handle);
                var outcome = await test.Answers.GiveScoreAsync(viewer, scale.Handle, new() { FormKey = Guid.NewGuid().ToString(), Score = 4, Words = words, ShareWith = [.. choices.Select(c => c.Handle)] });
                (outcome.Fault, outcome.Danger.IsDanger).ShouldBe((AnswerFault.None, isHeld));
                if (isEnded) await test.Answers.EndSharingAsync(viewer, outcome.Handle!);
                var item = plan.Items.Single(i => viewer.Item(RandomPlan.Id(i.Item)) == scale.Handle).Item;
                given.Add((giver, RandomPlan.Id(item), words, [.. people.Where(p => p != giver && Allowed(plan, item, p, apart) && !Apart(apart, p, giver))], isHeld, isEnded));
            }
        }
        foreach (var reader in people)
        {
            var seen = JsonSerializer.Serialize(await test.Answers.ReadAsync((await test.ViewerAsync(plan.RecordRef, reader))!));
            foreach (var answer in given)
            {
                // Words wait for a worker wherever anybody is kept apart, and everywhere those that say danger.
                var mayRead = answer.Giver == reader || (answer.Chosen.Contains(reader) && apart.Count == 0 && !answer.IsHeld && !answer.IsEnded);
                seen.Contains(answer.Words).ShouldBe(mayRead, $"{reader} of {answer.Giver} on {answer.Item} in {plan.RecordRef}");
            }
        }
    });

    private static bool Allowed(RandomPlan plan, System.Text.Json.Nodes.JsonObject item, string person, IReadOnlySet<(string, string)> apart) =>
        Reach.Of(plan, item, person, apart) && item["seenBy"] is System.Text.Json.Nodes.JsonArray seenBy
        && seenBy.Select(e => e!.GetValue<string>()).Any(e => e == person || e == "everyone" || e == $"role:{plan.People.Single(p => RandomPlan.Id(p) == person)["role"]}");

    private static bool Apart(IReadOnlySet<(string, string)> apart, string a, string b) => apart.Contains((a, b)) || apart.Contains((b, a));

    private static void Check(int runs, Func<TestFamily, RandomPlan, IReadOnlySet<(string, string)>, Task> property) =>
        Prop.ForAll(Seeds.Any, seed => RunAsync(seed, property).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(runs).WithQuietOnSuccess(true));

    private static async Task RunAsync(int seed, Func<TestFamily, RandomPlan, IReadOnlySet<(string, string)>, Task> property)
    {
        await using var test = await TestFamily.CreateAsync();
        var plan = new RandomPlan(seed, Today);
        var people = plan.Family.Select(RandomPlan.Id).ToList();
        var random = new Random(seed);
        HashSet<(string, string)> apart = [];
        for (var i = random.Next(3); i > 0; i--)
            if (people[random.Next(people.Count)] is var a && people[random.Next(people.Count)] is var b && a != b)
                apart.Add((a, b));
        await PrepareAsync(test, plan, apart);
        await property(test, plan, apart);
    }

    private static async Task PrepareAsync(TestFamily test, RandomPlan plan, IReadOnlySet<(string, string)> apart)
    {
        var outcome = await test.PutAsync(plan.Document);
        outcome.Faults.ShouldBeEmpty(plan.Document.ToJsonString());
        outcome.IsAccepted.ShouldBeTrue(plan.RecordRef);
        await ApartAsync(test, plan, apart);
    }

    private static async Task ApartAsync(TestFamily test, RandomPlan plan, IReadOnlySet<(string, string)> apart)
    {
        var body = JsonSerializer.Serialize(new { keepApart = apart.Select(p => new[] { p.Item1, p.Item2 }) });
        (await test.SafetyAsync(plan.Authority, plan.RecordRef, body)).IsAccepted.ShouldBeTrue();
    }
}
