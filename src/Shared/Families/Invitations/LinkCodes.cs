using System.Security.Cryptography;
using System.Text;

namespace FamilyPortal.Shared.Families.Invitations;

/// <summary>The code in an invitation's link: 10 characters, 50 bits.</summary>
internal static class LinkCodes
{
    public const int Length = 10;

    /// <summary>
    /// The same code must give the same hash, to be found by it; so the salt is fixed, and the work per guess is what keeps
    /// somebody with a copy of the table from trying all 2^50.
    /// </summary>
    private const int Rounds = 20_000;

    private static readonly byte[] Salt = Encoding.ASCII.GetBytes("FamilyPortal.InvitationLink");

    public static string New() => HumanCode.New(Length);

    public static string Hash(string code) =>
        Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(code), Salt, Rounds, HashAlgorithmName.SHA256, 32));
}
