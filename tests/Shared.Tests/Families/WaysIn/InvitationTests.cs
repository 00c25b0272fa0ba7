using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Families.WaysIn;

/// <summary>A link by one way and a word by another: both are needed, once, for a week.</summary>
public sealed class InvitationTests
{
    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Invite_SendsALink_WhichOpensOneMembershipAndIsKeptAsAHashAlone(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var given = await desk.InviteAsync("jo");

        var link = await desk.LinkAsync(Desk.Jo);
        link.Length.ShouldBe(10);
        (await desk.Links.FindAsync(link)).ShouldBe(new SignInCandidate((await desk.MembershipAsync("jo")).Key, null, Desk.Jo));
        (await desk.Links.FindAsync($" {link[..5].ToLowerInvariant()}-{link[5..]} ")).ShouldNotBeNull("as people type it");
        var kept = await desk.Test.Store.ReadAsync(s => s.InvitationLinks.AsNoTracking().SingleAsync());
        kept.Hash.ShouldNotContain(link, Case.Insensitive);
        (await desk.AuditAsync()).ShouldBe(["invitation-sent", "invited", "plan-stored"]);

        // Asking changes nothing, however often: phones open links by themselves.
        for (var n = 0; n < 5; n++) (await desk.Links.FindAsync(link)).ShouldNotBeNull();
        (await desk.TellAsync("jo", given.Word)).ShouldBe(WordOutcome.Right);
        (await desk.Links.FindAsync(link)).ShouldBeNull("it works once");
        (await desk.PersonAsync("jo")).Invitation.Step.ShouldBe(InvitationStep.SignedIn);
    }

    /// <summary>What a link that opens nothing was once does not show.</summary>
    [Fact]
    public async Task Link_Used_Withdrawn_OfAPhoneNotSafe_OrOfNobody_TakesTheSameTime()
    {
        await using var desk = await Desk.OpenAsync();
        var word = (await desk.InviteAsync("jo")).Word;
        var used = await desk.LinkAsync(Desk.Jo);
        (await desk.TellAsync("jo", word)).ShouldBe(WordOutcome.Right);
        var phil = (await desk.PersonAsync("phil")).Contact.Phone!;
        await desk.InviteAsync("phil");
        var withdrawn = await desk.LinkAsync(phil);
        await desk.InviteAsync("phil");
        var notSafe = await desk.LinkAsync(phil);
        await desk.Test.People.RestrictAsync(await desk.WorkerAsync(), await desk.HandleAsync("phil"), RestrictionKind.NotSafe);
        for (var i = 0; i < 10; i++) (await desk.Links.FindAsync("0000000000")).ShouldBeNull();

        (await SameTime.ShowingAsync(
        [
            ("nobody's", async i => (await desk.Links.FindAsync($"{i:D10}")).ShouldBeNull()),
            ("used", async _ => (await desk.Links.FindAsync(used)).ShouldBeNull()),
            ("withdrawn", async _ => (await desk.Links.FindAsync(withdrawn)).ShouldBeNull()),
            ("not safe", async _ => (await desk.Links.FindAsync(notSafe)).ShouldBeNull()),
        ])).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Link_Guessed_Expired_Withdrawn_Replaced_OpensNothing(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        foreach (var guess in new[] { "0000000000", "ZZZZZZZZZZ", "", "short", new string('7', 5000), "ÄÄÄÄÄÄÄÄÄÄ", null }) (await desk.Links.FindAsync(guess)).ShouldBeNull();

        var first = await desk.InviteAsync("jo");
        var old = await desk.LinkAsync(Desk.Jo);
        var second = await desk.InviteAsync("jo");
        var link = await desk.LinkAsync(Desk.Jo);
        link.ShouldNotBe(old);
        (await desk.Links.FindAsync(old)).ShouldBeNull("a newer one took its place");
        (await desk.TellAsync("jo", first.Word)).ShouldBe(WordOutcome.Wrong);
        (await desk.Links.FindAsync(link)).ShouldNotBeNull();

        (await desk.Invitations.WithdrawAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"))).ShouldBeTrue();
        (await desk.Links.FindAsync(link)).ShouldBeNull();
        (await desk.TellAsync("jo", second.Word)).ShouldBe(WordOutcome.Wrong);
        (await desk.PersonAsync("jo")).Invitation.Step.ShouldBe(InvitationStep.Withdrawn);
        (await desk.Invitations.WithdrawAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"))).ShouldBeFalse();

        var third = await desk.InviteAsync("jo");
        var last = await desk.LinkAsync(Desk.Jo);
        desk.Test.Clock.Now += InvitationDesk.Life - TimeSpan.FromSeconds(1);
        (await desk.Links.FindAsync(last)).ShouldNotBeNull();
        desk.Test.Clock.Now += TimeSpan.FromSeconds(1);
        (await desk.Links.FindAsync(last)).ShouldBeNull();
        (await desk.TellAsync("jo", third.Word)).ShouldBe(WordOutcome.Locked);
        (await desk.PersonAsync("jo")).Invitation.Step.ShouldBe(InvitationStep.Expired);
    }

    [Theory]
    [InlineData(RestrictionKind.AccessEnded)]
    [InlineData(RestrictionKind.NotSafe)]
    [InlineData(RestrictionKind.ContactWithdrawn)]
    public async Task Link_OfAPersonWhoMayNotBeReachedAnyMore_OpensNothingAtOnce(RestrictionKind kind)
    {
        await using var desk = await Desk.OpenAsync();
        await desk.InviteAsync("jo");
        var link = await desk.LinkAsync(Desk.Jo);
        await desk.Test.People.RestrictAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"), kind);
        (await desk.Links.FindAsync(link)).ShouldBeNull();
    }

    [Fact]
    public async Task Link_ToANumberThatIsTheirsNoMore_OpensNothing()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.InviteAsync("jo");
        var link = await desk.LinkAsync(Desk.Jo);
        (await desk.Contacts.ChangeAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"), "07700 900555")).Outcome.ShouldBe(ContactOutcome.Changed);
        (await desk.Links.FindAsync(link)).ShouldBeNull();
    }

    [Fact]
    public async Task Link_ToAPhoneThatAnotherFamilyKnowsIsUnsafe_OpensNothing()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.InviteAsync("jo");
        var link = await desk.LinkAsync(Desk.Jo);
        await desk.Test.Store.SaveAsync(store => Texting.Somebody.Add(store, phone: Desk.Jo, authority: "cumberland").Person.NotSafe = true);
        (await desk.Links.FindAsync(link)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Word_WrongThreeTimes_InParallel_Locks_UntilTheWorkerGivesANewOne(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var given = await desk.InviteAsync("jo");
        var link = await desk.LinkAsync(Desk.Jo);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => desk.TellAsync("jo", $"guess {n}", $"attacker-{n}"))));
        outcomes.ShouldNotContain(WordOutcome.Right);
        (await desk.MembershipAsync("jo")).WordTries.ShouldBe(SignInDirectory.WordTries);
        (await desk.TellAsync("jo", given.Word)).ShouldBe(WordOutcome.Locked);
        (await desk.PersonAsync("jo")).Invitation.Step.ShouldBe(InvitationStep.WordLocked);

        var again = (await desk.Invitations.NewWordAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"))).ShouldNotBeNull();
        (await desk.Links.FindAsync(link)).ShouldNotBeNull("the link stays good");
        (await desk.TellAsync("jo", given.Word)).ShouldBe(WordOutcome.Wrong);
        (await desk.TellAsync("jo", again.Word)).ShouldBe(WordOutcome.Right);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Word_RightTwiceAtOnce_ClaimsForOne_AndTheLinkIsOver(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var given = await desk.InviteAsync("jo");
        var link = await desk.LinkAsync(Desk.Jo);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(n => Task.Run(() => desk.TellAsync("jo", given.Word, $"subject-{n}"))));
        outcomes.Count(o => o == WordOutcome.Right).ShouldBe(1);
        (await desk.Links.FindAsync(link)).ShouldBeNull();
    }

    [Fact]
    public async Task Withdraw_WhileTheWordIsTold_EitherLetsInOrWithdraws()
    {
        await using var desk = await Desk.OpenAsync();
        var given = await desk.InviteAsync("jo");
        var (worker, handle) = (await desk.WorkerAsync(), await desk.HandleAsync("jo"));
        var told = Task.Run(() => desk.TellAsync("jo", given.Word));
        var withdrawn = await Task.Run(() => desk.Invitations.WithdrawAsync(worker, handle));
        ((await told) == WordOutcome.Right).ShouldNotBe(withdrawn);
    }

    [Fact]
    public async Task Withdraw_AfterTheFirstSignIn_TakesNothingAway()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.ClaimAsync("jo");
        (await desk.Invitations.WithdrawAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"))).ShouldBeFalse();
        (await desk.Invitations.InviteAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"))).ShouldBeNull();
        (await desk.PersonAsync("jo")).MayLook.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task NewWord_ForSomebodyWhoHasSignedIn_IsToldLikeAFirstOne_AndSignsThemOut(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        await desk.ClaimAsync("jo");
        desk.Test.Clock.Now += TimeSpan.FromMinutes(1);
        (await desk.Invitations.NewWordAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"))).ShouldNotBeNull();
        var membership = await desk.MembershipAsync("jo");
        (membership.Subject, membership.FormerSubject).ShouldBe((null, "subject-jo"));
        membership.SignedOutBefore.ShouldBe(desk.Test.Clock.Now);
        (await desk.PersonAsync("jo")).Invitation.Step.ShouldBe(InvitationStep.NewWord);
    }

    [Fact]
    public async Task Withdraw_BetweenTheWordAndThePin_LeavesNothingToClaim()
    {
        await using var desk = await Desk.OpenAsync();
        var given = await desk.InviteAsync("jo");
        var membership = await desk.MembershipAsync("jo");
        var told = await desk.Directory.TryWordAsync([new(membership.Key, null)], given.Word);
        told.Outcome.ShouldBe(WordOutcome.Right);
        (await desk.Invitations.WithdrawAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"))).ShouldBeTrue();
        (await desk.Test.Get<MembershipClaims>().ClaimAsync(new(membership.Key, null), told.Proof, "somebody", ClaimWith.NewPin)).ShouldBeNull();
    }

    [Fact]
    public async Task NewWord_ForSomebodyNeverInvited_IsNone() =>
        await WithAsync(async desk => (await desk.Invitations.NewWordAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"))).ShouldBeNull());

    [Fact]
    public async Task Staff_AreNotInvited() =>
        await WithAsync(async desk => (await desk.Invitations.InviteAsync(await desk.WorkerAsync(), await desk.HandleAsync("dean"))).ShouldBeNull());

    private static async Task WithAsync(Func<Desk, Task> test)
    {
        await using var desk = await Desk.OpenAsync();
        await test(desk);
    }
}
