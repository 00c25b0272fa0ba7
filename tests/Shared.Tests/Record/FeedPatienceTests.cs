using FamilyPortal.Shared.Record.Connectors;
using FamilyPortal.Shared.Record.Delivery;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Record;

public class FeedPatienceTests
{
    private static readonly DeliveryResult Network = new(DeliveryOutcome.Unreachable, "network");
    private static readonly DeliveryResult Broken = new(DeliveryOutcome.Failing, "500");
    private static readonly DeliveryResult No = new(DeliveryOutcome.Refused, "422");

    [Fact]
    public void Wait_GrowsToAMinuteAndNoFurther()
    {
        FeedPatience.Wait(1, null).TotalSeconds.ShouldBeInRange(0.8, 1);
        FeedPatience.Wait(4, null).TotalSeconds.ShouldBeInRange(6.4, 8);
        FeedPatience.Wait(5000, null).TotalSeconds.ShouldBeInRange(48, 60);
        FeedPatience.Wait(1, TimeSpan.FromSeconds(20)).TotalSeconds.ShouldBe(20);
        FeedPatience.Wait(1, TimeSpan.FromHours(2)).ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Parks_OnlyWhatTheReceiverKeepsRefusingOrFailingOn()
    {
        FeedPatience.Parks(1_000_000, Network).ShouldBeFalse();
        FeedPatience.Parks(FeedPatience.FailuresBeforeParking - 1, Broken).ShouldBeFalse();
        FeedPatience.Parks(FeedPatience.FailuresBeforeParking, Broken).ShouldBeTrue();
        FeedPatience.Parks(FeedPatience.RefusalsBeforeParking, No).ShouldBeTrue();
    }

    [Fact]
    public void Count_AfterAFailureOfAnotherSort_StartsAnew()
    {
        FeedPatience.Count(300, "network", No).ShouldBe(1);
        FeedPatience.Count(300, "network", new(DeliveryOutcome.Unreachable, "503")).ShouldBe(301);
        FeedPatience.Count(9, "404", No).ShouldBe(10);
        FeedPatience.Count(9, "404", Broken).ShouldBe(1);
        FeedPatience.Count(0, null, No).ShouldBe(1);
    }

    [Theory]
    [InlineData("Url", "Kind", "Webhook", "Url", "http://records.example.org/in")]
    [InlineData("Url", "Kind", "Webhook", "Url", "/in")]
    [InlineData("Secret", "Kind", "Webhook", "Url", "https://records.example.org/in")]
    [InlineData("Folder", "Kind", "File", "Folder", " ")]
    [InlineData("Kind", "Folder", "/srv/drop", "Url", "https://records.example.org/in")]
    public void Connector_WithAWrongSetting_SaysWhich(string wrong, string key, string value, string otherKey, string otherValue)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"Record:Connectors:care:{key}"] = value,
            [$"Record:Connectors:care:{otherKey}"] = otherValue,
        }).Build();

        Should.Throw<InvalidOperationException>(() => ConnectorOptions.Read(configuration)).Message.ShouldStartWith($"Record:Connectors:care:{wrong}");
    }

    [Fact]
    public void Connector_WithATimeoutLongerThanItsLease_IsRefused()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([
            new("Record:Connectors:care:Kind", "Webhook"), new("Record:Connectors:care:Url", "https://records.example.org/in"),
            new("Record:Connectors:care:Secret", Receiver.Secret), new("Record:Connectors:care:TimeoutSeconds", "90")]).Build();

        Should.Throw<InvalidOperationException>(() => ConnectorOptions.Read(configuration)).Message.ShouldStartWith("Record:Connectors:care:TimeoutSeconds");
    }
}
