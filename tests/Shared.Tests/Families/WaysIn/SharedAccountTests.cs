using System.Text.Json.Nodes;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Responses.Late;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Families.WaysIn;

/// <summary>
/// An account that opens this family and another: a new word takes this family off it; nothing done here touches the other family
/// but a sign-out.
/// </summary>
public sealed class SharedAccountTests
{
    public static TheoryData<string> Providers => TestStore.Providers;

    /// <summary>What is done here, and whether it signs out everywhere.</summary>
    public static TheoryData<string, bool> Acts => new()
    {
        { "word", true },
        { "number", true },
        { "address", true },
        { "withdraw", true },
        { "not-safe", true },
        { "safety-call", true },
        { "document", true },
        { "document-without", true },
        { "document-not-safe", true },
        { "lost-phone", true },
        { "sheet-stopped", true },
        { "same-document", false },
        { "sheet", false },
    };

    [Theory, MemberData(nameof(Acts))]
    public async Task Act_InOneFamily_LeavesTheOtherAsItIs(string act, bool signsOut)
    {
        await using var desk = await Desk.OpenAsync();
        var subject = await desk.ClaimAsync("jo");
        var elsewhere = await desk.ClaimElsewhereAsync(subject);
        desk.Test.Clock.Now += TimeSpan.FromMinutes(1);

        await ActAsync(desk, act);

        (await desk.MembershipAsync("jo")).Subject.ShouldBe(act == "word" ? null : subject);
        (await desk.PersonAsync("jo")).HasSignedIn.ShouldBeTrue("the worker sees no difference");
        var other = await desk.MembershipAsync(elsewhere);
        (other.Subject, other.WordHash, other.ProvedPhone).ShouldBe((subject, null, Desk.Elsewhere));
        // Whoever has the phone, or knows the PIN, is out everywhere; nobody belongs less.
        var standing = await desk.Directory.StandingAsync(subject);
        (standing.Belongs, standing.StandsSince(desk.Test.Clock.Now)).ShouldBe((true, !signsOut));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Number_ThatStandsForSomebodyElse_IsClaimedWithTheirPinAlone(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        await desk.ClaimAsync("jo");
        await desk.ClaimElsewhereAsync("somebody-else");
        await desk.Contacts.ChangeAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"), Desk.Elsewhere);

        (await desk.Directory.FindAsync(ContactAddress.Parse(Desk.Elsewhere)!)).Select(c => c.Subject).ShouldBe(["somebody-else"], "typing it proves nothing");
        var word = (await desk.Invitations.NewWordAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo")))!.Word;
        (await desk.TellAsync("jo", word, "subject-jo")).ShouldBe(WordOutcome.Wrong, "only whose number it is");
        (await desk.TellAsync("jo", word, "somebody-else", ClaimWith.NewPin)).ShouldBe(WordOutcome.Wrong, "and not with another PIN");
        (await desk.TellAsync("jo", word, "somebody-else", ClaimWith.Pin)).ShouldBe(WordOutcome.Right);
        (await desk.MembershipAsync("jo")).ProvedPhone.ShouldBe(Desk.Elsewhere);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Claim_InPlaceOfAClosedPin_TakesTheNumberOver(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var elsewhere = await desk.ClaimElsewhereAsync("somebody-else");
        await desk.Contacts.ChangeAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"), Desk.Elsewhere);
        (await desk.TellAsync("jo", (await desk.InviteAsync("jo")).Word, "subject-jo", ClaimWith.NewPinInPlaceOfClosed)).ShouldBe(WordOutcome.Right);
        (await desk.Directory.FindAsync(ContactAddress.Parse(Desk.Elsewhere)!)).Select(c => c.Subject).ShouldBe(["subject-jo"]);
        (await desk.MembershipAsync(elsewhere)).Subject.ShouldBe("somebody-else");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Words_OfTwoFamiliesForOneFormerAccount_MakeNoSharedOne_WithoutItsPin(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var elsewhere = await desk.ClaimElsewhereAsync("account-0");
        await desk.InviteAsync("jo");
        for (var round = 0; round < 6; round++)
        {
            var account = $"account-{round}";
            // One account with both, that both words then take it off.
            await desk.Test.Store.SaveAsync(s =>
            {
                foreach (var m in s.Memberships.Where(m => m.PersonId == "jo" || m.Key == elsewhere)) (m.Subject, m.FormerSubject) = (null, account);
            });
            var words = new[] { ("jo", (await desk.Invitations.NewWordAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo")))!.Word), ("elsewhere", await desk.NewWordElsewhereAsync(elsewhere)) };

            await Task.WhenAll(words.Select(w => Task.Run(() => w.Item1 == "jo" ? desk.TellAsync("jo", w.Item2, account) : desk.TellElsewhereAsync(elsewhere, w.Item2, account))));

            new[] { (await desk.MembershipAsync("jo")).Subject, (await desk.MembershipAsync(elsewhere)).Subject }.Count(s => s == account).ShouldBe(1, "the second one would open what the first has");
        }
    }

    /// <summary>Whichever comes first: a word that was given is never out for a membership that has a subject.</summary>
    [Theory, MemberData(nameof(Providers))]
    public async Task Claim_AndNewWord_AtTheSameMoment_LeaveNoWordOnAnAccount(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        await desk.ClaimElsewhereAsync("subject-jo");
        var word = (await desk.InviteAsync("jo")).Word;
        for (var round = 0; round < 12; round++)
        {
            var (worker, jo) = (await desk.WorkerAsync(), await desk.HandleAsync("jo"));
            var given = Task.Run(() => desk.Invitations.NewWordAsync(worker, jo));
            await Task.WhenAll(given, Task.Run(() => desk.TellAsync("jo", word, "subject-jo", ClaimWith.Pin)));
            if (await desk.MembershipAsync("jo") is { Subject: not null, WordHash: not null }) throw new InvalidOperationException("The word would open both.");
            word = (await given)!.Word;
        }
    }

    [Fact]
    public async Task Chat_OfWhoLostTheMembership_StaysShut_WhenAnotherClaimsIt()
    {
        await using var desk = await Desk.OpenAsync();
        var wrong = await desk.ClaimAsync("jo");
        await desk.ClaimElsewhereAsync("right");
        desk.Test.Clock.Now += TimeSpan.FromMinutes(1);
        var signedIn = (await desk.Test.Get<PortalSessions>().ResolveAsync(await desk.Test.Host.Services.OpenSessionAsync(wrong)))!;
        var chat = await desk.Test.Conversations.StartAsync(signedIn.Viewer!, signedIn.SessionKey);
        (await desk.Test.Conversations.FindAsync(chat))!.IsOpen.ShouldBeTrue();
        desk.Test.Clock.Now += TimeSpan.FromMinutes(1);

        await desk.Contacts.ChangeAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"), Desk.Elsewhere);
        var word = (await desk.Invitations.NewWordAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo")))!.Word;
        (await desk.Test.Conversations.FindAsync(chat))!.IsOpen.ShouldBeFalse();
        (await desk.TellAsync("jo", word, "right", ClaimWith.Pin)).ShouldBe(WordOutcome.Right);
        (await desk.Test.Conversations.FindAsync(chat))!.IsOpen.ShouldBeFalse();
    }

    /// <summary>Somebody of this family may sit beside.</summary>
    [Theory]
    [InlineData("word")]
    [InlineData("end")]
    public async Task Session_ThatChoseThisFamily_DoesNotTurnToTheOther_WhenThisOneIsGone(string how)
    {
        await using var desk = await Desk.OpenAsync();
        var subject = await desk.ClaimAsync("jo");
        await desk.ClaimElsewhereAsync(subject);
        var sessions = desk.Test.Get<PortalSessions>();
        var secret = await desk.Test.Host.Services.OpenSessionAsync(subject);
        var both = (await sessions.ResolveAsync(secret))!;
        both.Viewer.ShouldBeNull();
        var here = (await desk.MembershipAsync("jo")).Key;
        await desk.Test.Store.SaveAsync(s => s.Sessions.Single().MembershipKey = here);
        (await sessions.ResolveAsync(secret))!.Viewer!.MembershipKey.ShouldBe(here);

        await desk.Test.People.RestrictAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"), RestrictionKind.AccessEnded);
        if (how == "word") await desk.Invitations.NewWordAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"));
        (await sessions.ResolveAsync(secret))?.Viewer.ShouldBeNull();
    }

    [Theory]
    [InlineData("subject-jo", true)]
    [InlineData("somebody-else", false)]
    public async Task WordsNotSent_AfterANewWord_WaitForTheAccountThatTheyWereTypedWith(string claims, bool finds)
    {
        await using var desk = await Desk.OpenAsync();
        await desk.ClaimAsync("jo");
        await desk.ClaimElsewhereAsync("somebody-else");
        var late = desk.Test.Get<LateForms>();
        (await late.DraftAsync(await ViewerAsync(), new("form-1"), "here", [1])).ShouldBeTrue();

        var word = (await desk.Invitations.NewWordAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo")))!.Word;
        (await desk.TellAsync("jo", word, claims, finds ? ClaimWith.NewPin : ClaimWith.Pin)).ShouldBe(WordOutcome.Right);
        (await late.FindAsync(await ViewerAsync(), "here") is not null).ShouldBe(finds);

        async Task<FamilyViewer> ViewerAsync() => (await desk.Test.Get<ViewerDirectory>().ByMembershipAsync((await desk.MembershipAsync("jo")).Key)).ShouldNotBeNull();
    }

    private static async Task ActAsync(Desk desk, string act)
    {
        var (worker, jo) = (await desk.WorkerAsync(), await desk.HandleAsync("jo"));
        switch (act)
        {
            case "word": (await desk.Invitations.NewWordAsync(worker, jo)).ShouldNotBeNull(); break;
            case "number": (await desk.Contacts.ChangeAsync(worker, jo, "07700 900 555")).Outcome.ShouldBe(ContactOutcome.Changed); break;
            case "address": (await desk.Contacts.ChangeAsync(worker, jo, "jo@example.com")).Outcome.ShouldBe(ContactOutcome.Changed); break;
            case "withdraw": await desk.Test.People.RestrictAsync(worker, jo, RestrictionKind.ContactWithdrawn); break;
            case "not-safe": await desk.Test.People.RestrictAsync(worker, jo, RestrictionKind.NotSafe); break;
            case "safety-call": (await desk.Test.SafetyAsync("knowsley", Desk.Family, """{"withdrawNumber": ["jo"]}""")).Code.ShouldBeNull(); break;
            case "document": await PutAsync(desk, person => person["phone"] = "+447700900556"); break;
            case "document-without": await PutAsync(desk, person => { person.Remove("phone"); person.Remove("textMessages"); }); break;
            case "same-document": await PutAsync(desk, person => person["language"] = "pl"); break;
            case "lost-phone": (await desk.Contacts.SignOutEverywhereAsync(worker, jo)).ShouldBeTrue(); break;
            case "sheet": (await desk.Sheets.PrintAsync(worker, jo)).ShouldNotBeNull(); break;
            case "document-not-safe": await PutAsync(desk, person => person["textMessages"] = new JsonObject { ["allowed"] = false, ["notSafe"] = true }); break;
            case "sheet-stopped":
                (await desk.Sheets.PrintAsync(worker, jo)).ShouldNotBeNull();
                (await desk.Sheets.WithdrawAsync(worker, jo)).ShouldBeTrue();
                break;
            default: throw new ArgumentOutOfRangeException(nameof(act));
        }
    }

    private static async Task PutAsync(Desk desk, Action<JsonObject> change)
    {
        var plan = JsonNode.Parse(SamplePlans.LoadText("knowsley-hard-evenings"))!;
        plan["plan"]!["version"] = 100;
        change((JsonObject)plan["people"]!.AsArray().Single(p => p!["id"]!.GetValue<string>() == "jo")!);
        (await desk.Test.PutAsync(plan)).Code.ShouldBeNull();
    }
}
