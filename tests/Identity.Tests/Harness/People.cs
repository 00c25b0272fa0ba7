using System.Text;
using System.Text.Json.Nodes;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Texting;
using FamilyPortal.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace FamilyPortal.Identity.Tests.Harness;

/// <summary>Somebody of an invented family: how they are reached, and the word their worker told them.</summary>
public sealed record TestPerson(string Id, string Phone, string Word, TestFamily Family)
{
    /// <summary>As people type it.</summary>
    public string Typed => "0" + Phone[3..7] + " " + Phone[7..];
}

/// <summary>A family of one test's own: the sample's people with numbers that nobody else has.</summary>
public sealed class TestFamily
{
    private const string Authority = "cornwall";

    /// <summary>The demo is loaded by one at a time, in the product too.</summary>
    private static readonly SemaphoreSlim Loading = new(1, 1);

    private static int _last = Random.Shared.Next(1_000_000);
    private readonly TestIdentity _identity;
    private readonly Dictionary<string, TestPerson> _people;
    private readonly string _recordRef;
    private readonly string _heading;
    private readonly Dictionary<string, string> _names;

    private TestFamily(TestIdentity identity, string recordRef, string heading, Dictionary<string, string> names, Dictionary<string, (string Phone, string Word)> people)
    {
        _identity = identity;
        _recordRef = recordRef;
        (_heading, _names) = (heading, names);
        _people = people.ToDictionary(p => p.Key, p => new TestPerson(p.Key, p.Value.Phone, p.Value.Word, this));
    }

    /// <summary>A parent.</summary>
    public TestPerson Kerensa => _people["kerensa"];

    /// <summary>The other parent.</summary>
    public TestPerson Mark => _people["mark"];

    /// <summary>A network member.</summary>
    public TestPerson Dan => _people["dan"];

    /// <summary>A number that nobody has.</summary>
    public static string Nobody() => NewNumber();

    /// <param name="kerensasPhone">Where the parent is to have a number that another family has too.</param>
    /// <param name="kerensasName">The demo's words go by names.</param>
    public static async Task<TestFamily> CreateAsync(TestIdentity identity, string? kerensasPhone = null, string kerensasName = "Kerensa Penhale")
    {
        var plan = JsonNode.Parse(SamplePlans.LoadText("cornwall-a-sober-grown-up"))!;
        var recordRef = "T-" + Guid.NewGuid().ToString("n");
        plan["family"]!["recordRef"] = recordRef;
        var (phones, names) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        var heading = "Family " + recordRef;
        plan["family"]!["name"] = heading;
        foreach (var person in plan["people"]!.AsArray())
        {
            var id = person!["id"]!.ToString();
            if (person["phone"] is not null) person["phone"] = phones[id] = id == "kerensa" ? kerensasPhone ?? NewNumber() : NewNumber();
            if (id == "kerensa") person["name"] = kerensasName;
            names[id] = person["name"]!.ToString();
            if (person["email"] is { } email && person["role"]!.ToString() is not ("worker" or "manager")) person["email"] = recordRef + email;
        }
        var told = await LoadAsync(identity, plan);
        return new(identity, recordRef, heading, names, phones.Where(p => told.Any(t => t.Contact == p.Value)).ToDictionary(p => p.Key, p => (p.Value, told.Single(t => t.Contact == p.Value).Word)));
    }

    /// <summary>One person with one number in two families, who confirmed with their PIN that they are one.</summary>
    public static async Task<(TestIdentity Identity, OidcClient Client, TestPerson First, TestPerson Second, string Subject)> LinkedAsync(TestIdentity identity)
    {
        var client = new OidcClient(identity.Address);
        var first = (await CreateAsync(identity)).Kerensa;
        var second = (await CreateAsync(identity, first.Phone, "Demelza Carlyon-Pascoe")).Kerensa;
        using (var browser = new Browser(identity.Address)) await browser.SignInAsync(identity, client.Authorize(), first);
        using var later = new Browser(identity.Address);
        await later.GiveCodeAsync(identity, client.Authorize(), second);
        await later.SubmitAsync(await later.TellWordAsync(second.Word), "pin", ("Form.Pin", SigningIn.Pin));
        var answer = await later.OpenAsync(client.Authorize());
        (await identity.OpensAsync(client, answer)).ShouldBe(2);
        var subject = (await identity.Services.GetRequiredService<SignInDirectory>().FindAsync(ContactAddress.Parse(first.Phone)!)).Select(c => c.Subject).Distinct().Single()!;
        return (identity, client, first, second, subject);
    }

    /// <summary>What the worker on their page does: a new word for this person.</summary>
    public async Task<string> NewWordAsync(TestPerson person)
    {
        var viewer = await WorkerAsync();
        return (await _identity.Services.GetRequiredService<InvitationDesk>().NewWordAsync(viewer, (await OfAsync(person, viewer)).Handle))!.Word;
    }

    /// <summary>A sheet of codes that the worker prints for this person.</summary>
    public async Task<IReadOnlyList<string>> SheetAsync(TestPerson person)
    {
        var viewer = await WorkerAsync();
        return (await _identity.Services.GetRequiredService<SheetDesk>().PrintAsync(viewer, (await OfAsync(person, viewer)).Handle))!;
    }

    /// <summary>Another number that the worker gives this person; by default one that nobody has.</summary>
    public async Task<TestPerson> ChangeNumberAsync(TestPerson person, string? phone = null)
    {
        var viewer = await WorkerAsync();
        phone ??= NewNumber();
        (await _identity.Services.GetRequiredService<ContactDesk>().ChangeAsync(viewer, (await OfAsync(person, viewer)).Handle, phone)).Outcome.ShouldBe(ContactOutcome.Changed);
        return person with { Phone = phone };
    }

    /// <summary>The phone is lost.</summary>
    public async Task SignOutAsync(TestPerson person)
    {
        var viewer = await WorkerAsync();
        (await _identity.Services.GetRequiredService<ContactDesk>().SignOutEverywhereAsync(viewer, (await OfAsync(person, viewer)).Handle)).ShouldBeTrue();
    }

    /// <summary>The number is theirs no more, or is after all.</summary>
    public async Task WithdrawAsync(TestPerson person, bool lift = false)
    {
        var (desk, viewer) = (_identity.Services.GetRequiredService<PeopleDesk>(), await WorkerAsync());
        var handle = (await OfAsync(person, viewer)).Handle;
        if (lift) await desk.LiftAsync(viewer, handle, RestrictionKind.ContactWithdrawn);
        else await desk.RestrictAsync(viewer, handle, RestrictionKind.ContactWithdrawn);
    }

    /// <summary>What the worker is told of a message to this person.</summary>
    public async Task<MessageOutlook> OutlookAsync(TestPerson person)
    {
        var viewer = await WorkerAsync();
        return (await _identity.Services.GetRequiredService<InvitationDesk>().OutlookAsync(viewer, (await OfAsync(person, viewer)).Handle))!;
    }

    /// <summary>This person as the worker sees them.</summary>
    public async Task<DeskPerson> OnDeskAsync(TestPerson person) => await OfAsync(person, await WorkerAsync());

    private async Task<DeskPerson> OfAsync(TestPerson person, StaffViewer viewer) =>
        (await _identity.Services.GetRequiredService<PeopleDesk>().PeopleAsync(viewer)).Single(p => p.Name == _names[person.Id]);

    /// <summary>The manager of this family: its worker is somebody whom other tests sign in as.</summary>
    private async Task<StaffViewer> WorkerAsync()
    {
        var services = _identity.Services;
        var directory = services.GetRequiredService<SignInDirectory>();
        var account = (await directory.StaffAsync()).Single(s => s.AuthorityId == Authority && s.Name == _names["priya"]);
        // Several tests at once may make this account theirs: whoever is first names the subject.
        await directory.ClaimStaffAsync(account.Id, account.Subject ?? Guid.NewGuid().ToString());
        var subject = (await directory.StaffAsync()).Single(s => s.Id == account.Id).Subject!;
        var sessions = services.GetRequiredService<PortalSessions>();
        var user = (await sessions.ResolveAsync(await sessions.OpenAsync(subject, Guid.NewGuid().ToString("n"), isStaff: true)))!.Staff!;
        return (await services.GetRequiredService<ViewerDirectory>().StaffAsync(user, (await services.GetRequiredService<StaffDesk>().FamiliesAsync(user)).Single(f => f.Name == _heading).Family))!;
    }

    /// <summary>The record system's safety call, such as `{"revoke":["dan"]}`.</summary>
    public async Task SafetyAsync(string body)
    {
        var outcome = await _identity.Services.GetRequiredService<SafetyCall>()
            .ApplyAsync(new RecordClient("test", [Authority]), Authority, _recordRef, Encoding.UTF8.GetBytes(body));
        outcome.IsAccepted.ShouldBeTrue(outcome.Code);
    }

    private static async Task<IReadOnlyList<DemoPerson>> LoadAsync(TestIdentity identity, JsonNode plan)
    {
        await Loading.WaitAsync();
        try
        {
            return await identity.Services.GetRequiredService<DemoSeed>().LoadAsync(Encoding.UTF8.GetBytes(plan.ToJsonString()));
        }
        finally
        {
            Loading.Release();
        }
    }

    private static string NewNumber() => $"+4477{Interlocked.Increment(ref _last) % 100_000_000:D8}";
}

/// <summary>What a person does at the sign-in pages.</summary>
public static class SigningIn
{
    /// <summary>The PIN that everybody chooses here.</summary>
    public const string Pin = FamilyPortal.Testing.SigningIn.Pin;

    /// <summary>From the client's request to the page after "Send me a code".</summary>
    public static async Task<Answer> AskForCodeAsync(this Browser browser, string authorize, string contact)
    {
        var start = await browser.OpenAsync(authorize);
        return await browser.FollowAsync(await browser.SubmitAsync(start, "contact", ("Form.Contact", contact)));
    }

    /// <summary>The newest code that a phone got; null when none comes.</summary>
    public static async Task<string?> CodeAsync(this TestIdentity identity, string phone, int after = 0)
    {
        var demo = identity.Services.GetRequiredService<DemoPhone>();
        for (var wait = 0; wait < 100; wait++)
        {
            var texts = await demo.ListAsync(phone);
            if (texts.Count > after) return texts[0].Body[..6];
            await Task.Delay(50);
        }
        return null;
    }

    public static async Task<int> TextsAsync(this TestIdentity identity, string phone) =>
        (await identity.Services.GetRequiredService<DemoPhone>().ListAsync(phone)).Count;

    /// <summary>From the client's request to the page for the word or the PIN.</summary>
    public static async Task<Answer> GiveCodeAsync(this Browser browser, TestIdentity identity, string authorize, TestPerson person)
    {
        var before = await identity.TextsAsync(person.Phone);
        var page = await browser.AskForCodeAsync(authorize, person.Typed);
        var code = await identity.CodeAsync(person.Phone, before);
        code.ShouldNotBeNull("no code came");
        return await browser.FollowAsync(await browser.SubmitAsync(page, "code", ("Form.Code", code)));
    }

    /// <summary>The page's word and then a new PIN, or the PIN.</summary>
    public static async Task<Answer> GiveSecretsAsync(this Browser browser, Answer page, TestPerson person, bool ownDevice = false)
    {
        if (page.Url.AbsolutePath == "/account/news") return await browser.FollowAsync(await browser.SubmitAsync(page, "news", ("Form.Was", "me")));
        if (page.Url.AbsolutePath == "/sign-in/word") page = await browser.FollowAsync(await browser.SubmitAsync(page, "word", ("Form.Word", person.Word)));
        var phone = ("Form.Phone", ownDevice ? "own" : "shared");
        page = await browser.FollowAsync(page.Url.AbsolutePath == "/sign-in/choose-pin"
            ? await browser.SubmitAsync(page, "choose", ("Form.Pin", Pin), ("Form.Again", Pin), phone)
            : await browser.SubmitAsync(page, "pin", ("Form.Pin", Pin), phone));
        // Told of an earlier sign-in: on from there.
        if (page.Url.AbsolutePath == "/account/news") page = await browser.FollowAsync(await browser.SubmitAsync(page, "news", ("Form.Was", "me")));
        return page;
    }

    /// <summary>From the client's request with a code of a sheet to the page for the word or the PIN.</summary>
    public static async Task<Answer> GiveSheetCodeAsync(this Browser browser, string authorize, string code)
    {
        await browser.OpenAsync(authorize);
        return await browser.FollowAsync(await browser.SubmitAsync(await browser.GetAsync("/sign-in/sheet"), "sheet", ("Form.Code", code)));
    }

    /// <summary>The word, on its own page; to the page that comes next.</summary>
    public static async Task<Answer> TellWordAsync(this Browser browser, string word) =>
        await browser.FollowAsync(await browser.SubmitAsync(await browser.OpenAsync("/sign-in/word"), "word", ("Form.Word", word)));

    /// <summary>Whom the code in this redirect signs in.</summary>
    public static async Task<string> SubjectAsync(this OidcClient client, Answer answer) =>
        (await client.ValidateAsync((await client.ExchangeAsync(answer.Sent("code")!))["id_token"]!, "portal", "JWT")).Subject;

    /// <summary>How many families the Portal opens for the sign-in that this redirect ends.</summary>
    public static async Task<int> OpensAsync(this TestIdentity identity, OidcClient client, Answer answer)
    {
        var token = await client.ValidateAsync((await client.ExchangeAsync(answer.Sent("code")!))["id_token"]!, "portal", "JWT");
        var sessions = identity.Services.GetRequiredService<PortalSessions>();
        var signedIn = await sessions.ResolveAsync(await sessions.OpenAsync(token.Subject, token.GetClaim("sid").Value, isStaff: false));
        return signedIn is null ? 0 : signedIn.Viewer is null ? signedIn.Choices.Count : 1;
    }

    /// <summary>How many families the account of this subject has at the Portal.</summary>
    public static async Task<int> FamiliesAsync(this TestIdentity identity, string subject)
    {
        var sessions = identity.Services.GetRequiredService<PortalSessions>();
        var signedIn = await sessions.ResolveAsync(await identity.Services.OpenSessionAsync(subject));
        return signedIn is null ? 0 : signedIn.Viewer is null ? signedIn.Choices.Count : 1;
    }

    /// <summary>The whole way, to the redirect to the client.</summary>
    public static async Task<Answer> SignInAsync(this Browser browser, TestIdentity identity, string authorize, TestPerson person, bool ownDevice = false)
    {
        var page = await browser.GiveCodeAsync(identity, authorize, person);
        if (page.Location is not null) return page;
        var answer = await browser.GiveSecretsAsync(page, person, ownDevice);
        answer.Sent("code").ShouldNotBeNull(answer.Words);
        return answer;
    }
}
