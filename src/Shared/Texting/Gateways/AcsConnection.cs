namespace FamilyPortal.Shared.Texting.Gateways;

/// <summary>Where Azure Communication Services takes texts, and the key that signs for us: `endpoint=https://...;accesskey=...`.</summary>
internal sealed record AcsConnection(Uri Endpoint, byte[] Key)
{
    /// <exception cref="InvalidOperationException">It is not of that form. The message never holds the key.</exception>
    public static AcsConnection Parse(string? written)
    {
        var parts = (written ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0], StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.Last()[1], StringComparer.OrdinalIgnoreCase);
        var key = new byte[(written ?? "").Length];
        if (!Uri.TryCreate(parts.GetValueOrDefault("endpoint"), UriKind.Absolute, out var endpoint) || (endpoint.Scheme != "https" && !endpoint.IsLoopback)
            || !Convert.TryFromBase64String(parts.GetValueOrDefault("accesskey") ?? "", key, out var length) || length == 0)
            throw new InvalidOperationException("Texts:Acs:ConnectionString must be endpoint=https://NAME.communication.azure.com/;accesskey=KEY, as the Azure portal shows it.");
        return new(endpoint, key[..length]);
    }

    public override string ToString() => Endpoint.Host;
}
