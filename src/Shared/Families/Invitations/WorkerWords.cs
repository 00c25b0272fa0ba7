using System.Security.Cryptography;

namespace FamilyPortal.Shared.Families.Invitations;

/// <summary>Words that are easy to say and to spell: two of them and a number, some 90 000 choices, with three tries.</summary>
public static class WorkerWords
{
    private static readonly string[] First = ["amber", "brown", "coral", "dusty", "early", "frosty", "gentle", "happy", "icy", "jolly", "kind", "lemon", "misty", "noble", "olive", "purple", "quiet", "rosy", "sandy", "tidy", "upper", "velvet", "windy", "yellow", "bright", "clever", "double", "eager", "fluffy", "golden", "hidden", "silver"];
    private static readonly string[] Second = ["apple", "badger", "candle", "dolphin", "engine", "feather", "garden", "hammer", "island", "jacket", "kettle", "ladder", "magnet", "needle", "orange", "pepper", "quilt", "rabbit", "saddle", "teapot", "umbrella", "village", "window", "zebra", "anchor", "button", "cherry", "dragon", "falcon", "guitar", "hedgehog", "lantern"];

    /// <summary>
    /// What counts of a word that was typed: letters and numbers, big or small. Spaces, hyphens and dots are slips of the pen, and
    /// cost nobody a try. Empty where nothing counts.
    /// </summary>
    public static string Read(string? typed) => string.Concat((typed ?? "").Where(char.IsLetterOrDigit)).ToLowerInvariant();

    internal static string New() => $"{Pick(First)} {Pick(Second)} {RandomNumberGenerator.GetInt32(10, 100)}";

    private static string Pick(string[] words) => words[RandomNumberGenerator.GetInt32(words.Length)];
}
