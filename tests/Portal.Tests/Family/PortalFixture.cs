using System.Text.Json.Nodes;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

[assembly: AssemblyFixture(typeof(PortalFixture))]

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>
/// One running product for all tests of the family's pages. Each test brings a family of its own; people come in through a session
/// opened as sign-in opens it (the way through Identity is tested in EndToEnd).
/// </summary>
public sealed class PortalFixture : IAsyncLifetime
{
    private static int _families;

    internal TestSite Site { get; private set; } = default!;

    internal T Get<T>() where T : notnull => Site.Host.Services.GetRequiredService<T>();

    // The Bot's address leads nowhere: pages must stand without it. The chat with a Bot is tested with one (ChatTests).
    public async ValueTask InitializeAsync() => await StartAsync(withBot: false);

    internal async Task StartAsync(bool withBot, Action<WebApplicationBuilder>? configure = null, string provider = "Sqlite") =>
        Site = await TestSite.StartAsync(provider, settings: withBot ? null : new Dictionary<string, string?> { ["Bot:Url"] = "http://127.0.0.1:9" }, configure: configure);

    public async ValueTask DisposeAsync() => await Site.DisposeAsync();

    /// <summary>A sample as a family of this test alone: its own reference, numbers and addresses.</summary>
    internal JsonNode Sample(string name = "cornwall-gran-and-grampy")
    {
        var plan = Site.Sample(name);
        var n = Interlocked.Increment(ref _families);
        plan["family"]!["recordRef"] = $"T-{n}";
        var i = 0;
        foreach (var person in plan["people"]!.AsArray().OfType<JsonObject>())
        {
            if (person.ContainsKey("phone")) person["phone"] = $"+447{n:00000}{i++:0000}";
            person["email"] = $"{person["id"]}.{n}@example.org";
            if (person["role"]!.GetValue<string>() == "worker") person["name"] = $"{person["name"]} {n}";
        }
        return plan;
    }

    internal async Task<IReadOnlyList<DemoPerson>> LoadAsync(JsonNode plan) => await Site.LoadAsync(plan);

    /// <summary>A browser in which this person is signed in.</summary>
    internal async Task<Browser> EnterAsync(DemoPerson person)
    {
        var browser = new Browser();
        await EnterAsync(browser, person);
        return browser;
    }

    /// <summary>The same browser after another sign-in; returns the session's secret.</summary>
    internal async Task<string> EnterAsync(Browser browser, DemoPerson person, string? sid = null, bool endsSoon = false)
    {
        var directory = Get<SignInDirectory>();
        var candidate = (await directory.FindAsync(ContactAddress.Parse(person.Contact ?? throw new InvalidOperationException($"{person.Name} has no safe contact."))!)).Single();
        var subject = candidate.Subject ?? Guid.NewGuid().ToString();
        if (candidate.Subject is null && (await directory.TryWordAsync([candidate], person.Word) is not { Outcome: WordOutcome.Right } told || await Get<MembershipClaims>().ClaimAsync(candidate, told.Proof, subject, ClaimWith.NewPin) is null))
            throw new InvalidOperationException("The word is not right.");
        var secret = await Site.Host.Services.OpenSessionAsync(subject, sid, endsSoon);
        browser.Cookies.Add(new System.Net.Cookie("portal-session", secret, "/", Site.Host.Portal.Host));
        return secret;
    }

    /// <summary>A family of the sample, and one of its people signed in.</summary>
    internal async Task<(Browser Browser, IReadOnlyList<DemoPerson> People)> VisitAsync(string who = "Ann Nance", string sample = "cornwall-gran-and-grampy")
    {
        var people = await LoadAsync(Sample(sample));
        return (await EnterAsync(people.Single(p => p.Name == who)), people);
    }

    /// <summary>The worker named in this test's own plan, as a viewer of its family.</summary>
    internal async Task<StaffViewer> StaffAsync(JsonNode plan)
    {
        var name = plan["people"]!.AsArray().First(p => p!["role"]!.GetValue<string>() == "worker")!["name"]!.GetValue<string>();
        var directory = Get<SignInDirectory>();
        var account = (await directory.StaffAsync()).Single(a => a.Name == name);
        var subject = account.Subject ?? Guid.NewGuid().ToString();
        await directory.ClaimStaffAsync(account.Id, subject);
        var secret = await Get<PortalSessions>().OpenAsync(subject, Guid.NewGuid().ToString("N"), isStaff: true);
        var user = (await Get<PortalSessions>().ResolveAsync(secret))!.Staff!;
        var family = (await Get<StaffDesk>().FamiliesAsync(user)).Single().Family;
        return (await Get<ViewerDirectory>().StaffAsync(user, family))!;
    }
}
