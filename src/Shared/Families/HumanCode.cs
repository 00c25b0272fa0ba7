using System.Security.Cryptography;

namespace FamilyPortal.Shared.Families;

/// <summary>
/// Codes that people read off paper or a screen and type: 5 bits for each character, none that is taken for another. What is
/// typed in small letters, with spaces, or as O, I and L is read as it was meant.
/// </summary>
internal static class HumanCode
{
    /// <summary>Crockford's base 32: without I, L, O and U.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string New(int length) => RandomNumberGenerator.GetString(Alphabet, length);

    /// <summary>Null where it cannot be a code of this length.</summary>
    public static string? Read(string? typed, int length)
    {
        // Longer than anybody types: not looked at.
        if (typed is null || typed.Length > length * 4) return null;
        var read = string.Concat(typed.ToUpperInvariant().Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '.')).Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }));
        return read.Length == length && read.All(Alphabet.Contains) ? read : null;
    }
}
