using System.Security.Cryptography.X509Certificates;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using MimeKit;

namespace FamilyPortal.Shared.Texting.Gateways;

/// <summary>
/// The mail server that takes our e-mails: section `Email:Smtp`. Beyond this machine the way to it is always encrypted, so that
/// neither the codes nor the password can be read on the way.
/// </summary>
/// <param name="Root">A certificate authority of the organisation's own; null for those that the machine trusts.</param>
internal sealed record MailSettings(string Host, int Port, SecureSocketOptions Tls, string? User, string? Password, MailboxAddress From, X509Certificate2? Root)
{
    /// <exception cref="InvalidOperationException">A setting is missing or unsafe: names it. Never holds the password.</exception>
    public static MailSettings Read(IConfiguration settings)
    {
        var host = settings["Host"];
        if (string.IsNullOrWhiteSpace(host) || Uri.CheckHostName(host) == UriHostNameType.Unknown)
            throw new InvalidOperationException("Email:Smtp:Host must be the mail server's name, such as smtp.example.org.");
        var tls = Encryption(settings["Tls"], host);
        var port = tls == SecureSocketOptions.SslOnConnect ? 465 : 587;
        if (settings["Port"] is { Length: > 0 } written && (!int.TryParse(written, out port) || port is < 1 or > 65535))
            throw new InvalidOperationException("Email:Smtp:Port must be a port, such as 587 for starttls or 465 for implicit.");
        var (user, password) = (settings["User"], settings["Password"]);
        if (string.IsNullOrEmpty(user) != string.IsNullOrEmpty(password))
            throw new InvalidOperationException("Email:Smtp:User and Email:Smtp:Password belong together: set both, or neither where the server knows us by our address.");
        return new(host, port, tls, string.IsNullOrEmpty(user) ? null : user, password, Sender(settings["From"]), ReadRoot(settings["Root"]));
    }

    private static SecureSocketOptions Encryption(string? written, string host) => written switch
    {
        null or "" or "starttls" => SecureSocketOptions.StartTls,
        "implicit" => SecureSocketOptions.SslOnConnect,
        "none" when host is "localhost" or "127.0.0.1" or "::1" => SecureSocketOptions.None,
        "none" => throw new InvalidOperationException("Email:Smtp:Tls is none, which is for a server on this machine only: codes would travel readable. Choose starttls or implicit."),
        _ => throw new InvalidOperationException("Email:Smtp:Tls must be starttls or implicit (none only on this machine)."),
    };

    /// <summary>An address alone. A name beside it would stand on lock screens.</summary>
    private static MailboxAddress Sender(string? written) =>
        MailboxAddress.TryParse(written, out var from) && string.IsNullOrEmpty(from.Name) && from.Domain.Length > 0
            ? from
            : throw new InvalidOperationException("Email:Smtp:From must be one address without a name, such as codes@example.org. It shows on lock screens: choose one that says nothing.");

    private static X509Certificate2? ReadRoot(string? path)
    {
        if (string.IsNullOrEmpty(path)) return null;
        try
        {
            return X509CertificateLoader.LoadCertificateFromFile(path);
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException("Email:Smtp:Root must be the file of the certificate (PEM) that vouches for the mail server's.", e);
        }
    }

    public override string ToString() => $"{Host}:{Port}";
}
