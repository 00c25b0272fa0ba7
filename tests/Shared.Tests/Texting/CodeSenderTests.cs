using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Shared.Texting.Codes;
using FamilyPortal.Shared.Texting.Gateways;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Texting;

public class CodeSenderTests
{
    public static TheoryData<string> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Queue_ForSomebodyWhoMayBeReached_SendsTheCodeTiedToTheHostOfItsPage(string provider)
    {
        await using var test = await TestStore.CreateAsync(provider);
        await test.SaveAsync(store => Somebody.Add(store));

        var texts = await SendAsync(test, Somebody.Phone);

        var text = texts.ShouldHaveSingleItem();
        text.To.ShouldBe(Somebody.Phone);
        text.Body.ShouldStartWith("482913 ");
        text.Body.Split('\n')[^1].ShouldBe("@id.example.org #482913");
    }

    [Fact]
    public async Task Queue_AfterStopInTheNightWithoutConsent_StillSends()
    {
        await using var test = await TestStore.CreateAsync();
        await test.SaveAsync(store =>
        {
            var (person, _) = Somebody.Add(store);
            person.TextsAllowed = false;
            (person.QuietFrom, person.QuietUntil) = (new(0, 0), new(23, 59));
            store.Restrictions.Add(Somebody.Restriction(RestrictionKind.NoTexts, family: person.FamilyId, source: RestrictionSource.Person));
        });
        (await SendAsync(test, Somebody.Phone)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("revoked by the document")]
    [InlineData("not safe by the document")]
    [InlineData("left out of the plan")]
    [InlineData("never invited")]
    [InlineData("access over")]
    [InlineData("worker")]
    [InlineData(nameof(RestrictionKind.AccessEnded))]
    [InlineData(nameof(RestrictionKind.NotSafe))]
    [InlineData(nameof(RestrictionKind.ContactWithdrawn))]
    public async Task Queue_ForSomebodyWhoMayNotBeReached_SendsNothing(string why)
    {
        await using var test = await TestStore.CreateAsync();
        await test.SaveAsync(store =>
        {
            var (person, membership) = Somebody.Add(store);
            if (Enum.TryParse<RestrictionKind>(why, out var kind))
                store.Restrictions.Add(Somebody.Restriction(kind, family: person.FamilyId, contact: Somebody.Phone));
            else if (why == "revoked by the document") person.Revoked = true;
            else if (why == "not safe by the document") person.NotSafe = true;
            else if (why == "left out of the plan") person.InPlan = false;
            else if (why == "never invited") store.Memberships.Remove(membership);
            else if (why == "access over") person.AccessUntil = new(2026, 5, 17);
            else if (why == "worker") person.Role = PersonRole.Worker;
        });
        (await SendAsync(test, Somebody.Phone)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Queue_WhereAnotherFamilyKnowsThePhoneIsNotSafe_SendsNothing()
    {
        await using var test = await TestStore.CreateAsync();
        await test.SaveAsync(store =>
        {
            Somebody.Add(store);
            Somebody.Add(store, authority: "knowsley").Person.NotSafe = true;
        });
        (await SendAsync(test, Somebody.Phone)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Queue_ForANumberThatOneFamilyWithdrewAndAnotherHas_Sends()
    {
        await using var test = await TestStore.CreateAsync();
        await test.SaveAsync(store =>
        {
            Somebody.Add(store);
            var (former, _) = Somebody.Add(store, authority: "knowsley");
            former.NotSafe = true;
            store.Restrictions.Add(Somebody.Restriction(RestrictionKind.ContactWithdrawn, family: former.FamilyId, contact: Somebody.Phone));
        });
        (await SendAsync(test, Somebody.Phone)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Queue_ForAnAddress_SendsByEmail()
    {
        await using var test = await TestStore.CreateAsync();
        await test.SaveAsync(store => Somebody.Add(store, phone: null).Person.Email = "nan@example.org");
        var mail = (await SendAsync(test, "nan@example.org")).ShouldHaveSingleItem();
        mail.To.ShouldBe("nan@example.org");
        mail.Body.ShouldContain("482913 is your code.");
    }

    [Fact]
    public async Task Queue_WhenTheGatewayFailsTwice_TriesAThirdTime()
    {
        await using var test = await TestStore.CreateAsync();
        await test.SaveAsync(store => Somebody.Add(store));
        var gateway = new FailingGateway(failures: 2);
        await SendAsync(test, Somebody.Phone, gateway);
        gateway.Sent.ShouldBe(1);
        gateway.Keys.Distinct().Count().ShouldBe(1);
        gateway.Keys.Count.ShouldBe(3);
    }

    private static async Task<List<Shared.Texting.DemoText>> SendAsync(TestStore test, string contact, ITextGateway? gateway = null)
    {
        using var host = TestHost.Build(test, services =>
        {
            if (gateway is not null) services.Replace(ServiceDescriptor.Singleton(gateway));
        }, [new("Issuer", "https://id.example.org")]);
        await host.StartAsync();
        host.Services.GetRequiredService<CodeSender>().Queue(ContactAddress.Parse(contact)!, "482913", _ => Task.FromResult(true));
        await host.StopAsync();
        return await test.ReadAsync(store => store.DemoTexts.AsNoTracking().ToListAsync());
    }

    private sealed class FailingGateway(int failures) : ITextGateway
    {
        public List<Guid> Keys { get; } = [];

        public int Sent { get; private set; }

        public Task<string> SendAsync(string to, string body, Guid key, CancellationToken cancel)
        {
            Keys.Add(key);
            if (Keys.Count <= failures) throw new TextGatewayException("busy", mayWorkLater: true);
            Sent++;
            return Task.FromResult("id");
        }
    }
}
