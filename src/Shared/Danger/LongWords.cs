namespace FamilyPortal.Shared.Danger;

/// <summary>What is done with texts that are longer than anybody types: read within bounds, and kept within bounds.</summary>
public static class LongWords
{
    /// <summary>Characters of one text that are read for danger.</summary>
    public const int MostRead = 60_000;

    /// <summary>Stands where an excerpt leaves something out.</summary>
    private const string LeftOut = "[…]";

    /// <summary>
    /// A text up to <see cref="MostRead"/> whole; of a longer one as much from its start and its end. Nobody types so much, and a
    /// cry for help put into pasted words stands before or after them.
    /// </summary>
    internal static string Read(string text) => text.Length <= MostRead ? text : $"{text[..(MostRead / 2)]}\n\n{text[^(MostRead / 2)..]}";

    /// <summary>The text itself where it is short enough; else the part of it that says the most pressing danger, with marks where it was cut.</summary>
    public static string? Excerpt(DangerCheck check, string? text, int most, Speaker speaker = Speaker.Unknown)
    {
        if (text is null || text.Length <= most) return text;
        var length = most - (2 * (LeftOut.Length + 1));
        var (start, worst) = (0, DangerLevel.None);
        foreach (var place in Places(text.Length, length))
        {
            var level = check.Check(Part(text, place, length), speaker: speaker).Level;
            if (level > worst) (start, worst) = (place, level);
            if (worst == DangerLevel.Emergency) break;
        }
        var part = Part(text, start, length);
        return $"{(start > 0 ? LeftOut + " " : "")}{StorableText.Of(part)}{(start + length < text.Length ? " " + LeftOut : "")}";
    }

    /// <summary>The whole text in parts of at most so many characters, cut between words where there are any.</summary>
    public static IReadOnlyList<string> Parts(string text, int most)
    {
        List<string> parts = [];
        while (text.Length > most)
        {
            var end = text.LastIndexOfAny([' ', '\n'], most);
            // One endless word: cut it, but no pair of surrogates.
            var cut = end > 0 ? end : char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
            parts.Add(text[..cut]);
            text = end > 0 ? text[(cut + 1)..] : text[cut..];
        }
        return text.Length > 0 ? [.. parts, text] : parts;
    }

    /// <summary>Where parts begin, each taking in a quarter of the one before, so that no sentence lies between two; within what is read.</summary>
    private static IEnumerable<int> Places(int all, int length)
    {
        for (var place = 0; place < all; place += length * 3 / 4)
        {
            if (all > MostRead && place > MostRead / 2 && place + length < all - (MostRead / 2)) continue;
            yield return Math.Max(0, Math.Min(place, all - length));
        }
    }

    private static string Part(string text, int start, int length) => text.Substring(start, Math.Min(length, text.Length - start));
}
