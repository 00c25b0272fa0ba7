using System.Text;
using FamilyPortal.Shared.Record;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Record;

public class StandardWebhookTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    [Fact]
    public void Signature_OfThePublishedExample_IsThePublishedOne()
    {
        // The example of the Standard Webhooks reference libraries.
        var webhook = new StandardWebhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        webhook.Signature("msg_p5jXN8AQM9LWM0D4loKWxJek", At, Encoding.UTF8.GetBytes("""{"test": 2432232314}"""))
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    [Fact]
    public void Signature_WithTwoSecrets_SignsWithBoth()
    {
        var second = "whsec_" + Convert.ToBase64String(Encoding.UTF8.GetBytes("an older secret of enough bytes"));
        var both = new StandardWebhook($"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw {second}").Signature("a", At, "x"u8);

        both.ShouldBe($"{new StandardWebhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").Signature("a", At, "x"u8)} {new StandardWebhook(second).Signature("a", At, "x"u8)}");
    }

    [Fact]
    public void Sign_Twice_ReplacesTheHeaders()
    {
        var webhook = new StandardWebhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        using var request = new HttpRequestMessage();

        webhook.Sign(request, "a", At, "x"u8);
        webhook.Sign(request, "a", At.AddSeconds(5), "x"u8);

        request.Headers.GetValues("webhook-timestamp").ShouldHaveSingleItem().ShouldBe("1614265335");
        request.Headers.GetValues("webhook-signature").ShouldHaveSingleItem().ShouldBe(webhook.Signature("a", At.AddSeconds(5), "x"u8));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hush")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_not base64 at all")]
    public void Secret_ThatIsWeakOrNotOne_IsRefusedWithoutBeingTold(string secret)
    {
        var error = Should.Throw<FormatException>(() => new StandardWebhook(secret));
        if (secret.Length > 0) error.Message.ShouldNotContain(secret);
    }
}
