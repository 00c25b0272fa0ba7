namespace FamilyPortal.Bot.Conversation.Hearing;

/// <summary>Which line of a numbered list somebody means.</summary>
internal static class Choice
{
    /// <param name="texts">The lines, in the order shown.</param>
    /// <returns>The place from 0; null: unclear.</returns>
    public static int? Read(string text, IReadOnlyList<string> texts)
    {
        if (ScoreNumber.ReadAlone(text) is { } number) return number >= 1 && number <= texts.Count ? number - 1 : null;
        var said = Plain.Of(text);
        if (said.Length == 0) return null;
        var same = texts.Select((t, place) => (Text: Plain.Of(t), place)).Where(t => t.Text == said).ToList();
        if (same.Count == 0 && said.Length >= 4) same = [.. texts.Select((t, place) => (Text: Plain.Of(t), place)).Where(t => t.Text.Contains(said, StringComparison.Ordinal))];
        return same.Count == 1 ? same[0].place : null;
    }
}
