using FamilyPortal.Bot.Conversation.Hearing;
using FamilyPortal.Bot.Topics;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Help;

namespace FamilyPortal.Bot.Conversation.Answers;

/// <summary>Checked answers, word for word, with where they come from and what else may be asked.</summary>
internal sealed class TopicAnswers
{
    private const int Related = 3;

    private readonly TopicCatalogue _topics;
    private readonly AuthorityPacks _packs;
    private readonly Dictionary<string, Topic> _byTitle;

    public TopicAnswers(TopicCatalogue topics, AuthorityPacks packs)
    {
        (_topics, _packs) = (topics, packs);
        _byTitle = topics.All.GroupBy(t => Plain.Of(t.Title)).ToDictionary(g => g.Key, g => g.First());
    }

    /// <summary>The topic whose very title was typed or tapped.</summary>
    public string? ByTitle(Turn turn) => _byTitle.GetValueOrDefault(Plain.Of(turn.Text)) is { } topic && topic.IsFor(turn.Role) ? topic.Id : null;

    /// <summary>What to offer of these: those that are for this reader.</summary>
    public IEnumerable<string> Titles(Turn turn, IEnumerable<string> ids) => ids.Select(_topics.Find).OfType<Topic>().Where(t => t.IsFor(turn.Role)).Select(t => t.Title);

    /// <summary>Null for an id that is no topic.</summary>
    /// <param name="first">What stands before it.</param>
    public Activity? Answer(Turn turn, string id, string? first = null)
    {
        if (_topics.Find(id) is not { } topic) return null;
        var words = topic.Answer(CouncilNumbers.Of(_packs.Get(turn.Viewer.AuthorityId)));
        return Reply.Say($"{(first is null ? "" : first + "\n\n")}{words}\n{HelperWords.Get("Topic.Source", TopicSources.ForReaders(topic.Source))}", [.. Titles(turn, topic.Related).Take(Related), HelperWords.Get("Label.AskWorker")])
            .With(new { kind = "topic", topic = topic.Id }).Opening(PortalPage.NamedIn(words));
    }
}
