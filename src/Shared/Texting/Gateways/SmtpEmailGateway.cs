using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace FamilyPortal.Shared.Texting.Gateways;

/// <summary>
/// E-mail through a mail server (SMTP, on MailKit): plain text, nothing that tells who opened it. One connection for each: codes
/// are few, and none waits behind another.
/// </summary>
/// <param name="patience">How long one e-mail may take from the connection to the server's "taken".</param>
internal sealed class SmtpEmailGateway(MailSettings settings, TimeProvider clock, TimeSpan? patience = null) : IEmailGateway
{
    private readonly TimeSpan _patience = patience ?? TimeSpan.FromSeconds(30);

    public async Task SendAsync(string to, string subject, string body, CancellationToken cancel)
    {
        using var message = Write(to, subject, body);
        using var client = new SmtpClient();
        client.LocalDomain = settings.From.Domain; // else the name of this machine
        if (settings.Root is not null)
        {
            // The organisation's own authority publishes no list of revoked certificates that we could ask.
            client.CheckCertificateRevocation = false;
            client.ServerCertificateValidationCallback = IsOurs;
        }
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        end.CancelAfter(_patience);
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, settings.Tls, end.Token);
            if (settings.User is not null) await client.AuthenticateAsync(settings.User, settings.Password!, end.Token);
            await client.SendAsync(message, end.Token);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && Refused(e) is { } refused)
        {
            throw refused;
        }
        await GoodbyeAsync(client, end.Token);
    }

    private MimeMessage Write(string to, string subject, string body)
    {
        if (!MailboxAddress.TryParse(to, out var recipient)) throw new TextGatewayException("The address is none that an e-mail can go to.", mayWorkLater: false);
        var message = new MimeMessage
        {
            Subject = subject,
            Body = new TextPart("plain") { Text = body },
            Date = clock.GetUtcNow(),
            MessageId = $"{Guid.NewGuid():n}@{settings.From.Domain}", // else one with the name of this machine
        };
        message.From.Add(settings.From);
        message.To.Add(recipient);
        message.Headers.Add("Auto-Submitted", "auto-generated"); // RFC 3834: nobody's absence is answered to us
        return message;
    }

    /// <summary>Taken is taken, however the connection ends: nothing here may bring a second try.</summary>
    private static async Task GoodbyeAsync(SmtpClient client, CancellationToken cancel)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancel);
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or OperationCanceledException)
        {
            // It is gone already, which is as good.
        }
    }

    /// <summary>What a refusal or fault means. Never with the server's own words: they repeat the address. Null for a fault of ours.</summary>
    private static TextGatewayException? Refused(Exception e) => e switch
    {
        // 4xx passes by itself; a sender that is not accepted is a setting that somebody mends. Any other 5xx is for good.
        SmtpCommandException command => new($"The mail server refused with {(int)command.StatusCode}.", (int)command.StatusCode < 500 || command.ErrorCode == SmtpErrorCode.SenderNotAccepted),
        AuthenticationException => new("The mail server does not take our user and password.", mayWorkLater: true),
        SslHandshakeException => new("The mail server's certificate is not to be trusted.", mayWorkLater: true),
        NotSupportedException => new("The mail server does not offer what the settings ask for (starttls, or a way to sign in).", mayWorkLater: true),
        OperationCanceledException or IOException or SocketException or ProtocolException or TimeoutException => new("The mail server could not be reached.", mayWorkLater: true),
        _ => null,
    };

    private bool IsOurs(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        // The name must be right in any case: only who vouches for it is ours to say.
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 shown) return false;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.Add(settings.Root!);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var link in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>()) own.ChainPolicy.ExtraStore.Add(link.Certificate);
        return own.Build(shown);
    }
}
