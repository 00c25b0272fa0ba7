using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace FamilyPortal.Shared.Families.SignIn;

/// <summary>
/// The framework's slow hash (PBKDF2 with HMAC-SHA-512, as many rounds as the framework's default) of what people are told or
/// read off paper. Checking takes as long where nobody has a hash.
/// </summary>
internal static class SlowHash
{
    /// <summary>A runtime option that only the tests' projects set: the wait at thousands of words would be most of what a run costs.</summary>
    private const string RoundsOption = "FamilyPortal.SlowHash.Rounds";

    private static readonly PasswordHasher<object> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds(AppContext.GetData(RoundsOption)) }));
    private static readonly object NoUser = new();
    private static readonly string NobodysHash = Of(Guid.NewGuid().ToString());

    public static string Of(string secret) => Hasher.HashPassword(NoUser, secret);

    /// <summary>False, after the same work, where there is no hash.</summary>
    public static bool Matches(string? hash, string secret) =>
        Hasher.VerifyHashedPassword(NoUser, hash ?? NobodysHash, secret) != PasswordVerificationResult.Failed && hash is not null;

    /// <param name="option">As the runtime holds it; null without it.</param>
    internal static int Rounds(object? option) => option is string rounds ? int.Parse(rounds, CultureInfo.InvariantCulture) : new PasswordHasherOptions().IterationCount;
}
