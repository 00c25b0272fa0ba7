namespace FamilyPortal.Shared.Danger.Language;

/// <summary>One place of a phrase: a set of words, or any word that does not deny.</summary>
/// <param name="Words">The words that fit; null when any word fits.</param>
/// <param name="Optional">May be left out.</param>
internal sealed record PhrasePart(IReadOnlySet<string>? Words, bool Optional)
{
    // A gap does not step over "not" or "never": "he never hit me" is not "he hit me".
    public bool Fits(Token token) =>
        Words is null ? !token.IsBreak && !Negation.Words.Contains(token.Word) : token.IsOneOf(Words);
}

/// <summary>A sequence of places that is looked for in a text. At most 63 places, so that a set of places fits one number.</summary>
internal sealed class Phrase(string text, IReadOnlyList<PhrasePart> parts)
{
    public string Text { get; } = text;

    public IReadOnlySet<string> FirstWords => parts[0].Words!;

    /// <summary>The words of all its places.</summary>
    public IReadOnlySet<string> Words { get; } = parts.Where(part => part.Words is not null).SelectMany(part => part.Words!).ToHashSet();

    /// <summary>Where the shortest match that starts at <paramref name="start"/> ends, or -1. Looks at no more tokens than the phrase has places.</summary>
    public int EndOfMatch(IReadOnlyList<Token> tokens, int start)
    {
        var waiting = StepOverOptional(1UL);
        for (var at = start; at < tokens.Count && waiting != 0; at++)
        {
            var next = 0UL;
            for (var place = 0; place < parts.Count; place++)
            {
                if ((waiting & (1UL << place)) != 0 && parts[place].Fits(tokens[at])) next |= 1UL << (place + 1);
            }

            waiting = StepOverOptional(next);
            if ((waiting & (1UL << parts.Count)) != 0) return at + 1;
        }

        return -1;
    }

    private ulong StepOverOptional(ulong places)
    {
        for (var place = 0; place < parts.Count; place++)
        {
            if ((places & (1UL << place)) != 0 && parts[place].Optional) places |= 1UL << (place + 1);
        }

        return places;
    }
}

/// <summary>Where a phrase was found: tokens <paramref name="Start"/> up to but without <paramref name="End"/>.</summary>
internal readonly record struct PhraseMatch(Phrase Phrase, int Start, int End);
