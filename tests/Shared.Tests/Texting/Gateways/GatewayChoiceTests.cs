using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Shared.Texting;
using FamilyPortal.Shared.Texting.Gateways;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Texting.Gateways;

public class GatewayChoiceTests
{
    [Theory]
    [InlineData("Production", "Texts:Gateway", "demo", "Texts:Gateway is demo, which is for Development only")]
    [InlineData("Staging", "Texts:Gateway", "demo", "Texts:Gateway is demo, which is for Development only")]
    [InlineData("Production", "Texts:Gateway", "", "Texts:Gateway must be acs, notify or none")]
    [InlineData("Development", "Texts:Gateway", "pigeon", "Texts:Gateway must be acs, notify or none")]
    [InlineData("Production", "Texts:Gateway", "acs", "Texts:Acs:From is empty")]
    [InlineData("Production", "Texts:Gateway", "notify", "Texts:Notify:TemplateId must be")]
    public async Task Start_WithAWrongGateway_StopsAndSaysWhatToSet(string environment, string key, string value, string message)
    {
        await using var test = await TestStore.CreateAsync();
        using var host = TestHost.Build(test, settings: [new(key, value)], environment: environment);
        (await Should.ThrowAsync<InvalidOperationException>(() => host.StartAsync())).Message.ShouldStartWith(message);
    }

    [Fact]
    public async Task DemoPhone_OutsideTheDemo_DoesNotExist()
    {
        await using var test = await TestStore.CreateAsync();
        using var host = TestHost.Build(test, settings: [new("Texts:Gateway", "none")], environment: "Production");
        DemoPhone.IsHere(host.Services).ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => host.Services.GetRequiredService<DemoPhone>());
        host.Services.GetRequiredService<ITextGateway>().ShouldBeOfType<NoTextGateway>();
    }
}
