using System.Text.Json.Nodes;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Families.WaysIn;

/// <summary>
/// An account that opens this family and another: what takes a number away, or gives a word, takes this family off it; nothing
/// done here touches the other family but a sign-out.
/// </summary>
public sealed class SharedAccountTests
{
    public static TheoryData<string> Providers => TestStore.Providers;

    /// <summary>What is done here, and whether the account still opens this family.</summary>
    public static TheoryData<string, bool> Acts => new()
    {
        { "word", false },
        { "number", false },
        { "withdraw", false },
        { "safety-call", false },
        { "document", false },
        { "document-without", false },
        { "address", true },
        { "same-document", true },
        { "lost-phone", true },
        { "sheet", true },
        { "not-safe", true },
    };

    [Theory, MemberData(nameof(Acts))]
    public async Task Act_InOneFamily_LeavesTheOtherAsItIs(string act, bool opens)
    {
        await using var desk = await Desk.OpenAsync();
        var subject = await desk.ClaimAsync("jo");
        var elsewhere = await desk.ClaimElsewhereAsync(subject);
        desk.Test.Clock.Now += TimeSpan.FromMinutes(1);

        await ActAsync(desk, act);

        (await desk.MembershipAsync("jo")).Subject.ShouldBe(opens ? subject : null);
        (await desk.MembershipAsync("jo")).PinResetAt.ShouldBeNull();
        (await desk.PersonAsync("jo")).HasSignedIn.ShouldBeTrue("the worker sees no difference");
        var other = await desk.MembershipAsync(elsewhere);
        (other.Subject, other.PinResetAt, other.WordHash).ShouldBe((subject, null, null));
        var standing = await desk.Directory.StandingAsync(subject);
        (standing.Belongs, standing.PinStands(desk.Test.Clock.Now - TimeSpan.FromHours(1))).ShouldBe((true, true));
        // Whoever has the phone that was lost, or knows the PIN, is out everywhere.
        standing.StandsSince(desk.Test.Clock.Now).ShouldBe(act is not ("word" or "number" or "document" or "document-without" or "address" or "lost-phone"));
    }

    [Theory, MemberData(nameof(Acts))]
    public async Task Act_OnAnAccountOfThisFamilyAlone_LeavesItTheirs(string act, bool opens)
    {
        await using var desk = await Desk.OpenAsync();
        var subject = await desk.ClaimAsync("jo");
        await ActAsync(desk, act);
        (await desk.MembershipAsync("jo")).Subject.ShouldBe(subject, $"whether shared or not: {opens}");
        ((await desk.MembershipAsync("jo")).PinResetAt is not null).ShouldBe(act == "word");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Number_ThatStandsForSomebodyElse_IsClaimedAnew(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        await desk.ClaimAsync("jo");
        await desk.ClaimElsewhereAsync("somebody-else");
        await desk.Contacts.ChangeAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"), Desk.Elsewhere);

        (await desk.MembershipAsync("jo")).Subject.ShouldBeNull();
        (await desk.Directory.FindAsync(ContactAddress.Parse(Desk.Elsewhere)!)).Select(c => c.Subject).Order().ShouldBe([null, "somebody-else"]);
        var word = (await desk.Invitations.NewWordAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo")))!.Word;
        (await desk.TellAsync("jo", word, "subject-jo")).ShouldBe(WordOutcome.Wrong, "only whose number it is");
        (await desk.TellAsync("jo", word, "somebody-else")).ShouldBe(WordOutcome.Right);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Claim_OfASecondFamily_WhileTheFirstResetsThePin_IsRefused(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        await desk.ClaimAsync("jo");
        var word = (await desk.InviteAsync("farah")).Word;
        await desk.Invitations.NewWordAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"));
        (await desk.TellAsync("farah", word, "subject-jo")).ShouldBe(WordOutcome.Wrong);
        (await desk.MembershipAsync("farah")).Subject.ShouldBeNull();
    }

    /// <summary>Whichever comes first: a word that was given opens no account that opens anything else.</summary>
    [Theory, MemberData(nameof(Providers))]
    public async Task Claim_AndNewWord_AtTheSameMoment_NeverMeetOnOneAccount(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        await desk.ClaimAsync("jo");
        for (var round = 0; round < 12; round++)
        {
            var told = (await desk.Invitations.InviteAsync(await desk.WorkerAsync(), await desk.HandleAsync("farah")))?.Word
                ?? (await desk.Invitations.NewWordAsync(await desk.WorkerAsync(), await desk.HandleAsync("farah")))!.Word;
            var (worker, jo) = (await desk.WorkerAsync(), await desk.HandleAsync("jo"));
            await Task.WhenAll(
                Task.Run(() => desk.TellAsync("farah", told, "subject-jo")),
                Task.Run(() => desk.Invitations.NewWordAsync(worker, jo)));

            var (first, second) = (await desk.MembershipAsync("jo"), await desk.MembershipAsync("farah"));
            (first.Subject is not null && first.Subject == second.Subject).ShouldBeFalse("the word would open both");
            // Ready for the next round.
            var word = (await desk.Invitations.NewWordAsync(worker, jo))!.Word;
            (await desk.TellAsync("jo", word, "subject-jo")).ShouldBe(WordOutcome.Right);
            await desk.Invitations.NewWordAsync(worker, await desk.HandleAsync("farah"));
        }
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
