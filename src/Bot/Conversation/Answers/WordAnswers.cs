using FamilyPortal.Bot.Conversation.Hearing;
using FamilyPortal.Bot.Understanding;

namespace FamilyPortal.Bot.Conversation.Answers;

/// <summary>
/// What a workers' word means, from the one list of them. It stands before every topic: a topic near a word is no answer to somebody
/// who asks what the word means. Where a topic is about that very thing, its facts follow.
/// </summary>
internal sealed class WordAnswers(QuestionMatcher matcher, TopicAnswers topics)
{
    /// <summary>Null where no word of the list is asked for.</summary>
    public Activity? Answer(Turn turn, string text)
    {
        if (WordAsked.Term(text) is not { } term) return null;
        var meaning = HelperWords.Get("Word.Means", Capital(term.Word), term.Explanation);
        return matcher.TopicNamed(term.Names) is { } topic ? topics.Answer(turn, topic, meaning) : Reply.Say($"{meaning}\n{HelperWords.Get("Word.Yours")}", Menu.For(turn));
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
