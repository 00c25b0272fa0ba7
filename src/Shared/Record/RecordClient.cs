namespace FamilyPortal.Shared.Record;

/// <summary>
/// A case-management system that proved who it is, and the authorities whose families it serves. Only the record API makes
/// one, from a token it has checked and from configuration.
/// </summary>
/// <param name="Id">The client id of the token.</param>
public sealed record RecordClient(string Id, IReadOnlyList<string> Authorities)
{
    /// <summary>Whether this authority's families are this client's business.</summary>
    public bool Serves(string authority) => Authorities.Contains(authority, StringComparer.Ordinal);
}
