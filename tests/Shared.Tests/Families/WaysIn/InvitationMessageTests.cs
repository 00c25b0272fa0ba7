using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Families.WaysIn;

/// <summary>The message with the link goes through the one sending decision, and the worker is told what came of it.</summary>
public sealed class InvitationMessageTests
{
    private const string Farah = "+447700900164";
    private const string Josh = "josh.doyle@example.com";

    [Fact]
    public async Task Message_WaitsForThePersonsHours_AndIsMadeOnlyThen()
    {
        await using var desk = await Desk.OpenAsync();
        desk.Test.Clock.Now = new(2026, 5, 18, 21, 30, 0, TimeSpan.Zero); // half past ten at night in the UK
        var outlook = (await desk.Invitations.OutlookAsync(await desk.WorkerAsync(), await desk.HandleAsync("farah"))).ShouldNotBeNull();
        (outlook.MayGo, outlook.Waits).ShouldBe((true, new(2026, 5, 19, 7, 0, 0, TimeSpan.Zero)));
        await desk.InviteAsync("farah");

        (await desk.SentAsync(Farah)).ShouldBeEmpty();
        (await desk.PersonAsync("farah")).Invitation.Message.ShouldBe(InvitationMessage.Waiting);
        (await desk.Test.Store.ReadAsync(s => s.InvitationLinks.CountAsync())).ShouldBe(0, "no link lies about while it waits");

        desk.Test.Clock.Now = new(2026, 5, 19, 7, 0, 0, TimeSpan.Zero);
        (await desk.SentAsync(Farah)).ShouldHaveSingleItem();
        (await desk.PersonAsync("farah")).Invitation.Message.ShouldBe(InvitationMessage.Sent);
    }

    [Fact]
    public async Task Message_ToSomebodyWithoutANumber_GoesByEmail()
    {
        await using var desk = await Desk.OpenAsync();
        (await desk.Invitations.OutlookAsync(await desk.WorkerAsync(), await desk.HandleAsync("josh")))!.ByEmail.ShouldBeTrue();
        await desk.InviteAsync("josh");
        (await desk.Links.FindAsync(await desk.LinkAsync(Josh))).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("consent", "not-agreed")]
    [InlineData("stop", "not-agreed")]
    [InlineData("not-safe", "may-not-be-reached")]
    [InlineData("withdrawn", "may-not-be-reached")]
    [InlineData("revoked", "may-not-be-reached")]
    [InlineData("no-number", "no-number")]
    public async Task Message_ThatMayNotGo_DoesNot_AndTheWorkerIsToldWhy(string what, string why)
    {
        await using var desk = await Desk.OpenAsync();
        await desk.Test.Store.SaveAsync(store =>
        {
            var jo = store.People.Single(p => p.PersonId == "jo");
            if (what == "consent") jo.TextsAllowed = false;
            if (what == "not-safe") jo.NotSafe = true;
            if (what == "revoked") jo.Revoked = true;
            if (what == "no-number") jo.Phone = null;
            if (what == "stop") store.Restrictions.Add(Texting.Somebody.Restriction(RestrictionKind.NoTexts, "jo", jo.FamilyId, RestrictionSource.Person));
            if (what == "withdrawn") store.Restrictions.Add(Texting.Somebody.Restriction(RestrictionKind.ContactWithdrawn, "jo", jo.FamilyId, RestrictionSource.SafetyCall, Desk.Jo));
        });
        var outlook = (await desk.Invitations.OutlookAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"))).ShouldNotBeNull();
        (outlook.MayGo, outlook.Why).ShouldBe((false, why));
        await desk.InviteAsync("jo");
        (await desk.SentAsync(Desk.Jo)).ShouldBeEmpty();
        var invitation = (await desk.PersonAsync("jo")).Invitation;
        (invitation.Message, invitation.Why).ShouldBe((InvitationMessage.CouldNotGo, why));
    }

    [Fact]
    public async Task Message_OfAnInvitationThatWasTakenBack_OrTakenUp_DoesNotGo()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.InviteAsync("jo");
        await desk.Invitations.WithdrawAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"));
        await desk.ClaimAsync("farah");
        (await desk.SentAsync(Desk.Jo)).ShouldBeEmpty();
        (await desk.SentAsync(Farah)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Message_NamesNobodyAndNothing()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.InviteAsync("jo");
        await desk.InviteAsync("josh");
        string[] sent = [(await desk.SentAsync(Desk.Jo)).Single(), (await desk.SentAsync(Josh)).Single()];
        foreach (var told in (string[])["jo", "doyle", "knowsley", "amber", "dean", "plan", "family", "council", "worker"])
            sent.ShouldAllBe(s => !s.Replace("portal.example.org", "").ToLowerInvariant().Split(new[] { ' ', '\n', ',', '.', ':' }).Contains(told));
        sent[0].Length.ShouldBeLessThanOrEqualTo(160);
    }
}
