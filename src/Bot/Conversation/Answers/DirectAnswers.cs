using FamilyPortal.Bot.Conversation.Hearing;
using FamilyPortal.Bot.Understanding;
using FamilyPortal.Shared.Authorities;

namespace FamilyPortal.Bot.Conversation.Answers;

/// <summary>Questions that are known by how they are put, before anything is compared: what a word means, and where somebody is.</summary>
internal sealed class DirectAnswers(WordAnswers words, QuestionMatcher matcher, TopicAnswers topics, AuthorityPacks packs)
{
    private static readonly string[] NearWhere = ["child-missing"];

    /// <summary>Null where it is another question.</summary>
    public Activity? Answer(Turn turn) => Word(turn, turn.Text) ?? Where(turn);

    /// <summary>What a word of the workers' means, where these words ask for one.</summary>
    public Activity? Word(Turn turn, string text) => words.Answer(turn, text);

    /// <summary>The same to everyone and about everyone, whatever stands in any plan: nobody can work anything out.</summary>
    private Activity? Where(Turn turn) => !Whereabouts.Are(matcher.WithoutNames(turn.Text))
        ? null
        : Reply.Say(HelperWords.Get("Where", packs.Get(turn.Viewer.AuthorityId).DayPhone.Display), [HelperWords.Get("Label.AskWorker"), .. topics.Titles(NearWhere)]);
}
