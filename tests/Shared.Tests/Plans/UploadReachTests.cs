using System.Text.Json.Nodes;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static FamilyPortal.Shared.Tests.Desk.ReachedFamily;

namespace FamilyPortal.Shared.Tests.Plans;

/// <summary>Who may put a plan in force by hand.</summary>
public sealed class UploadReachTests
{
    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Upload_IsForTheFamilysOwnStaff_AndMakesNobodyTheirOwnWorker(string provider)
    {
        await using var test = await StartAsync(provider);
        var (glass, directory, import) = (test.Get<BreakGlass>(), test.Get<ViewerDirectory>(), test.Get<PlanImport>());
        var stranger = await UserAsync(test, "cornwall", Stranger);
        var family = (await glass.OpenAsync(stranger, RecordRef, "I want to see."))!.Value;
        foreach (var reach in new[] { await directory.StaffAsync(stranger, family), await directory.StaffAsync(await UserAsync(test, "cornwall", "duty@example.org", StaffRole.Duty), family) })
        {
            PlanImport.MayUpload(reach!).ShouldBeFalse();
            (await import.UploadAsync(reach!, Next(_ => { }), null)).Code.ShouldBe("not-your-family");
        }

        var worker = (await test.StaffAsync(RecordRef, Worker))!;
        (await test.Get<ReachDesk>().CoverAsync(worker, stranger.Staff.Id, UkTime.Today(test.Clock).AddDays(2))).ShouldBeTrue();
        var cover = (await directory.StaffAsync(stranger, family))!;
        foreach (var role in new[] { "worker", "manager" })
            (await import.UploadAsync(cover, Next(people => people.Add(Named(people, "me", role, "Stranger@example.org"))), null)).Code.ShouldBe("names-you");
        (await import.UploadAsync(worker, Next(people => people.Add(Named(people, "me", "manager", Worker))), null)).Code.ShouldBe("names-you", "a worker does not make themselves the manager");
        var next = Next(people => people.Add(Named(people, "new", "worker", "newcomer@example.org")));
        (await import.UploadAsync(worker, next, (await import.LookOverAsync(worker, next)).Comparison!.Mark)).Code.ShouldBe("needs-manager", "nor somebody else: see ByHandTests");
    }

    private static byte[] Next(Action<JsonArray> change)
    {
        var plan = JsonNode.Parse(SamplePlans.Load("cornwall-gran-and-grampy"))!;
        plan["plan"]!["version"] = plan["plan"]!["version"]!.GetValue<int>() + 1;
        change(plan["people"]!.AsArray());
        return System.Text.Encoding.UTF8.GetBytes(plan.ToJsonString());
    }

    private static JsonNode Named(JsonArray people, string id, string role, string email)
    {
        var person = people.First(p => p!["role"]!.GetValue<string>() == "worker")!.DeepClone();
        (person["id"], person["role"], person["email"]) = (id, role, email);
        person.AsObject().Remove("phone");
        return person;
    }
}
