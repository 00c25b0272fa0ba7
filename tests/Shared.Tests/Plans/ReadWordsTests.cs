using System.Collections;
using System.Reflection;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Plans.News;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Plans;

/// <summary>What stored fingerprints say of a plan hangs on what is read, and on nothing else of our types.</summary>
public sealed class ReadWordsTests
{
    /// <summary>What is no part of what an item says: not read, or hanging on other items and on whom it asks.</summary>
    private static readonly HashSet<string> NotRead = ["Handle", "Said.Language", "Said.IsOld", "GoalView.Worries", "GoalView.Asked", "StageView.IsNow", "ScaleView.Goals", "ScaleView.Asked", "MeetingAsking.IsToTalk"];

    /// <summary>Of the whole plan: where the reader stands to it, and its days, which are told by themselves.</summary>
    private static readonly HashSet<string> NotOfThePlan = ["Reader", "AgreedOn", "ReviewOn"];

    public static TheoryData<Type> Views => [.. typeof(ItemView).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(ItemView)))];

    [Theory, MemberData(nameof(Views))]
    public void Every_member_of_a_view_is_in_the_list_or_is_said_not_to_be_read(Type view)
    {
        var item = (ItemView)Make(view, 1);
        var hash = ReadWords.HashOf(item);
        foreach (var (name, changed) in Changes(item, view))
            Equal(ReadWords.HashOf((ItemView)changed), hash).ShouldBe(NotRead.Contains(name), $"{view.Name}: {name}. Put it into ReadWords and raise its version, or into the list above.");
    }

    [Fact]
    public void Every_member_of_a_plan_is_in_the_list_or_is_said_not_to_be_read()
    {
        var plan = (PlanView)Make(typeof(PlanView), 1);
        foreach (var property in typeof(PlanView).GetProperties())
            (ReadWords.HashOf((PlanView)With(plan, property, Make(property.PropertyType, 2))) == ReadWords.HashOf(plan)).ShouldBe(NotOfThePlan.Contains(property.Name), property.Name);
    }

    /// <summary>Where this fails, raise the version: everybody's plan would be marked as changed at the next release.</summary>
    [Fact]
    public void The_list_is_that_of_its_version() =>
        (ReadWords.Version, ReadWords.HashOf((PlanView)Make(typeof(PlanView), 1))).ShouldBe(((byte)2, Pinned));

    private const string Pinned = "f441bbb690914e76f44687dd6f34c356bb65e02b060c857b8be552dacf27f02c";

    [Fact]
    public async Task What_was_seen_under_another_version_is_compared_with_nothing_and_written_anew()
    {
        await using var test = await TestFamily.CreateAsync();
        var plan = new RandomPlan(7, new(2026, 5, 18));
        (await test.PutAsync(plan.Document)).IsAccepted.ShouldBeTrue();
        var looked = test.Get<LastLooked>();
        async Task<FamilyViewer> ReaderAsync()
        {
            var viewer = (await test.ViewerAsync(plan.RecordRef, "p0"))!;
            var seen = await test.Store.ReadAsync(s => s.PlanSeen.AsNoTracking().SingleOrDefaultAsync());
            return new(viewer.State, viewer.Person, viewer.Membership) { Seen = seen };
        }
        async Task<int> NewAsync(int version, bool isOther)
        {
            foreach (var (_, item) in plan.Items) if (item["text"] is not null) item["text"] = $"Words of version {version}.";
            plan.Document["plan"]!["version"] = plan.Version + version;
            (await test.PutAsync(plan.Document)).IsAccepted.ShouldBeTrue();
            if (isOther)
            {
                await test.Store.SaveAsync(s =>
                {
                    var row = s.PlanSeen.Single();
                    row.Items = [99, .. row.Items[1..]];
                });
                (await looked.ReadAsync(await ReaderAsync())).Count.ShouldBe(0);
            }
            return (await looked.LookAsync(await ReaderAsync())).Count;
        }

        (await looked.LookAsync(await ReaderAsync())).Count.ShouldBe(0);
        (await NewAsync(1, isOther: true)).ShouldBe(0);
        (await test.Store.ReadAsync(s => s.PlanSeen.AsNoTracking().SingleAsync())).Items[0].ShouldBe(ReadWords.Version);
        (await NewAsync(2, isOther: false)).ShouldBeGreaterThan(0);
    }

    private static bool Equal(byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b);

    /// <summary>Copies in each of which one thing is another, by name: members, and members of what is read in them.</summary>
    private static IEnumerable<(string Name, object Changed)> Changes(object of, Type type)
    {
        foreach (var property in type.GetProperties().Where(p => p.CanWrite))
        {
            var inner = property.PropertyType;
            var name = property.Name == "Handle" ? "Handle" : $"{type.Name}.{property.Name}";
            if (inner == typeof(Said) || inner == typeof(MeetingAsking))
                foreach (var (part, changed) in Changes(property.GetValue(of)!, inner)) yield return (part, With(of, property, changed));
            else yield return (name, With(of, property, Make(inner, 2)));
        }
    }

    private static object With(object of, PropertyInfo property, object value)
    {
        var copy = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(of, null)!;
        property.SetValue(copy, value);
        return copy;
    }

    private static object Make(Type type, int seed)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return $"words {seed}";
        if (type == typeof(bool)) return seed > 1;
        if (type == typeof(int)) return seed;
        if (type == typeof(DateOnly)) return new DateOnly(2026, 1, seed);
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 1, seed, 9, 0, 0, TimeSpan.Zero);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(seed)!;
        if (type.IsAssignableTo(typeof(IEnumerable)))
        {
            var list = Array.CreateInstance(type.GetGenericArguments()[0], 1);
            list.SetValue(Make(type.GetGenericArguments()[0], seed), 0);
            return list;
        }
        var make = type.GetConstructors().Where(c => c.GetParameters() is not [var only] || only.ParameterType != type).MaxBy(c => c.GetParameters().Length)!;
        var made = make.Invoke([.. make.GetParameters().Select(p => Make(p.ParameterType, seed))]);
        foreach (var property in type.GetProperties().Where(p => p.CanWrite)) property.SetValue(made, Make(property.PropertyType, seed));
        return made;
    }
}
