using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static FamilyPortal.Shared.Tests.Desk.ReachedFamily;

namespace FamilyPortal.Shared.Tests.Desk;

/// <summary>Opening a family in an emergency: with a reason, for a day, told to its manager, and no say over anybody else.</summary>
public sealed class BreakGlassTests
{
    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task BreakGlass_OpensForADay_IsAudited_AndToldToTheManagerOnly(string provider)
    {
        await using var test = await StartAsync(provider);
        var (glass, directory) = (test.Get<BreakGlass>(), test.Get<ViewerDirectory>());
        var stranger = await UserAsync(test, "cornwall", Stranger);
        var family = await FamilyAsync(test);

        (await glass.OpenAsync(stranger, $" {RecordRef.ToLowerInvariant()} ", "A neighbour rang: the children are in the street.")).ShouldBe(family, "typed in a hurry");

        (await directory.StaffAsync(stranger, family))!.Reason.ShouldBe(StaffReason.BreakGlass);
        var told = (await glass.ToldAsync(await UserAsync(test, "cornwall", Manager, StaffRole.Manager))).ShouldHaveSingleItem();
        told.RecordRef.ShouldBe(RecordRef);
        told.Who.ShouldBe(Stranger);
        told.Reason.ShouldStartWith("A neighbour");
        (told.What, told.MayOpen).ShouldBe((GlassEvent.Opened, true));
        foreach (var other in new[] { ("cornwall", Worker, StaffRole.Worker), ("cornwall", "other@example.org", StaffRole.Manager), ("knowsley", Manager, StaffRole.Manager), ("cornwall", Stranger, StaffRole.Worker) })
            (await glass.ToldAsync(await UserAsync(test, other.Item1, other.Item2, other.Item3))).ShouldBeEmpty();

        test.Clock.Now += BreakGlass.Life;
        (await directory.StaffAsync(stranger, family)).ShouldBeNull();
    }

    /// <summary>SQLite knows capitals of plain letters alone; and no family is opened by chance.</summary>
    [Theory, MemberData(nameof(Providers))]
    public async Task BreakGlass_TakesAReferenceInAnyLetters_UnlessTwoDifferInNothingElse(string provider)
    {
        await using var test = await StartAsync(provider);
        var (glass, stranger) = (test.Get<BreakGlass>(), await UserAsync(test, "cornwall", Stranger));
        var first = await FamilyAsync(test);
        Guid second = default;
        await test.Store.SaveAsync(store =>
        {
            store.Families.Single().RecordRef = "École-7";
            second = Texting.Somebody.Add(store).Person.FamilyId;
            (store.Families.Local.Single(f => f.Id == second).RecordRef, store.Families.Local.Single(f => f.Id == second).CurrentVersion) = ("abc-1", 1);
        });
        (await glass.OpenAsync(stranger, "École-7", "A call.")).ShouldBe(first);
        (await glass.OpenAsync(stranger, "ABC-1", "A call.")).ShouldBe(second);
        await test.Store.SaveAsync(store => store.Families.Single(f => f.Id == first).RecordRef = "Abc-1");
        (await glass.OpenAsync(stranger, "ABC-1", "A call.")).ShouldBeNull();
        (await glass.OpenAsync(stranger, "Abc-1", "A call.")).ShouldBe(first);
        (await glass.OpenAsync(stranger, "abc-1", "A call.")).ShouldBe(second);
    }

    [Fact]
    public async Task BreakGlass_OfABarredElsewhereOrUnknownFamily_IsTheSameNothing()
    {
        await using var test = await StartAsync("Sqlite");
        var glass = test.Get<BreakGlass>();
        var manager = (await test.StaffAsync(RecordRef, Manager, StaffRole.Manager))!;
        var barred = await UserAsync(test, "cornwall", Stranger);
        (await test.Get<ReachDesk>().BarAsync(manager, barred.Staff.Id, "The mother's cousin.")).ShouldBe(BarOutcome.Done);

        (await glass.OpenAsync(barred, RecordRef, "I want to see.")).ShouldBeNull();
        (await glass.OpenAsync(barred, "NOBODY", "I want to see.")).ShouldBeNull();
        (await glass.OpenAsync(await UserAsync(test, "knowsley", "k@example.org"), RecordRef, "I want to see.")).ShouldBeNull();
        (await glass.OpenAsync(await UserAsync(test, "cornwall", "a@example.org", StaffRole.Administrator), RecordRef, "I want to see.")).ShouldBeNull();
        await Should.ThrowAsync<ArgumentException>(() => glass.OpenAsync(barred, RecordRef, " "));

        (await test.Store.ReadAsync(s => s.AuditEntries.CountAsync(a => a.Action == AuditActions.BreakGlassRefused))).ShouldBe(1);
        var told = (await glass.ToldAsync(await UserAsync(test, "cornwall", Manager, StaffRole.Manager))).ShouldHaveSingleItem();
        (told.Who, told.What, told.Reason).ShouldBe((Stranger, GlassEvent.Refused, "I want to see."));
        (await test.Store.ReadAsync(s => s.StaffReaches.CountAsync(r => r.Kind == StaffReachKind.BreakGlass))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task BreakGlass_GivesNoSayOverWhoElseMayLook_AndTheManagerIsToldBarredOrNot(string provider)
    {
        await using var test = await StartAsync(provider);
        var (desk, glass) = (test.Get<ReachDesk>(), test.Get<BreakGlass>());
        var manager = (await test.StaffAsync(RecordRef, Manager, StaffRole.Manager))!;
        var other = await UserAsync(test, "cornwall", "other.manager@example.org", StaffRole.Manager);
        var family = (await glass.OpenAsync(other, RecordRef, "I want to see."))!.Value;
        var intruder = (await test.Get<ViewerDirectory>().StaffAsync(other, family))!;

        foreach (var who in new[] { manager.Staff.Id, (await test.StaffAsync(RecordRef, Worker))!.Staff.Id, other.Staff.Id })
            (await desk.BarAsync(intruder, who, "They must not see.")).ShouldBe(BarOutcome.NotAllowed);
        (await desk.StaffAsync(intruder)).ShouldAllBe(l => !l.MayBeBarred);
        (await desk.CoverAsync(intruder, other.Staff.Id, UkTime.Today(test.Clock).AddDays(9))).ShouldBeFalse();
        (await desk.BarAsync(manager, other.Staff.Id, "Not theirs.")).ShouldBe(BarOutcome.Done);
        (await desk.LiftBarAsync(intruder, other.Staff.Id)).ShouldBeFalse();

        // Another manager of the family by cover: not over its own manager either.
        var deputy = await UserAsync(test, "cornwall", "deputy@example.org", StaffRole.Manager);
        (await desk.CoverAsync(manager, deputy.Staff.Id, UkTime.Today(test.Clock))).ShouldBeTrue();
        var covering = (await test.Get<ViewerDirectory>().StaffAsync(deputy, family))!;
        (await desk.BarAsync(covering, manager.Staff.Id, "They must not see.")).ShouldBe(BarOutcome.NotAllowed);
        (await desk.StaffAsync(covering)).Single(l => l.Id == manager.Staff.Id).MayBeBarred.ShouldBeFalse();
        (await desk.LiftBarAsync(covering, other.Staff.Id)).ShouldBeFalse("its own manager set it");

        await UserAsync(test, "cornwall", "duty@example.org", StaffRole.Duty);
        (await desk.BarAsync(manager, manager.Staff.Id, "Turns out to be my cousin.")).ShouldBe(BarOutcome.Done);
        var told = (await glass.ToldAsync(await UserAsync(test, "cornwall", Manager, StaffRole.Manager))).ShouldHaveSingleItem();
        told.MayOpen.ShouldBeFalse();
    }

    [Theory]
    [InlineData("\u00a0")]
    [InlineData("\u200b \u2060")]
    [InlineData("...")]
    [InlineData("7")]
    public async Task AReason_IsWords(string reason)
    {
        Reasons.IsGiven(reason).ShouldBeFalse();
        await using var test = await StartAsync("Sqlite");
        var manager = (await test.StaffAsync(RecordRef, Manager, StaffRole.Manager))!;
        await Should.ThrowAsync<ArgumentException>(async () => await test.Get<BreakGlass>().OpenAsync(await UserAsync(test, "cornwall", Stranger), RecordRef, reason));
        await Should.ThrowAsync<ArgumentException>(() => test.Get<ReachDesk>().BarAsync(manager, manager.Staff.Id, reason));
        Reasons.IsGiven("\u0627\u0644\u0623\u0645").ShouldBeTrue("words of any script");
    }
}
