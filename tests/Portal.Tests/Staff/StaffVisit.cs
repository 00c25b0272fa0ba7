using System.Net;
using System.Text.Json.Nodes;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Testing;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>A family of this test alone, with its worker in front of the staff pages.</summary>
internal sealed class StaffVisit
{
    private static int _visits;

    private StaffVisit(PortalFixture portal, JsonNode plan, IReadOnlyList<DemoPerson> people, Browser worker) => (Portal, Plan, People, Worker) = (portal, plan, people, worker);

    public PortalFixture Portal { get; }
    public JsonNode Plan { get; }
    public IReadOnlyList<DemoPerson> People { get; }
    public Browser Worker { get; }
    public Guid Family { get; private set; }
    public string Authority => Plan["authority"]!.GetValue<string>();
    public string RecordRef => Plan["family"]!["recordRef"]!.GetValue<string>();
    public string WorkerName => NameOf("worker");
    public string ManagerName => NameOf("manager");
    public string Home => $"/staff/family/{Family:D}";

    public static async Task<StaffVisit> OpenAsync(PortalFixture portal, string sample = "cornwall-gran-and-grampy", Action<JsonNode>? change = null)
    {
        var plan = portal.Sample(sample);
        var n = Interlocked.Increment(ref _visits);
        // Staff are found by name on the sign-in page of the demo: each test has its own.
        foreach (var person in plan["people"]!.AsArray().Where(p => p!["role"]!.GetValue<string>() is "worker" or "manager"))
            person!["name"] = $"{person["name"]!.GetValue<string>()} the {n}th";
        change?.Invoke(plan);
        var people = await portal.LoadAsync(plan);
        var worker = await EnterAsync(portal, plan["authority"]!.GetValue<string>(), plan["people"]!.AsArray().First(p => p!["role"]!.GetValue<string>() == "worker")!["name"]!.GetValue<string>());
        var visit = new StaffVisit(portal, plan, people, worker);
        await worker.GoAsync(portal.Site.Host.Portal, "/staff");
        visit.Family = Guid.Parse(worker.Page.QuerySelector("a[href^='/staff/family/']")!.GetAttribute("href")!.Split('/')[3]);
        return visit;
    }

    public static void WithoutManager(JsonNode plan) => plan["people"]!.AsArray().RemoveAll(p => p!["role"]!.GetValue<string>() == "manager");

    public Task<Browser> GoAsync(Browser browser, string path) => browser.GoAsync(Portal.Site.Host.Portal, path);

    /// <summary>The worker at a page of this family: `"/plan"`.</summary>
    public Task<Browser> WorkerAtAsync(string page = "") => GoAsync(Worker, Home + page);

    public Task<Browser> ManagerAsync() => EnterAsync(Portal, Authority, ManagerName);

    public Task<Browser> DutyAsync() => EnterAsync(Portal, Authority, "Duty team");

    public Task<Browser> PersonAsync(string name) => Portal.EnterAsync(People.Single(p => p.Name == name));

    /// <summary>A browser in which this member of staff is signed in.</summary>
    public static async Task<Browser> EnterAsync(PortalFixture portal, string authority, string name)
    {
        var directory = portal.Get<SignInDirectory>();
        var account = (await directory.StaffAsync()).Single(s => s.AuthorityId == authority && s.Name == name);
        var subject = account.Subject ?? Guid.NewGuid().ToString();
        if (account.Subject is null) await directory.ClaimStaffAsync(account.Id, subject);
        var secret = await portal.Get<PortalSessions>().OpenAsync((await directory.StaffAsync()).Single(s => s.Id == account.Id).Subject!, Guid.NewGuid().ToString("N"), isStaff: true);
        var browser = new Browser();
        browser.Cookies.Add(new Cookie("portal-session", secret, "/", portal.Site.Host.Portal.Host));
        return browser;
    }

    /// <summary>Everything that the plan says and names, and what this test's people said: nothing of it may reach a stranger.</summary>
    public IEnumerable<string> Secrets(params string[] said)
    {
        List<string> texts = [];
        Collect(Plan["plan"]!, texts);
        foreach (var person in Plan["people"]!.AsArray()) texts.AddRange([person!["name"]!.GetValue<string>(), person["phone"]?.GetValue<string>() ?? "", person["email"]!.GetValue<string>()]);
        texts.Add(Plan["family"]!["name"]!.GetValue<string>());
        texts.Add(RecordRef);
        // Short texts ("Done") stand in our own words too.
        return texts.Concat(said).Where(t => t.Length > 7 && t.Contains(' ')).Append(Family.ToString("D")).Append(Family.ToString("N")).Distinct();
    }

    private static void Collect(JsonNode node, List<string> texts)
    {
        if (node is JsonValue value && value.TryGetValue<string>(out var text)) texts.Add(text);
        if (node is JsonArray list) foreach (var item in list.OfType<JsonNode>()) Collect(item, texts);
        if (node is JsonObject members) foreach (var (name, member) in members) if (name is not ("id" or "kind") && member is not null) Collect(member, texts);
    }

    private string NameOf(string role) => Plan["people"]!.AsArray().First(p => p!["role"]!.GetValue<string>() == role)!["name"]!.GetValue<string>();
}
