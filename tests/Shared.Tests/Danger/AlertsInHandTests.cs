using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Danger;

public sealed class AlertsInHandTests
{
    private const string Ref = "EH-2026-03319";

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task WhatSomebodyHas_IsInHandUntilTheNextWorkingDayEnds_AndTillThenOpensAsNew(string provider)
    {
        await using var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(SamplePlans.Load("knowsley-hard-evenings"))).IsAccepted.ShouldBeTrue();
        var worker = (await test.StaffAsync(Ref, "dean.ashcroft@example.org"))!;
        await test.Answers.AskWorkerAsync((await test.ViewerAsync(Ref, "amber"))!, new() { FormKey = "k", Words = "He has got a knife" });
        await test.Store.SaveAsync(s => (s.Alerts.Single().Notices, s.Alerts.Single().NextNoticeAt) = (3, test.Clock.Now.AddHours(1)));
        async Task<AlertView> AlertAsync() => (await test.Alerts.OfFamilyAsync(worker)).Single();
        var id = (await AlertAsync()).Id;
        (await test.Alerts.ReopenAsync(worker, id)).ShouldBeFalse("it is open");

        await test.Alerts.AcknowledgeAsync(worker, id);
        (await AlertAsync()).ShouldSatisfyAllConditions(a => a.IsInHand.ShouldBeTrue(), a => a.IsOpen.ShouldBeFalse());
        (await test.Alerts.ReopenAsync(worker, id)).ShouldBeTrue();
        (await AlertAsync()).ShouldSatisfyAllConditions(a => a.IsInHand.ShouldBeFalse(), a => a.IsOpen.ShouldBeTrue(), a => a.AcknowledgedBy.ShouldBeNull());
        (await test.Store.ReadAsync(s => s.Alerts.SingleAsync())).ShouldSatisfyAllConditions(a => a.Notices.ShouldBe(0), a => a.NextNoticeAt.ShouldBe(test.Clock.Now));
        (await test.Store.ReadAsync(s => s.AuditEntries.CountAsync(a => a.Action == "alert-reopened" && a.Target == id.ToString()))).ShouldBe(1);

        // Friday at ten: in hand over the weekend, a bank holiday, and on Tuesday.
        test.Clock.Now += TimeSpan.FromDays(4);
        await test.Alerts.AcknowledgeAsync(worker, id);
        foreach (var (days, isInHand) in ((int, bool)[])[(4, true), (1, false)])
        {
            test.Clock.Now += TimeSpan.FromDays(days);
            (await AlertAsync()).IsInHand.ShouldBe(isInHand);
        }
        (await test.Alerts.ReopenAsync(worker, id)).ShouldBeFalse();
    }
}
