namespace FamilyPortal.Identity.Keys;

/// <summary>What a key is for.</summary>
internal enum KeyUse
{
    /// <summary>RSA: signs tokens; its public half is in JWKS.</summary>
    Sign,

    /// <summary>Symmetric: seals authorization codes.</summary>
    Seal,

    /// <summary>Symmetric: hashes numbers, addresses and codes before they are stored.</summary>
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
}
