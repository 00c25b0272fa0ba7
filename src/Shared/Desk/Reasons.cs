using System.Text;

namespace FamilyPortal.Shared.Desk;

/// <summary>Why somebody did what they had to give a reason for: words, not a space or a sign that nobody sees.</summary>
public static class Reasons
{
    public static bool IsGiven(string? reason) => reason is not null && reason.EnumerateRunes().Any(Rune.IsLetter);

    /// <exception cref="ArgumentException">It says nothing, or is too long.</exception>
    internal static void Demand(string reason, int longest)
    {
        if (!IsGiven(reason)) throw new ArgumentException("A reason is written in words.", nameof(reason));
        if (reason.Length > longest) throw new ArgumentException($"A reason has at most {longest} characters.", nameof(reason));
    }
}
