using System.Collections.Concurrent;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Shared.Texting;
using FamilyPortal.Shared.Texting.Gateways;
using FamilyPortal.Shared.Texting.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Texting;

public class TextPumpTests
{
    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task RunOnce_SendsWhatIsDue_OnceThoughFourCopiesRun(string provider)
    {
        await using var test = await TestStore.CreateAsync(provider);
        await test.SaveAsync(store =>
        {
            for (var n = 0; n < 15; n++)
            {
                var (person, _) = Somebody.Add(store, phone: $"+4477009001{n:00}");
                store.OutgoingTexts.Add(Text(person));
            }
        });
        var gateway = new Recorder();
        var hosts = Enumerable.Range(0, 4).Select(_ => Host(test, gateway)).ToList();
        await Task.WhenAll(hosts.Select(h => Task.Run(() => h.Services.GetRequiredService<TextPump>().RunOnceAsync())));
        await hosts[0].Services.GetRequiredService<TextPump>().RunOnceAsync();
        hosts.ForEach(h => h.Dispose());

        gateway.Sent.Select(s => s.To).Distinct().Count().ShouldBe(15);
        gateway.Sent.Count.ShouldBe(15);
        (await Rows(test)).ShouldAllBe(t => t.SentAt != null && t.GatewayId == "gateway-id" && t.LeaseOwner == null);
    }

    [Fact]
    public async Task RunOnce_InQuietHours_WaitsUntilTheyEnd()
    {
        await using var test = await TestStore.CreateAsync();
        var clock = new TestClock(new(2026, 5, 18, 21, 30, 0, default)); // half past ten at night in the UK
        await test.SaveAsync(store => store.OutgoingTexts.Add(Text(Somebody.Add(store).Person, clock.Now, hours: 24)));
        var gateway = new Recorder();
        using var host = Host(test, gateway, clock);
        var pump = host.Services.GetRequiredService<TextPump>();

        await pump.RunOnceAsync();
        gateway.Sent.ShouldBeEmpty();
        (await Rows(test)).Single().DueAt.ShouldBe(new(2026, 5, 19, 7, 0, 0, default));

        clock.Now = new(2026, 5, 19, 7, 0, 0, default);
        await pump.RunOnceAsync();
        gateway.Sent.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task RunOnce_AfterAccessEndedWhileItWaited_SendsNothing()
    {
        await using var test = await TestStore.CreateAsync();
        await test.SaveAsync(store =>
        {
            var (person, _) = Somebody.Add(store);
            store.OutgoingTexts.Add(Text(person));
            store.Restrictions.Add(Somebody.Restriction(RestrictionKind.AccessEnded, family: person.FamilyId));
        });
        var gateway = new Recorder();
        using var host = Host(test, gateway);
        await host.Services.GetRequiredService<TextPump>().RunOnceAsync();
        gateway.Sent.ShouldBeEmpty();
        (await Rows(test)).Single().Outcome.ShouldBe("may-not-be-reached");
    }

    [Fact]
    public async Task RunOnce_WithNudgesOfTwoFamiliesForOneNumber_SendsOneThatDay()
    {
        await using var test = await TestStore.CreateAsync();
        await test.SaveAsync(store =>
        {
            store.OutgoingTexts.Add(Text(Somebody.Add(store).Person));
            store.OutgoingTexts.Add(Text(Somebody.Add(store, authority: "knowsley").Person));
        });
        var gateway = new Recorder();
        using var host = Host(test, gateway);
        await host.Services.GetRequiredService<TextPump>().RunOnceAsync();
        gateway.Sent.Count.ShouldBe(1);
        (await Rows(test)).Select(t => t.Outcome).Order().ShouldBe([null, "one-a-day"]);
    }

    [Fact]
    public async Task RunOnce_WhenTheGatewayIsDown_TriesAgainLater_AndGivesUpInTheEnd()
    {
        await using var test = await TestStore.CreateAsync();
        var clock = new TestClock();
        await test.SaveAsync(store => store.OutgoingTexts.Add(Text(Somebody.Add(store).Person, clock.Now, hours: 8)));
        var gateway = new Recorder { Fails = new TextGatewayException("down", mayWorkLater: true) };
        using var host = Host(test, gateway, clock);
        var pump = host.Services.GetRequiredService<TextPump>();

        await pump.RunOnceAsync();
        var waiting = (await Rows(test)).Single();
        waiting.DueAt.ShouldBe(clock.Now.AddSeconds(10));
        waiting.DroppedAt.ShouldBeNull();
        for (var n = 0; n < 6; n++)
        {
            clock.Now = clock.Now.AddMinutes(20);
            await pump.RunOnceAsync();
        }
        var given = (await Rows(test)).Single();
        given.Outcome.ShouldBe("gateway");
        given.Attempts.ShouldBe(5);
    }

    [Fact]
    public async Task RunOnce_TakesOverFromACopyThatDied()
    {
        await using var test = await TestStore.CreateAsync();
        var clock = new TestClock();
        await test.SaveAsync(store => store.OutgoingTexts.Add(Text(Somebody.Add(store).Person).With(t => (t.LeaseOwner, t.LeaseUntil) = ("dead", clock.Now.AddMinutes(1)))));
        var gateway = new Recorder();
        using var host = Host(test, gateway, clock);
        var pump = host.Services.GetRequiredService<TextPump>();
        await pump.RunOnceAsync();
        gateway.Sent.ShouldBeEmpty();
        clock.Now = clock.Now.AddMinutes(1);
        await pump.RunOnceAsync();
        gateway.Sent.Count.ShouldBe(1);
    }

    /// <summary>A phone may ring before the gateway has told us that it took the text, and its link is tapped at once.</summary>
    [Theory, MemberData(nameof(Providers))]
    public async Task ATextInTheGatewaysHands_LeadsToItsQuestion(string provider)
    {
        await using var test = await TestStore.CreateAsync(provider);
        var clock = new TestClock();
        FamilyViewer viewer = null!;
        await test.SaveAsync(store =>
        {
            var (person, membership) = Somebody.Add(store);
            store.OutgoingTexts.Add(Text(person).With(t => t.Kind = TextKind.NewSignIn));
            viewer = new(new(store.Families.Local.Single(), []), person, membership);
        });
        var told = new List<bool>();
        SignInNotices notices = null!;
        async Task AskAsync() => told.Add(await notices.WasToldAsync(viewer));
        using var host = Host(test, new() { Meanwhile = AskAsync }, clock);
        notices = host.Services.GetRequiredService<SignInNotices>();
        await AskAsync();
        await host.Services.GetRequiredService<TextPump>().RunOnceAsync();
        await AskAsync();
        told.ShouldBe([false, true, true]);
    }

    private static OutgoingText Text(Person person, DateTimeOffset? due = null, double hours = 1) => new()
    {
        FamilyId = person.FamilyId,
        Id = Guid.NewGuid(),
        PersonId = person.PersonId,
        Kind = TextKind.Nudge,
        DueAt = due ?? new TestClock().Now,
        ExpiresAt = (due ?? new TestClock().Now).AddHours(hours),
    };

    private static Task<List<OutgoingText>> Rows(TestStore test) => test.ReadAsync(store => store.OutgoingTexts.AsNoTracking().ToListAsync());

    private static IHost Host(TestStore test, Recorder gateway, TimeProvider? clock = null) =>
        TestHost.Build(test, services => services.AddTextWorkers().Replace(ServiceDescriptor.Singleton<ITextGateway>(gateway)), clock: clock);

    private sealed class Recorder : ITextGateway
    {
        public ConcurrentBag<(string To, string Body)> Sent { get; } = [];

        public Exception? Fails { get; init; }

        /// <summary>What happens between the phone's ringing and the gateway's answer.</summary>
        public Func<Task> Meanwhile { get; init; } = () => Task.CompletedTask;

        public async Task<string> SendAsync(string to, string body, Guid key, CancellationToken cancel)
        {
            if (Fails is not null) throw Fails;
            Sent.Add((to, body));
            await Meanwhile();
            return "gateway-id";
        }
    }
}
