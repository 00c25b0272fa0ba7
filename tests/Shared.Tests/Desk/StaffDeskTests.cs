using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Desk;

public sealed class StaffDeskTests
{
    private const string Ref = "EH-2026-03319";

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task LatestAnswer_IsTheFamilysOwn_NotWhatStaffSaid(string provider)
    {
        await using var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(SamplePlans.Load("knowsley-hard-evenings"))).IsAccepted.ShouldBeTrue();
        var worker = (await test.StaffAsync(Ref, "dean.ashcroft@example.org"))!;
        await test.Answers.AskWorkerAsync((await test.ViewerAsync(Ref, "amber"))!, new() { FormKey = "k", Words = "When do you come?" });
        var asked = test.Clock.Now;
        test.Clock.Now += TimeSpan.FromMinutes(5);
        (await test.Desk.ReplyAsync(worker, (await test.Desk.AnswersAsync(worker)).Single().Id, new() { FormKey = "r", Words = "On Monday" })).Stored.ShouldBeTrue();

        (await test.Desk.FamiliesAsync(new StaffUser(worker.Staff))).ShouldHaveSingleItem().LatestAnswer.ShouldBe(asked);
    }
}
