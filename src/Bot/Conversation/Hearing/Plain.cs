using System.Text;
using FamilyPortal.Shared;

namespace FamilyPortal.Bot.Conversation.Hearing;

/// <summary>Words as they are compared: small letters, no punctuation, single spaces.</summary>
internal static class Plain
{
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in StorableText.Normal(text, NormalizationForm.FormKC).ToLowerInvariant())
        {
            if (letter is '\'' or '’') continue;
            // Thumbs and the like are pairs of surrogates: they may mean yes.
            if (char.IsLetterOrDigit(letter) || char.IsSurrogate(letter)) plain.Append(letter);
            else if (plain.Length > 0 && plain[^1] != ' ') plain.Append(' ');
        }
        return plain.ToString().TrimEnd();
    }
}
