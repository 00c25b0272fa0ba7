using System.Text.Json.Nodes;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Shared.Texting.Inbound;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Families.WaysIn;

/// <summary>Whose number counts, and that a changed one signs out everywhere.</summary>
public sealed class ChangedContactTests
{
    private const string New = "+447700900555";
    private const string Newer = "+447700900556";

    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Change_MakesTheNewNumberTheOne_WithdrawsTheOld_AndSignsOut(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        await desk.ClaimAsync("jo");
        desk.Test.Clock.Now += TimeSpan.FromMinutes(1);
        (await ChangeAsync(desk, "jo", "07700 900 555")).ShouldBe((ContactOutcome.Changed, null));

        (await FindAsync(desk, New)).ShouldBe(["jo"]);
        (await FindAsync(desk, Desk.Jo)).ShouldBeEmpty();
        (await desk.MembershipAsync("jo")).SignedOutBefore.ShouldBe(desk.Test.Clock.Now);
        var contact = (await desk.PersonAsync("jo")).Contact;
        (contact.Phone, contact.SetBy).ShouldBe((New, "Worker"));
        (await desk.PersonAsync("jo")).NumberWithdrawnHere.ShouldBeFalse("that was the old one");
        (await desk.AuditAsync()).ShouldContain("contact-changed");
        var said = await desk.Test.Store.ReadAsync(s => s.AuditEntries.Where(a => a.Action == "contact-changed").Select(a => a.Target).SingleAsync());
        said.ShouldBe("jo", "an id, never a number");

        (await ChangeAsync(desk, "jo", Desk.Jo)).Outcome.ShouldBe(ContactOutcome.Changed, "and back again");
        (await FindAsync(desk, Desk.Jo)).ShouldBe(["jo"]);
        (await FindAsync(desk, New)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", ContactOutcome.NotOne)]
    [InlineData("12", ContactOutcome.NotOne)]
    [InlineData("nobody@", ContactOutcome.NotOne)]
    [InlineData("07700 900163", ContactOutcome.Same)]
    [InlineData("+44 7700 900164", ContactOutcome.Taken)]
    [InlineData("Dean.Ashcroft@example.org", ContactOutcome.Taken)]
    public async Task Change_ToWhatCannotBe_IsToldAndChangesNothing(string typed, ContactOutcome outcome)
    {
        await using var desk = await Desk.OpenAsync();
        (await ChangeAsync(desk, "jo", typed)).Outcome.ShouldBe(outcome);
        (await desk.PersonAsync("jo")).Contact.ShouldBe(new DeskContact(Desk.Jo, null, null, null));
    }

    /// <summary>An address for somebody with a number: only the worker knows whether the phone is still theirs.</summary>
    [Theory]
    [InlineData(true, false, Desk.Jo)]
    [InlineData(false, false, null)]
    [InlineData(true, true, null)]
    public async Task Change_ToAnAddress_EndsTheNumber_WhereItIsNotKept_OrWasWithdrawn(bool keeps, bool withdrawn, string? phone)
    {
        await using var desk = await Desk.OpenAsync();
        await desk.ClaimAsync("jo");
        if (withdrawn) await desk.Test.People.RestrictAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"), RestrictionKind.ContactWithdrawn);
        (await desk.Contacts.ChangeAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"), "jo@example.org", keeps)).Outcome.ShouldBe(ContactOutcome.Changed);

        var person = await desk.PersonAsync("jo");
        (person.Contact.Phone, person.Contact.Email, person.NumberWithdrawnHere).ShouldBe((phone, "jo@example.org", false));
        (await FindAsync(desk, Desk.Jo)).ShouldBe(phone is null ? [] : ["jo"]);
        (await FindAsync(desk, "jo@example.org")).ShouldBe(["jo"]);
        await desk.Invitations.NewWordAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"));
        (await desk.Invitations.OutlookAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo")))!.MayGo.ShouldBeTrue();
    }

    [Fact]
    public async Task Change_ToANumberOfAnotherFamily_SaysNothingOfIt()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.Test.Store.SaveAsync(store => Texting.Somebody.Add(store, phone: New, authority: "cumberland"));
        (await ChangeAsync(desk, "jo", New)).ShouldBe((ContactOutcome.Changed, null));
    }

    [Fact]
    public async Task Change_ToANumberThatTheRecordWithdrew_IsRefused()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.Test.SafetyAsync("knowsley", Desk.Family, $$"""{"withdrawNumber": [{"person": "jo", "number": "{{New}}"}]}""");
        (await ChangeAsync(desk, "jo", New)).Outcome.ShouldBe(ContactOutcome.WithdrawnByRecord);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Change_OfTwoPeopleToOneNumberAtOnce_GivesItToOne(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var worker = await desk.WorkerAsync();
        var outcomes = await Task.WhenAll(new[] { "jo", "farah", "phil" }.Select(p => Task.Run(() => desk.Contacts.ChangeAsync(worker, worker.OfPerson(p), New))));
        outcomes.Count(o => o.Outcome == ContactOutcome.Changed).ShouldBe(1);
        outcomes.Count(o => o.Outcome == ContactOutcome.Taken).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Document_ThatSaysWhatItSaidBefore_LeavesThePortalsNumber_AndOneThatBringsAnotherCounts(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        await desk.ClaimAsync("jo");
        await ChangeAsync(desk, "jo", New);
        var changed = (await desk.MembershipAsync("jo")).SignedOutBefore;

        desk.Test.Clock.Now += TimeSpan.FromHours(1);
        await PutAsync(desk, 100, _ => { });
        (await FindAsync(desk, New)).ShouldBe(["jo"]);
        await PutAsync(desk, 101, jo => { jo.Remove("phone"); jo.Remove("textMessages"); });
        (await FindAsync(desk, New)).ShouldBe(["jo"], "a document that drops the old number brings no other");
        (await desk.MembershipAsync("jo")).SignedOutBefore.ShouldBe(changed);

        await PutAsync(desk, 102, jo => jo["phone"] = Newer);
        (await FindAsync(desk, Newer)).ShouldBe(["jo"]);
        (await FindAsync(desk, New)).ShouldBeEmpty();
        (await desk.MembershipAsync("jo")).SignedOutBefore.ShouldBe(desk.Test.Clock.Now, "a changed number signs out everywhere");
        (await desk.PersonAsync("jo")).Contact.SetHere.ShouldBeNull();
    }

    [Fact]
    public async Task Document_ThatTakesAClaimedPersonsNumberOrAddressAway_SignsThemOut()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.ClaimAsync("josh");
        var claimed = (await desk.MembershipAsync("josh")).SignedOutBefore;
        desk.Test.Clock.Now += TimeSpan.FromMinutes(1);
        await PutAsync(desk, 100, josh => josh["language"] = "pl", "josh");
        (await desk.MembershipAsync("josh")).SignedOutBefore.ShouldBe(claimed);
        await PutAsync(desk, 101, josh => josh["email"] = "josh.new@example.com", "josh");
        (await desk.MembershipAsync("josh")).SignedOutBefore.ShouldBe(desk.Test.Clock.Now);
    }

    [Fact]
    public async Task Document_ThatGivesAnotherThePortalsNumber_HasIt_AndTwoNeverShareOne()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.ClaimAsync("jo");
        await ChangeAsync(desk, "jo", New);
        await PutAsync(desk, 100, farah => farah["phone"] = New, "farah");
        await desk.InviteAsync("farah");
        (await FindAsync(desk, New)).ShouldBe(["farah"]);
        (await FindAsync(desk, Desk.Jo)).ShouldBeEmpty("it was withdrawn, and stays so until a worker says otherwise");
        (await desk.PersonAsync("jo")).Contact.Phone.ShouldBe(Desk.Jo);
    }

    [Fact]
    public async Task Danger_FromANumberGivenUp_StillReachesStaff()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.ClaimAsync("jo");
        await ChangeAsync(desk, "jo", New);
        await desk.Test.Get<InboundTexts>().ReceiveAsync("e1", Desk.Jo, "hello there");
        await desk.Test.Get<InboundTexts>().ReceiveAsync("e2", Desk.Jo, "he is hitting me right now");
        (await desk.Test.Alerts.OfFamilyAsync(await desk.WorkerAsync())).ShouldHaveSingleItem().Who.ShouldBe("Joanne Doyle");
        (await desk.SentAsync(Desk.Jo)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task SignOutEverywhere_EndsSessionsAndConversationsMadeBefore_AndNoneMadeAfter(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var subject = await desk.ClaimAsync("jo");
        var sessions = desk.Test.Get<PortalSessions>();
        var secret = await desk.Test.Host.Services.OpenSessionAsync(subject, "sid-1");
        var signedIn = (await sessions.ResolveAsync(secret)).ShouldNotBeNull();
        var conversation = await desk.Test.Conversations.StartAsync(signedIn.Viewer!, signedIn.SessionKey);
        var alone = await desk.Test.Conversations.StartAsync(signedIn.Viewer!, null);
        (await desk.Test.Conversations.FindAsync(conversation))!.IsOpen.ShouldBeTrue();

        desk.Test.Clock.Now += TimeSpan.FromSeconds(1);
        (await desk.Contacts.SignOutEverywhereAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"))).ShouldBeTrue();

        (await sessions.ResolveAsync(secret)).ShouldBeNull();
        (await desk.Test.Conversations.FindAsync(conversation))!.IsOpen.ShouldBeFalse();
        (await desk.Test.Conversations.FindAsync(alone))!.IsOpen.ShouldBeFalse();
        desk.Test.Clock.Now += TimeSpan.FromSeconds(1);
        (await sessions.ResolveAsync(await desk.Test.Host.Services.OpenSessionAsync(subject, "sid-2"))).ShouldNotBeNull();
    }

    private static async Task<(ContactOutcome Outcome, string? By)> ChangeAsync(Desk desk, string person, string typed) =>
        await desk.Contacts.ChangeAsync(await desk.WorkerAsync(), await desk.HandleAsync(person), typed);

    private static async Task<IEnumerable<string>> FindAsync(Desk desk, string contact)
    {
        var keys = (await desk.Directory.FindAsync(ContactAddress.Parse(contact)!)).Select(c => c.MembershipKey).ToList();
        return await desk.Test.Store.ReadAsync(s => s.Memberships.Where(m => keys.Contains(m.Key)).Select(m => m.PersonId).ToListAsync());
    }

    /// <summary>A later version of the plan in which one person is written differently.</summary>
    private static async Task PutAsync(Desk desk, int version, Action<JsonObject> change, string person = "jo")
    {
        var plan = JsonNode.Parse(SamplePlans.LoadText("knowsley-hard-evenings"))!;
        plan["plan"]!["version"] = version;
        change((JsonObject)plan["people"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == person)!);
        (await desk.Test.PutAsync(plan)).Code.ShouldBeNull();
    }
}
