namespace FamilyPortal.Bot.Conversation.Hearing;

/// <summary>What is asked in words that tell of danger: each part that begins as a question does.</summary>
internal static class Asked
{
    private static readonly IReadOnlySet<string> Openers = HelperWords.Set("Hear.Question");
    private static readonly IReadOnlySet<string> WhatToDo = HelperWords.Set("Hear.WhatToDo");

    /// <summary>"If" and "when" are no end: "will they take my kids if he hits me again" asks about the danger itself.</summary>
    private static readonly string[] Ends = [" and ", " but "];

    /// <summary>"What do I do if …", "who can I ring".</summary>
    public static bool WhatNow(string text) => WhatToDo.Any(Padded(text).Contains);

    /// <summary>The questions, in plain words, without what stands before or after them.</summary>
    public static IEnumerable<string> In(string text)
    {
        foreach (var sentence in text.Split(['.', '?', '!', ',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var words = Padded(sentence);
            var start = Openers.Select(opener => words.IndexOf($" {opener} ", StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
            if (start < 0) continue;
            var end = Ends.Select(link => words.IndexOf(link, start + 1, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(words.Length).Min();
            yield return words[start..end].Trim();
        }
    }

    private static string Padded(string text) => $" {Plain.Of(text)} ";
}
