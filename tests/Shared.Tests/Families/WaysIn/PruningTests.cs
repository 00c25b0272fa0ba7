using FamilyPortal.Shared.Conversations;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.Invitations;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Families.WaysIn;

/// <summary>What is over goes after its days, and nobody can tell: what it opened is refused as before, and staff read what they read before.</summary>
public sealed class PruningTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Invitations_Go_ButTheLastOfSomebodyWhoHasNotCome(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        await desk.ClaimAsync("kelly");
        var kelly = ContactAddress.Parse((await desk.Test.Store.ReadAsync(s => s.People.SingleAsync(p => p.PersonId == "kelly"))).Phone!)!;
        await desk.InviteAsync("jo");
        var old = await desk.LinkAsync(Desk.Jo);
        desk.Test.Clock.Now += Moment;
        await desk.InviteAsync("jo");
        var link = await desk.LinkAsync(Desk.Jo);
        var audit = await desk.AuditAsync();

        desk.Test.Clock.Now += Retention.WaysIn - 2 * Moment;
        var before = (await desk.PersonAsync("jo")).Invitation;
        await PruneAsync(desk);
        (await CountAsync(desk, s => s.Invitations)).ShouldBe(3);
        desk.Test.Clock.Now += InvitationWriter.Life + 3 * Moment;
        await PruneAsync(desk);

        (await desk.Test.Store.ReadAsync(s => s.Invitations.SingleAsync())).ShouldSatisfyAllConditions(i => i.PersonId.ShouldBe("jo"), i => i.WithdrawnAt.ShouldBeNull());
        (await CountAsync(desk, s => s.InvitationLinks)).ShouldBe(0);
        (await desk.Links.FindAsync(old)).ShouldBeNull();
        (await desk.Links.FindAsync(link)).ShouldBeNull();
        (await desk.PersonAsync("jo")).Invitation.ShouldBe(before);
        (await desk.PersonAsync("kelly")).Invitation.Step.ShouldBe(InvitationStep.SignedIn);
        (await desk.Directory.WasClaimedAsync(kelly)).ShouldBeTrue();
        (await desk.AuditAsync()).ShouldBe(audit);
    }

    /// <summary>Whoever looks in once a month is told of what opened their family, and of nothing else: that must be known until then.</summary>
    [Theory, MemberData(nameof(Providers))]
    public async Task WhatASignInOpened_StaysKnown_AsLongAsItIsNews(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        await desk.ClaimAsync("jo");
        var jo = (await desk.MembershipAsync("jo")).Key;
        await desk.Directory.OpenAsync("thief", [jo]);
        desk.Test.Clock.Now += SignInDirectory.OpenedKept - Moment;
        await PruneAsync(desk);
        (await desk.Directory.OpenedAsync("thief")).ShouldBe([jo]);
        desk.Test.Clock.Now += 2 * Moment;
        await PruneAsync(desk);
        (await desk.Directory.OpenedAsync("thief")).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Sheets_ThatEnded_AndCodesThatWereUsed_Go(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        await desk.InviteAsync("jo");
        async Task<IReadOnlyList<string>> PrintAsync() => (await desk.Sheets.PrintAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"))).ShouldNotBeNull();
        var old = await PrintAsync();
        var oldSheet = (await desk.SheetCodes.TryAsync(old[0])).ShouldNotBeNull().Sheet;
        var codes = await PrintAsync();
        (await desk.SheetCodes.TryAsync(codes[0])).ShouldNotBeNull();

        desk.Test.Clock.Now += Retention.WaysIn - Moment;
        await PruneAsync(desk);
        (await CountAsync(desk, s => s.SheetCodes)).ShouldBe(20);
        desk.Test.Clock.Now += 2 * Moment;
        await PruneAsync(desk);

        (await CountAsync(desk, s => s.CodeSheets)).ShouldBe(1);
        (await CountAsync(desk, s => s.SheetCodes)).ShouldBe(9);
        (await desk.SheetCodes.StandsAsync(oldSheet)).ShouldBeFalse();
        foreach (var over in (string[])[old[0], old[1], codes[0]]) (await desk.SheetCodes.TryAsync(over)).ShouldBeNull();
        (await desk.Sheets.SheetAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo")))!.Left.ShouldBe(9);
        (await desk.SheetCodes.TryAsync(codes[1])).ShouldNotBeNull("a sheet lives until it is ended");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task SessionsOnAWorkersDevice_Go(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var worker = await desk.WorkerAsync();
        await desk.Test.Store.SaveAsync(s => s.AssistedSessions.Add(new()
        {
            FamilyId = worker.FamilyId,
            Id = Guid.NewGuid(),
            PersonId = "amber",
            StaffId = worker.Staff.Id,
            SessionId = "s",
            HandleKey = [1],
            StartedAt = desk.Test.Clock.Now,
        }));

        desk.Test.Clock.Now += Retention.WaysIn;
        await PruneAsync(desk);
        (await CountAsync(desk, s => s.AssistedSessions)).ShouldBe(1);
        desk.Test.Clock.Now += TimeSpan.FromHours(1);
        await PruneAsync(desk);
        (await CountAsync(desk, s => s.AssistedSessions)).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task InvitationsOfPartners_Go_AndTheAdministratorMayStillAskThemAgain(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var now = desk.Test.Clock.Now;
        StaffMember Staff(string name, string? subject) => new() { Id = Guid.NewGuid(), AuthorityId = "knowsley", Name = name, Email = name + "@example.org", Subject = subject, IsPartner = true };
        var administrator = new StaffMember { Id = Guid.NewGuid(), AuthorityId = "knowsley", Name = "Admin", Email = "admin@example.org", Role = StaffRole.Administrator };
        StaffMember[] partners = [Staff("used", "u"), Staff("expired", null), Staff("again", "a"), Staff("waiting", null)];
        await desk.Test.Store.SaveAsync(s =>
        {
            s.AddRange([administrator, .. partners]);
            foreach (var partner in partners)
                s.StaffInvitations.Add(new() { StaffId = partner.Id, At = now, By = "staff:x", ExpiresAt = now + (partner.Name == "waiting" ? 2 * Retention.WaysIn : Moment), EndedAt = partner.Name == "used" ? now : null });
        });
        async Task<IReadOnlyList<(string, PartnerStep)>> StepsAsync() =>
            [.. (await desk.Test.Get<StaffAccessDesk>().ListAsync(new(administrator))).Where(c => c.Partner is not null).Select(c => (c.Name, c.Partner!.Step)).OrderBy(c => c.Name, StringComparer.Ordinal)];
        (string, PartnerStep)[] all = [("again", PartnerStep.Expired), ("expired", PartnerStep.Expired), ("used", PartnerStep.Over), ("waiting", PartnerStep.Asked)];

        desk.Test.Clock.Now += Retention.WaysIn - Moment;
        await PruneAsync(desk);
        (await CountAsync(desk, s => s.StaffInvitations)).ShouldBe(4);
        (await StepsAsync()).ShouldBe(all);
        desk.Test.Clock.Now += 3 * Moment;
        await PruneAsync(desk);

        (await CountAsync(desk, s => s.StaffInvitations)).ShouldBe(2);
        (await StepsAsync()).ShouldBe(all);
    }

    private static Task<int> CountAsync<T>(Desk desk, Func<Store, DbSet<T>> rows) where T : class => desk.Test.Store.ReadAsync(s => rows(s).CountAsync());

    private static async Task PruneAsync(Desk desk)
    {
        using var pruning = new StorePruning(desk.Test.Store.Factory, ConversationRetention.Read(new ConfigurationBuilder().Build()), desk.Test.Clock, NullLogger<StorePruning>.Instance);
        await pruning.RunOnceAsync();
    }
}
