namespace FamilyPortal.Shared.Texting.Gateways;

/// <summary>Hands one e-mail to whoever delivers it: codes for people without a phone.</summary>
internal interface IEmailGateway
{
    /// <exception cref="TextGatewayException">It was not accepted.</exception>
    Task SendAsync(string to, string subject, string body, CancellationToken cancel);
}
