using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.Sheets;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Families.WaysIn;

/// <summary>Ten codes on paper: each once, none of an old sheet, and for those to whom nothing may be sent.</summary>
public sealed class SheetTests
{
    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Code_OpensOnce_HoweverItIsTyped(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var codes = await PrintAsync(desk);
        codes.Count.ShouldBe(10);
        codes.Distinct().Count().ShouldBe(10);
        var rows = await desk.Test.Store.ReadAsync(s => s.SheetCodes.AsNoTracking().ToListAsync());
        rows.ShouldAllBe(r => codes.All(c => !r.Hash.Contains(c.Split('-')[1])));

        var key = (await desk.MembershipAsync("jo")).Key;
        (await desk.SheetCodes.TryAsync(codes[0])).ShouldNotBeNull().Candidate.ShouldBe(new SignInCandidate(key, null));
        (await desk.SheetCodes.TryAsync(codes[0])).ShouldBeNull();
        (await desk.SheetCodes.TryAsync($" {codes[1].Replace("-", " ").ToLowerInvariant()} ")).ShouldNotBeNull();
        (await desk.Sheets.SheetAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo")))!.Left.ShouldBe(8);
        (await desk.AuditAsync()).ShouldBe(["invited", "plan-stored", "sheet-code-used", "sheet-code-used", "sheet-printed"]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Code_TriedBySixteenAtOnce_OpensForOne(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var code = (await PrintAsync(desk))[3];
        var got = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => desk.SheetCodes.TryAsync(code))));
        got.Count(c => c is not null).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Code_WhoseSecondHalfIsGuessed_InParallel_IsNoLongerGood(string provider)
    {
        await using var desk = await Desk.OpenAsync(provider);
        var code = (await PrintAsync(desk))[0];
        var wrong = code[..6] + (code[6] == 'A' ? 'B' : 'A') + code[7..];
        var got = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => desk.SheetCodes.TryAsync(wrong))));
        got.ShouldAllBe(c => c == null);
        (await desk.Test.Store.ReadAsync(s => s.SheetCodes.MaxAsync(c => c.Tries))).ShouldBe(SheetCodes.Tries);
        (await desk.SheetCodes.TryAsync(code)).ShouldBeNull();
        (await desk.Sheets.SheetAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo")))!.Left.ShouldBe(9);
    }

    [Fact]
    public async Task Code_OfAnOldSheet_OfAStoppedOne_OfSomebodyWhoseAccessEnded_OpensNothing()
    {
        await using var desk = await Desk.OpenAsync();
        var old = await PrintAsync(desk);
        var codes = (await desk.Sheets.PrintAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo")))!;
        (await desk.SheetCodes.TryAsync(old[0])).ShouldBeNull("a new sheet ends the old");
        (await desk.SheetCodes.TryAsync(codes[0])).ShouldNotBeNull();

        await desk.Test.People.RestrictAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"), RestrictionKind.AccessEnded);
        (await desk.SheetCodes.TryAsync(codes[1])).ShouldBeNull();
        await desk.Test.People.LiftAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"), RestrictionKind.AccessEnded);
        (await desk.SheetCodes.TryAsync(codes[1])).ShouldNotBeNull("it was not used up meanwhile");

        (await desk.Sheets.WithdrawAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"))).ShouldBeTrue();
        (await desk.SheetCodes.TryAsync(codes[2])).ShouldBeNull();
        (await desk.Sheets.SheetAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"))).ShouldBeNull();
        (await desk.Sheets.WithdrawAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"))).ShouldBeFalse();
    }

    [Fact]
    public async Task Code_OfSomebodyToWhomNothingMayBeSent_Opens()
    {
        await using var desk = await Desk.OpenAsync();
        var codes = await PrintAsync(desk);
        await desk.Test.People.RestrictAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"), RestrictionKind.NotSafe);
        await desk.Test.People.RestrictAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"), RestrictionKind.ContactWithdrawn);
        (await desk.SheetCodes.TryAsync(codes[0])).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00000-00000")]
    [InlineData("12345")]
    [InlineData("' OR 1=1 --")]
    public async Task Code_ThatIsNone_OpensNothing(string? typed)
    {
        await using var desk = await Desk.OpenAsync();
        await PrintAsync(desk);
        (await desk.SheetCodes.TryAsync(typed)).ShouldBeNull();
    }

    [Fact]
    public async Task Print_ForSomebodyNotInvited_IsNone()
    {
        await using var desk = await Desk.OpenAsync();
        (await desk.Sheets.PrintAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"))).ShouldBeNull();
    }

    private static async Task<IReadOnlyList<string>> PrintAsync(Desk desk)
    {
        await desk.InviteAsync("jo");
        return (await desk.Sheets.PrintAsync(await desk.WorkerAsync(), await desk.HandleAsync("jo"))).ShouldNotBeNull();
    }
}
