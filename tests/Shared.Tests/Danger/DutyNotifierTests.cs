using System.Text;
using System.Text.Json;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Shared.Tests.Texting;
using FamilyPortal.Shared.Texting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Danger;

public class DutyNotifierTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";

    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task RunOnce_UntilSomebodyAcknowledges_TellsAgainAndAgain(string provider)
    {
        await using var test = await TestStore.CreateAsync(provider);
        await using var receiver = await Receiver.StartAsync();
        var clock = new TestClock();
        await test.SaveAsync(store => store.Alerts.Add(Alert(Somebody.Add(store).Person.FamilyId, clock.Now)));
        using var host = Host(test, clock, ("Duty:Default:Webhook", receiver.Url), ("Duty:Default:Secret", Secret));
        var notifier = host.Services.GetRequiredService<DutyNotifier>();

        foreach (var minutes in (int[])[0, 1, 2, 5, 10, 15, 15])
        {
            var before = receiver.Requests.Count;
            clock.Now = clock.Now.AddMinutes(minutes).AddSeconds(-1);
            if (minutes > 0) await notifier.RunOnceAsync();
            receiver.Requests.Count.ShouldBe(before);
            clock.Now = clock.Now.AddSeconds(1);
            await notifier.RunOnceAsync();
            receiver.Requests.Count.ShouldBe(before + 1);
        }

        await test.SaveAsync(store => store.Alerts.Single().AcknowledgedAt = clock.Now);
        clock.Now = clock.Now.AddHours(2);
        await notifier.RunOnceAsync();
        receiver.Requests.Count.ShouldBe(7);
    }

    [Fact]
    public async Task RunOnce_WithSeveralOpenAlerts_KeepsOneTimetableForTheChannel()
    {
        await using var test = await TestStore.CreateAsync();
        await using var receiver = await Receiver.StartAsync();
        var clock = new TestClock();
        var (start, family) = (clock.Now, Guid.Empty);
        await test.SaveAsync(store => family = Somebody.Add(store).Person.FamilyId);
        using var host = Host(test, clock, ("Duty:Default:Webhook", receiver.Url), ("Duty:Default:Secret", Secret));
        var notifier = host.Services.GetRequiredService<DutyNotifier>();

        List<(int Second, string Open)> told = [];
        for (var second = 0; second < 16 * 60; second += 5)
        {
            clock.Now = start.AddSeconds(second);
            if (second is 0 or 90 or 100 or 200) await test.SaveAsync(store => store.Alerts.Add(Alert(family, clock.Now)));
            var before = receiver.Requests.Count;
            await notifier.RunOnceAsync();
            told.AddRange(receiver.Requests.Skip(before).Select(r => (second, JsonDocument.Parse(r.Body).RootElement.GetProperty("open").ToString())));
        }

        // A new one at once; then all together after 1, 2, 5 and 10 minutes.
        told.ShouldBe([(0, "1"), (60, "1"), (90, "2"), (100, "3"), (160, "3"), (200, "4"), (260, "4"), (380, "4"), (680, "4")]);
    }

    [Fact]
    public async Task RunOnce_WhenSomeOfSeveralAreAcknowledged_GoesOnUntilAllAre()
    {
        await using var test = await TestStore.CreateAsync();
        await using var receiver = await Receiver.StartAsync();
        var clock = new TestClock();
        await test.SaveAsync(store =>
        {
            var family = Somebody.Add(store).Person.FamilyId;
            store.Alerts.Add(Alert(family, clock.Now));
            store.Alerts.Add(Alert(family, clock.Now));
        });
        using var host = Host(test, clock, ("Duty:Default:Webhook", receiver.Url), ("Duty:Default:Secret", Secret));
        var notifier = host.Services.GetRequiredService<DutyNotifier>();
        await notifier.RunOnceAsync();

        await test.SaveAsync(store => store.Alerts.First().AcknowledgedAt = clock.Now);
        clock.Now = clock.Now.AddMinutes(1);
        await notifier.RunOnceAsync();
        receiver.Requests.Count.ShouldBe(2);

        await test.SaveAsync(store => store.Alerts.ToList().ForEach(a => a.AcknowledgedAt = clock.Now));
        clock.Now = clock.Now.AddHours(1);
        await notifier.RunOnceAsync();
        receiver.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task RunOnce_SignsANoticeWithoutAnyWordOfTheFamilys()
    {
        await using var test = await TestStore.CreateAsync();
        await using var receiver = await Receiver.StartAsync();
        var clock = new TestClock();
        await test.SaveAsync(store =>
        {
            var family = Somebody.Add(store).Person.FamilyId;
            store.Alerts.Add(Alert(family, clock.Now));
            store.Alerts.Add(Alert(family, clock.Now.AddMinutes(-3)));
        });
        using var host = Host(test, clock, ("Duty:cornwall:Webhook", receiver.Url), ("Duty:cornwall:Secret", Secret));
        await host.Services.GetRequiredService<DutyNotifier>().RunOnceAsync();

        var request = receiver.Requests.ShouldHaveSingleItem();
        var json = JsonDocument.Parse(request.Body).RootElement;
        json.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString()).ShouldBe(new Dictionary<string, string>
        {
            ["type"] = "duty-notice",
            ["authority"] = "cornwall",
            ["open"] = "2",
            ["link"] = "https://portal.example.org/staff/alerts",
        });
        request.Headers["webhook-signature"].ShouldBe(new StandardWebhook(Secret).Signature(request.Headers["webhook-id"], clock.Now, Encoding.UTF8.GetBytes(request.Body)));
        request.Headers["webhook-timestamp"].ShouldBe(clock.Now.ToUnixTimeSeconds().ToString());
    }

    [Fact]
    public async Task RunOnce_WhenOneAuthoritysReceiverIsDown_TellsTheOther_AndTheFirstOnceItIsBack()
    {
        await using var test = await TestStore.CreateAsync();
        await using var down = await Receiver.StartAsync();
        await using var up = await Receiver.StartAsync();
        down.Status = 400;
        var clock = new TestClock();
        await test.SaveAsync(store =>
        {
            store.Alerts.Add(Alert(Somebody.Add(store).Person.FamilyId, clock.Now));
            store.Alerts.Add(Alert(Somebody.Add(store, authority: "knowsley").Person.FamilyId, clock.Now).With(a => a.AuthorityId = "knowsley"));
        });
        using var host = Host(test, clock, ("Duty:cornwall:Webhook", down.Url), ("Duty:cornwall:Secret", Secret), ("Duty:Default:Webhook", up.Url), ("Duty:Default:Secret", Secret));
        var notifier = host.Services.GetRequiredService<DutyNotifier>();
        await notifier.RunOnceAsync();
        up.Requests.ShouldHaveSingleItem().Body.ShouldContain("knowsley");
        var failed = down.Requests.Count;
        failed.ShouldBeGreaterThan(0);

        down.Status = 204;
        await notifier.RunOnceAsync();
        down.Requests.Count.ShouldBe(failed + 1);
        up.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task RunOnce_WithADutyPhone_TextsHowManyAreOpen()
    {
        await using var test = await TestStore.CreateAsync();
        var clock = new TestClock();
        await test.SaveAsync(store => store.Alerts.Add(Alert(Somebody.Add(store).Person.FamilyId, clock.Now)));
        using var host = Host(test, clock, ("Duty:Default:Phone", "07700 900999"));
        await host.Services.GetRequiredService<DutyNotifier>().RunOnceAsync();
        var text = (await test.ReadAsync(store => store.DemoTexts.ToListAsync())).ShouldHaveSingleItem();
        text.To.ShouldBe("+447700900999");
        text.Body.ShouldBe("1 open: https://portal.example.org/staff/alerts");
    }

    [Theory]
    [InlineData("Duty:atlantis:Phone", "+447700900999", "Duty:atlantis")]
    [InlineData("Duty:Default:Phone", "nine", "Duty:Default:Phone")]
    [InlineData("Duty:cornwall:Webhook", "ftp://example.org", "Duty:cornwall:Webhook")]
    [InlineData("Duty:cornwall:Webhook", "https://example.org", "Duty:cornwall:Secret")]
    public async Task Start_WithAWrongSetting_StopsAndNamesIt(string key, string value, string named)
    {
        await using var test = await TestStore.CreateAsync();
        using var host = Host(test, new(), (key, value));
        (await Should.ThrowAsync<InvalidOperationException>(() => host.StartAsync())).Message.ShouldStartWith(named);
    }

    private static Alert Alert(Guid family, DateTimeOffset due) => new()
    {
        FamilyId = family,
        Id = Guid.NewGuid(),
        AuthorityId = "cornwall",
        Level = "emergency",
        Kind = "violence",
        PersonId = "mum",
        RaisedAt = due,
        NextNoticeAt = due,
    };

    private static IHost Host(TestStore test, TestClock clock, params (string Key, string Value)[] settings) =>
        TestHost.Build(test, services => services.AddTextWorkers(), settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)), clock);
}
