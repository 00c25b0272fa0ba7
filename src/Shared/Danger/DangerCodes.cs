using System.Text;

namespace FamilyPortal.Shared.Danger;

/// <summary>Names of levels and kinds outside the program: <c>SelfHarm</c> is <c>self-harm</c>.</summary>
internal static class DangerCodes
{
    public static string Of(string name)
    {
        var code = new StringBuilder(name.Length + 2);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && code.Length > 0) code.Append('-');
            code.Append(char.ToLowerInvariant(letter));
        }

        return code.ToString();
    }

    /// <summary>Reads a code. Throws <see cref="FormatException"/> for one that does not exist.</summary>
    public static T Parse<T>(string code) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value.ToString()) == code) return value;
        }

        throw new FormatException($"'{code}' is not a {typeof(T).Name}.");
    }
}
