namespace FamilyPortal.Identity.Keys;

/// <summary>What a key is for.</summary>
internal enum KeyUse
{
    /// <summary>RSA, RS256: signs id tokens and logout tokens; its public half is in JWKS.</summary>
    Sign,

    /// <summary>P-256, ES256: signs access tokens; its public half is in JWKS.</summary>
    Access,

    /// <summary>Symmetric, HS256: signs what only Identity reads again, codes and refresh tokens. Never in JWKS.</summary>
    Inner,

    /// <summary>Symmetric: seals what only Identity reads again.</summary>
    Seal,

    /// <summary>Symmetric: hashes numbers, addresses, codes and client secrets before they are stored. Does not rotate: its hashes must be found again.</summary>
    Mark,
}

/// <summary>A key of the provider, shared by all copies.</summary>
internal sealed class StoredKey
{
    public KeyUse Use { get; set; }

    /// <summary>1, 2, 3 ... for each use. Part of the primary key, so that of two copies making the next key one fails and takes the other's.</summary>
    public int Sequence { get; set; }

    /// <summary>The `kid`.</summary>
    public required string Kid { get; set; }

    /// <summary>The key, sealed with Data Protection.</summary>
    public required string Sealed { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Before this it is only announced; from then on it signs, until the next one's time comes.</summary>
    public DateTimeOffset UsedFrom { get; set; }
}
