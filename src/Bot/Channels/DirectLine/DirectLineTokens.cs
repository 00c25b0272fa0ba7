using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace FamilyPortal.Bot.Channels.DirectLine;

/// <summary>Whom a token speaks for: one person in one conversation, which itself is bound to one session of the Portal.</summary>
internal sealed record DirectLineToken(Guid Conversation, Guid MembershipKey)
{
    /// <summary>The only <c>from.id</c> that this person's activities ever carry.</summary>
    public string UserId => UserIdOf(MembershipKey);

    public static string UserIdOf(Guid membershipKey) => $"dl_{membershipKey:N}";

    /// <summary>Null for anything but <c>dl_</c> and a membership key.</summary>
    public static Guid? MembershipOf(string? userId) =>
        userId is { Length: 35 } && userId.StartsWith("dl_", StringComparison.Ordinal) && Guid.TryParseExact(userId[3..], "N", out var key) ? key : null;
}

/// <summary>Seals and opens tokens with the Bot's Data Protection keys, which all its copies share.</summary>
internal sealed class DirectLineTokens(IDataProtectionProvider protection, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    /// <summary>A stream's token stands in a URL, and URLs lie about in logs: it is only good for opening the stream at once.</summary>
    public static readonly TimeSpan StreamLife = TimeSpan.FromMinutes(2);

    private readonly IDataProtector _rest = protection.CreateProtector("FamilyPortal.Bot.DirectLine.Token.v1");
    private readonly IDataProtector _stream = protection.CreateProtector("FamilyPortal.Bot.DirectLine.Stream.v1");

    public string Make(DirectLineToken token) => Seal(_rest, token, Life);

    public string MakeForStream(DirectLineToken token) => Seal(_stream, token, StreamLife);

    /// <summary>Null for one that is expired, changed, or not ours.</summary>
    public DirectLineToken? Open(string? sealedToken) => Open(_rest, sealedToken);

    public DirectLineToken? OpenForStream(string? sealedToken) => Open(_stream, sealedToken);

    private string Seal(IDataProtector protector, DirectLineToken token, TimeSpan life) => Base64Url.EncodeToString(
        protector.Protect(JsonSerializer.SerializeToUtf8Bytes(new Sealed(token.Conversation, token.MembershipKey, (clock.GetUtcNow() + life).ToUnixTimeSeconds()))));

    private DirectLineToken? Open(IDataProtector protector, string? sealedToken)
    {
        if (sealedToken is not { Length: > 0 and < 1000 } || !Base64Url.IsValid(sealedToken)) return null;
        try
        {
            var inside = JsonSerializer.Deserialize<Sealed>(protector.Unprotect(Base64Url.DecodeFromChars(sealedToken)))!;
            return inside.Until > clock.GetUtcNow().ToUnixTimeSeconds() ? new(inside.Conversation, inside.Membership) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private sealed record Sealed(Guid Conversation, Guid Membership, long Until);
}
