using System.Security.Cryptography.X509Certificates;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Shared.Texting.Gateways;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MimeKit;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Texting.Gateways;

/// <summary>Real SMTP conversations with a mail server on this machine.</summary>
public class SmtpEmailGatewayTests
{
    private const string Nan = "nan@example.org";

    [Fact]
    public async Task Send_WithStarttls_SignsInAndHandsOverOnlyUnderTls()
    {
        var (root, certificate) = SelfMade.Certificates();
        await using var server = new SmtpServer { Certificate = certificate };

        await SendAsync(server, SecureSocketOptions.StartTls, root, user: "us");

        server.Heard.Where(h => h.StartsWith("plain: ", StringComparison.Ordinal)).ShouldBe(["plain: EHLO mail.example.net", "plain: STARTTLS"]);
        server.Heard.ShouldContain(h => h.StartsWith("AUTH PLAIN", StringComparison.Ordinal));
        server.Heard.ShouldContain("MAIL FROM:<codes@mail.example.net>");
        server.Heard.ShouldContain($"RCPT TO:<{Nan}>");
        server.Taken.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Send_WithImplicitTls_HandsOver()
    {
        var (root, certificate) = SelfMade.Certificates();
        await using var server = new SmtpServer { Certificate = certificate, IsImplicit = true };
        await SendAsync(server, SecureSocketOptions.SslOnConnect, root);
        server.Taken.Count.ShouldBe(1);
        server.Heard.ShouldNotContain(h => h.StartsWith("plain", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_HandsOverPlainTextThatSaysNothingElse()
    {
        await using var server = new SmtpServer();
        await SendAsync(server, SecureSocketOptions.None);

        var written = server.Taken.ShouldHaveSingleItem();
        var mail = await MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(written)));
        mail.From.ToString().ShouldBe("codes@mail.example.net");
        mail.To.ToString().ShouldBe(Nan);
        mail.Subject.ShouldBe("Your code");
        mail.Body.ShouldBeOfType<TextPart>().ContentType.MimeType.ShouldBe("text/plain");
        mail.TextBody!.Trim().ShouldBe("482913 is your code.");
        mail.Date.ShouldBe(new TestClock().Now);
        mail.Headers.Select(h => h.Field).ShouldBe(["From", "Date", "Subject", "Message-Id", "To", "Auto-Submitted", "MIME-Version"], ignoreOrder: true);
        mail.MessageId.ShouldEndWith("@mail.example.net");
        written.ShouldNotContain(Environment.MachineName);
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 <nan@example.org> no such person", false)]
    [InlineData("RCPT", "452 4.2.2 <nan@example.org> is full", true)]
    [InlineData("RCPT", "450 4.7.1 greylisted, come again", true)]
    [InlineData("MAIL", "553 5.7.1 codes@mail.example.net may not send", true)]
    [InlineData("DATA", "554 5.7.1 nothing for nan@example.org", false)]
    [InlineData(".", "451 4.3.0 nan@example.org later", true)]
    [InlineData(".", "", true)]
    [InlineData("RCPT", "", true)]
    [InlineData("EHLO", "", true)]
    [InlineData("EHLO", "421 too busy for nan@example.org", true)]
    public async Task Send_WhenRefused_SaysWhetherAnotherTryCanHelp_AndNotTheAddress(string verb, string answer, bool mayWorkLater)
    {
        await using var server = new SmtpServer { Answers = { [verb] = answer, ["HELO"] = answer } };
        var refused = await Should.ThrowAsync<TextGatewayException>(() => SendAsync(server, SecureSocketOptions.None));
        refused.MayWorkLater.ShouldBe(mayWorkLater);
        refused.ToString().ShouldNotContain("nan@example.org");
        refused.Message.ShouldNotContain("482913");
        server.Taken.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_ToAServerThatSaysNothing_GivesUp()
    {
        await using var server = new SmtpServer { Answers = { ["EHLO"] = null } };
        (await Should.ThrowAsync<TextGatewayException>(() => SendAsync(server, SecureSocketOptions.None, patience: TimeSpan.FromMilliseconds(300)))).MayWorkLater.ShouldBeTrue();
    }

    [Fact]
    public async Task Send_WhereNobodyListens_MayWorkLater()
    {
        int port;
        await using (var server = new SmtpServer()) port = server.Port;
        var gateway = new SmtpEmailGateway(Settings(port, SecureSocketOptions.None), new TestClock());
        (await Should.ThrowAsync<TextGatewayException>(() => gateway.SendAsync(Nan, "Your code", "x", default))).MayWorkLater.ShouldBeTrue();
    }

    [Fact]
    public async Task Send_WhenItWasTakenAndTheConnectionDropsAtTheGoodbye_IsDone()
    {
        await using var server = new SmtpServer { Answers = { ["QUIT"] = "" } };
        await SendAsync(server, SecureSocketOptions.None);
        server.Taken.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Send_ToAServerWithoutStarttls_SaysNothingInPlain()
    {
        await using var server = new SmtpServer();
        (await Should.ThrowAsync<TextGatewayException>(() => SendAsync(server, SecureSocketOptions.StartTls, user: "us"))).MayWorkLater.ShouldBeTrue();
        server.Heard.ShouldNotContain(h => h.Contains("AUTH", StringComparison.Ordinal) || h.Contains("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("somebody else's authority", "localhost")]
    [InlineData("no authority of ours", "localhost")]
    [InlineData("another name", "other.example.org")]
    public async Task Send_ToAServerThatCannotProveItself_SaysNothing(string why, string host)
    {
        var (root, certificate) = SelfMade.Certificates(host);
        await using var server = new SmtpServer { Certificate = certificate };
        var trusted = why switch { "somebody else's authority" => SelfMade.Certificates().Root, "no authority of ours" => null, _ => root };
        await Should.ThrowAsync<TextGatewayException>(() => SendAsync(server, SecureSocketOptions.StartTls, trusted, user: "us"));
        server.Heard.ShouldNotContain(h => h.Contains("AUTH", StringComparison.Ordinal) || h.Contains("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AUTH", "535 5.7.8 wrong")]
    public async Task Send_WithAWrongPassword_MayWorkOnceSomebodyMendsIt(string verb, string answer)
    {
        var (root, certificate) = SelfMade.Certificates();
        await using var server = new SmtpServer { Certificate = certificate, Answers = { [verb] = answer } };
        var refused = await Should.ThrowAsync<TextGatewayException>(() => SendAsync(server, SecureSocketOptions.StartTls, root, user: "us"));
        refused.MayWorkLater.ShouldBeTrue();
        refused.Message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("nan@example.org\r\nBcc: other@example.org")]
    [InlineData("")]
    public async Task Send_ToNoAddress_IsRefusedForGood(string to)
    {
        await using var server = new SmtpServer();
        var gateway = new SmtpEmailGateway(Settings(server.Port, SecureSocketOptions.None), new TestClock());
        (await Should.ThrowAsync<TextGatewayException>(() => gateway.SendAsync(to, "Your code", "x", default))).MayWorkLater.ShouldBeFalse();
        server.Heard.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Host", "", "Email:Smtp:Host must be")]
    [InlineData("Host", "not a host", "Email:Smtp:Host must be")]
    [InlineData("Port", "0", "Email:Smtp:Port must be")]
    [InlineData("Tls", "none", "Email:Smtp:Tls is none")]
    [InlineData("Tls", "auto", "Email:Smtp:Tls must be")]
    [InlineData("Password", "", "Email:Smtp:User and Email:Smtp:Password")]
    [InlineData("From", "", "Email:Smtp:From must be")]
    [InlineData("From", "Children's services <codes@example.net>", "Email:Smtp:From must be")]
    [InlineData("Root", "/nothing/there.pem", "Email:Smtp:Root must be")]
    public async Task Start_WithAWrongSetting_StopsAndSaysWhatToSet(string key, string value, string message)
    {
        await using var test = await TestStore.CreateAsync();
        Dictionary<string, string?> settings = new()
        {
            ["Texts:Gateway"] = "none",
            ["Email:Gateway"] = "smtp",
            ["Email:Smtp:Host"] = "smtp.example.org",
            ["Email:Smtp:From"] = "codes@example.net",
            ["Email:Smtp:User"] = "us",
            ["Email:Smtp:Password"] = "secret",
            [$"Email:Smtp:{key}"] = value,
        };
        using var host = TestHost.Build(test, settings: settings, environment: "Production");
        var stopped = await Should.ThrowAsync<InvalidOperationException>(() => host.StartAsync());
        stopped.Message.ShouldStartWith(message);
        stopped.Message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("Production", "demo")]
    [InlineData("Production", "pigeon")]
    [InlineData("Development", "pigeon")]
    public async Task Start_WithAWrongGateway_Stops(string environment, string name)
    {
        await using var test = await TestStore.CreateAsync();
        using var host = TestHost.Build(test, settings: [new("Texts:Gateway", "none"), new("Email:Gateway", name)], environment: environment);
        (await Should.ThrowAsync<InvalidOperationException>(() => host.StartAsync())).Message.ShouldStartWith("Email:Gateway must be smtp or none");
    }

    [Theory]
    [InlineData("demo", "", typeof(DemoTextGateway))]
    [InlineData("none", "", typeof(NoEmailGateway))]
    [InlineData("demo", "smtp", typeof(SmtpEmailGateway))]
    public async Task Emails_InDevelopment_StayInTheLocalOutboxUnlessAServerIsNamed(string texts, string emails, Type expected)
    {
        await using var test = await TestStore.CreateAsync();
        using var host = TestHost.Build(test, settings: [new("Texts:Gateway", texts), new("Email:Gateway", emails), new("Email:Smtp:Host", "localhost"), new("Email:Smtp:From", "codes@example.net")]);
        host.Services.GetRequiredService<IEmailGateway>().ShouldBeOfType(expected);
    }

    private static async Task SendAsync(SmtpServer server, SecureSocketOptions tls, X509Certificate2? root = null, string? user = null, TimeSpan? patience = null) =>
        await new SmtpEmailGateway(Settings(server.Port, tls, root, user), new TestClock(), patience).SendAsync(Nan, "Your code", "482913 is your code.", default);

    private static MailSettings Settings(int port, SecureSocketOptions tls, X509Certificate2? root = null, string? user = null) =>
        new("localhost", port, tls, user, user is null ? null : "secret", MailboxAddress.Parse("codes@mail.example.net"), root);
}
