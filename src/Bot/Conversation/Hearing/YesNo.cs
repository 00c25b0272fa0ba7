namespace FamilyPortal.Bot.Conversation.Hearing;

/// <summary>Yes, no, or neither, as people type it. A long sentence is neither: nothing is sent or saved on a guess.</summary>
internal static class YesNo
{
    private const int MostWords = 4;

    private static readonly IReadOnlySet<string> Yes = HelperWords.Set("Hear.Yes");
    private static readonly IReadOnlySet<string> No = HelperWords.Set("Hear.No");

    public static bool? Read(string text)
    {
        var said = Plain.Of(text);
        if (Yes.Contains(said)) return true;
        if (No.Contains(said)) return false;
        var words = said.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > MostWords) return null;
        // "yes no", "no wait yes": ask again.
        var yes = words.Any(Yes.Contains);
        var no = words.Any(No.Contains);
        return yes == no || !(Yes.Contains(words[0]) || No.Contains(words[0])) ? null : yes;
    }
}
