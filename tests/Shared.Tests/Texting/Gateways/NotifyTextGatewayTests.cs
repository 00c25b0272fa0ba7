using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FamilyPortal.Shared.Texting.Gateways;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Texting.Gateways;

public class NotifyTextGatewayTests
{
    private const string Service = "26785a09-ab16-4eb0-8407-a37497a57506";
    private const string Secret = "3d844edf-8d35-48ac-975b-e847b4f122b0";
    private static readonly Guid Template = Guid.Parse("f33517ff-2a88-4f6e-b855-c550268ce08a");

    [Fact]
    public async Task Send_PostsTheTextWithATokenOfTheKey()
    {
        await using var notify = await Receiver.StartAsync();
        notify.Answer = _ => (201, """{"id":"bfb50d92-100d-4b8b-b559-14fa3b091cda","reference":"x"}""");
        var key = Guid.NewGuid();

        (await SendAsync(notify, key)).ShouldBe("bfb50d92-100d-4b8b-b559-14fa3b091cda");

        var request = notify.Requests.ShouldHaveSingleItem();
        request.PathAndQuery.ShouldBe("/v2/notifications/sms");
        var json = JsonDocument.Parse(request.Body).RootElement;
        json.GetProperty("phone_number").GetString().ShouldBe(Somebody.Phone);
        json.GetProperty("template_id").GetGuid().ShouldBe(Template);
        json.GetProperty("personalisation").GetProperty("body").GetString().ShouldBe("Thanks, got it.");
        json.GetProperty("reference").GetString().ShouldBe(key.ToString("n"));

        var token = request.Headers["authorization"]["Bearer ".Length..].Split('.');
        Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token[0])).ShouldBe("""{"typ":"JWT","alg":"HS256"}""");
        Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token[1])).ShouldBe($$"""{"iss":"{{Service}}","iat":{{new TestClock().Now.ToUnixTimeSeconds()}}}""");
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Secret), Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"))).ShouldBe(token[2]);
    }

    [Fact]
    public async Task Send_WhenItsEndIsUnknown_AsksBeforeAnybodyTriesAgain()
    {
        await using var notify = await Receiver.StartAsync();
        var key = Guid.NewGuid();
        notify.Answer = before => before == 0 ? (504, "") : (200, """{"notifications":[{"id":"taken-after-all"}]}""");
        (await SendAsync(notify, key)).ShouldBe("taken-after-all");
        notify.Requests.Last().PathAndQuery.ShouldBe($"/v2/notifications?reference={key:n}");
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(403, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    public async Task Send_WhenRefused_SaysWhetherAnotherTryCanHelp(int status, bool mayWorkLater)
    {
        await using var notify = await Receiver.StartAsync();
        notify.Answer = before => before == 0 ? (status, "{}") : (200, """{"notifications":[]}""");
        (await Should.ThrowAsync<TextGatewayException>(() => SendAsync(notify, Guid.NewGuid()))).MayWorkLater.ShouldBe(mayWorkLater);
    }

    [Theory]
    [InlineData("")]
    [InlineData("name-only")]
    [InlineData("name-26785a09-ab16-4eb0-8407-a37497a57506")]
    public void Key_OfAWrongForm_SaysWhatItMustBe(string written) =>
        Should.Throw<InvalidOperationException>(() => new NotifyKey(written)).Message.ShouldStartWith("Texts:Notify:ApiKey must be");

    private static async Task<string> SendAsync(Receiver notify, Guid key)
    {
        await using var services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        var gateway = new NotifyTextGateway(services.GetRequiredService<IHttpClientFactory>(), new Uri(notify.Url), new NotifyKey($"main-{Service}-{Secret}"), Template, new TestClock());
        return await gateway.SendAsync(Somebody.Phone, "Thanks, got it.", key, default);
    }
}
