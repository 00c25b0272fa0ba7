namespace FamilyPortal.Shared.Texting.Gateways;

/// <summary>`Texts:Gateway` is `none`: texts are refused for good, so that they are recorded as not sent.</summary>
internal sealed class NoTextGateway : ITextGateway
{
    public Task<string> SendAsync(string to, string body, Guid key, CancellationToken cancel) =>
        throw new TextGatewayException("This deployment sends no texts: Texts:Gateway is none.", mayWorkLater: false);
}

/// <summary>No e-mail server is configured.</summary>
internal sealed class NoEmailGateway : IEmailGateway
{
    public Task SendAsync(string to, string subject, string body, CancellationToken cancel) =>
        throw new TextGatewayException("This deployment sends no e-mail: no mail server is configured.", mayWorkLater: false);
}
