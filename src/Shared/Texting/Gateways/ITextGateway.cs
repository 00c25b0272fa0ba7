namespace FamilyPortal.Shared.Texting.Gateways;

/// <summary>Hands one text to whoever delivers it. Called only after <see cref="SendingDecision"/> said yes.</summary>
internal interface ITextGateway
{
    /// <summary>Sends, and returns the gateway's own id for the delivery report.</summary>
    /// <param name="to">E.164.</param>
    /// <param name="body">The words, complete.</param>
    /// <param name="key">The same for every try of one text, so that a repeat is delivered once.</param>
    /// <exception cref="TextGatewayException">It was not accepted.</exception>
    Task<string> SendAsync(string to, string body, Guid key, CancellationToken cancel);
}

/// <summary>The gateway did not take a text. Its message never holds the number or the words.</summary>
/// <param name="mayWorkLater">Whether another try can help.</param>
internal sealed class TextGatewayException(string message, bool mayWorkLater, Exception? inner = null) : Exception(message, inner)
{
    public bool MayWorkLater { get; } = mayWorkLater;
}
