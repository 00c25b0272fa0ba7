using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FamilyPortal.Shared.Texting.Gateways;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Texting.Gateways;

public class AcsTextGatewayTests
{
    private const string Key = "c2VjcmV0LWZvci10ZXN0cy1vbmx5";
    private const string Taken = """{"value":[{"to":"+447700900123","messageId":"Outgoing_1","httpStatusCode":202,"successful":true,"repeatabilityResult":"accepted"}]}""";
    private readonly TestClock _clock = new();

    [Fact]
    public async Task Send_PostsTheTextSignedWithTheKey()
    {
        await using var acs = await Receiver.StartAsync();
        acs.Answer = _ => (202, Taken);
        var key = Guid.NewGuid();

        (await Gateway(acs).SendAsync(Somebody.Phone, "482913 is your code.", key, default)).ShouldBe("Outgoing_1");

        var request = acs.Requests.ShouldHaveSingleItem();
        request.PathAndQuery.ShouldBe("/sms?api-version=2021-03-07");
        var json = JsonDocument.Parse(request.Body).RootElement;
        json.GetProperty("from").GetString().ShouldBe("+447700900999");
        json.GetProperty("message").GetString().ShouldBe("482913 is your code.");
        json.GetProperty("smsRecipients")[0].GetProperty("to").GetString().ShouldBe(Somebody.Phone);
        json.GetProperty("smsRecipients")[0].GetProperty("repeatabilityRequestId").GetString().ShouldBe(key.ToString());
        json.GetProperty("smsSendOptions").GetProperty("enableDeliveryReport").GetBoolean().ShouldBeTrue();

        // The scheme as documented, computed again from what came over the wire.
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(request.Body)));
        request.Headers["x-ms-content-sha256"].ShouldBe(hash);
        request.Headers["x-ms-date"].ShouldBe("Mon, 18 May 2026 09:00:00 GMT");
        var signed = $"POST\n/sms?api-version=2021-03-07\n{request.Headers["x-ms-date"]};{request.Headers["host"]};{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes(signed)));
        request.Headers["authorization"].ShouldBe($"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}");
    }

    [Fact]
    public async Task Send_WhenTheServiceIsBusy_TriesAgainWithTheSameRepeatabilityId()
    {
        await using var acs = await Receiver.StartAsync();
        acs.Answer = before => before < 2 ? (503, "{}") : (202, Taken);
        var key = Guid.NewGuid();
        await Gateway(acs).SendAsync(Somebody.Phone, "text", key, default);
        acs.Requests.Count.ShouldBe(3);
        acs.Requests.ShouldAllBe(r => r.Body.Contains(key.ToString()));
    }

    [Theory]
    [InlineData(400, "{}", false)]
    [InlineData(401, "{}", true)]
    [InlineData(500, "{}", true)]
    [InlineData(202, """{"value":[{"to":"+447700900123","httpStatusCode":400,"successful":false,"errorMessage":"invalid +447700900123"}]}""", false)]
    [InlineData(202, """{"value":[{"to":"+447700900123","httpStatusCode":429,"successful":false}]}""", true)]
    [InlineData(202, "{}", true)]
    public async Task Send_WhenRefused_SaysWhetherAnotherTryCanHelp_AndNothingOfTheNumber(int status, string body, bool mayWorkLater)
    {
        await using var acs = await Receiver.StartAsync();
        acs.Answer = _ => (status, body);
        var error = await Should.ThrowAsync<TextGatewayException>(() => Gateway(acs).SendAsync(Somebody.Phone, "text", Guid.NewGuid(), default));
        error.MayWorkLater.ShouldBe(mayWorkLater);
        error.ToString().ShouldNotContain("900123");
    }

    [Fact]
    public async Task Send_WhenNobodyListens_MayWorkLater()
    {
        var acs = await Receiver.StartAsync();
        var gateway = Gateway(acs);
        await acs.DisposeAsync();
        (await Should.ThrowAsync<TextGatewayException>(() => gateway.SendAsync(Somebody.Phone, "text", Guid.NewGuid(), default))).MayWorkLater.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("endpoint=https://x.communication.azure.com/")]
    [InlineData("endpoint=http://x.communication.azure.com/;accesskey=c2VjcmV0")]
    [InlineData("endpoint=https://x.communication.azure.com/;accesskey=not base64!")]
    public void Parse_AWrongConnectionString_SaysWhatItMustBe_WithoutRepeatingIt(string written)
    {
        var error = Should.Throw<InvalidOperationException>(() => AcsConnection.Parse(written));
        error.Message.ShouldStartWith("Texts:Acs:ConnectionString must be");
        if (written.Contains("accesskey=")) error.Message.ShouldNotContain(written.Split("accesskey=")[1]);
    }

    private AcsTextGateway Gateway(Receiver acs) =>
        new(AcsConnection.Parse($"endpoint={acs.Url};accesskey={Key}"), "+447700900999", _clock, TimeSpan.FromMilliseconds(1));
}
