using System.Text.RegularExpressions;

namespace FamilyPortal.Bot.Conversation.Hearing;

/// <summary>Somebody asks where another person lives or is. Where they live themselves, or a meeting is, is another question.</summary>
internal static class Whereabouts
{
    private static readonly string Who = Kin.Anyone;

    private static readonly Regex Asked = new(string.Join('|',
    [
        $@"\bwhere(s| is| are| was| were)? (the )?({Who})( (now|right now|today|tonight|at|at the moment|gone|gone to|moved to|living|staying|sleeping|hiding|right there)){{0,3}}$",
        $@"\bwhere (does|do|did|is|are|has|have) (the )?({Who}) (live|living|stay|staying|sleep|sleeping|go to sleep|move|moved|moved to|been living|hiding)\b",
        $@"\bwhere (the )?({Who}) (now )?(lives|live|is|are|stays|is living|are living|is staying|are staying|has moved|have moved|moved)\b",
        $@"\b({Who}|his|her|their) (new |home |house )?(address|postcode)\b",
        $@"\b(address|postcode) (of|for) (the )?({Who})\b",
        $@"\b(which|what) (house|street|road|town|flat|area|city) (does|do|is|are) ({Who}) (in|live|living|stay|staying)\b",
    ]), RegexOptions.CultureInvariant);

    /// <param name="words">One sentence, with marks for names.</param>
    public static bool AreAsked(string words) => Asked.IsMatch(words);
}
