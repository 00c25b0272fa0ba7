using FamilyPortal.Bot.Topics;
using FamilyPortal.Shared.PlainWords;

namespace FamilyPortal.Bot.Understanding;

/// <summary>
/// From a typed question to what it is about: a topic or a personal question. Compares it with example phrasings of our own,
/// titles and answers. Deterministic, needs no network, keeps nothing. Figures are in <c>docs/helper.md</c>.
/// </summary>
public sealed class QuestionMatcher
{
    /// <summary>From here on the first is answered; measured on the half of the labelled questions used for development.</summary>
    private const double SureFrom = 0.30;

    /// <summary>Of a question of which less than this is said of the first, that much more nearness is asked for; measured in the same way.</summary>
    private const double CoveredFrom = 0.50;

    /// <summary>Below this nothing is worth offering.</summary>
    private const double WeakFrom = 0.12;

    /// <summary>From here on it is so nearly the very words of what has no answer that nothing else is worth offering.</summary>
    private const double KnownFrom = 0.55;

    private const double AnswerShare = 0.12;
    private const double OwnAudience = 1.06;
    private const int Most = 5;

    private readonly TopicCatalogue _topics;
    private readonly PhrasingIndex _phrasings;
    private readonly PhrasingIndex _answers;
    private readonly Names _names;
    private readonly IReadOnlyDictionary<string, string[]> _phrases;

    /// <summary>Throws <see cref="InvalidOperationException"/> when phrasings name an intent that does not exist, or a topic has none.</summary>
    public QuestionMatcher(TopicCatalogue topics)
    {
        _topics = topics;
        var phrasings = Phrasings.Load();
        Check(phrasings.Keys, topics);
        _phrases = phrasings;
        var synonyms = Phrasings.LoadSynonyms();
        var words = new QuestionWords(synonyms);
        _names = new Names(phrasings.Values.SelectMany(lines => lines).Concat(synonyms.Keys).Concat(QuestionWords.ShortForms).Concat(topics.All.SelectMany(topic => new[] { topic.Title, topic.Template })));
        var examples = phrasings.SelectMany(intent => intent.Value.Select(text => (intent.Key, text)))
            .Concat(topics.All.Select(topic => (topic.Id, topic.Title)));
        _phrasings = new PhrasingIndex(words, [.. examples]);
        _answers = new PhrasingIndex(words, [.. topics.All.Select(topic => (topic.Id, TopicPlaceholders.Without(topic.Template)))]);
    }

    /// <param name="text">What the person typed.</param>
    /// <param name="role">The viewer's role in the plan (<c>parent</c>, <c>young-person</c>, <c>network</c>): the same words mean other things, and a topic written for others is none of theirs.</param>
    public QuestionMatch Match(string? text, string role)
    {
        if (string.IsNullOrWhiteSpace(text)) return new QuestionMatch(MatchConfidence.None, []);

        text = _names.Left(text);
        var byAnswer = _answers.Nearness(text);
        var ranked = _phrasings.Nearness(text)
            .Where(one => _topics.Find(one.Key)?.IsFor(role) != false)
            .Select(one => new RankedIntent(one.Key, ((one.Value * (1 - AnswerShare)) + (byAnswer.GetValueOrDefault(one.Key, one.Value) * AnswerShare)) * ForRole(one.Key, role)))
            .OrderByDescending(one => one.Score).ThenBy(one => one.Id, StringComparer.Ordinal)
            .ToList();

        var offered = ranked.Where(one => one.Id is not (Phrasings.NoIntent or Phrasings.Unwritten) && one.Score >= WeakFrom).Take(Most).ToList();
        if (ranked[0] is { Id: Phrasings.NoIntent, Score: >= KnownFrom }) return new QuestionMatch(MatchConfidence.None, []);
        if (ranked[0] is { Id: Phrasings.Unwritten, Score: >= KnownFrom }) return new QuestionMatch(MatchConfidence.Weak, []);
        if (ranked[0] is { Id: Phrasings.Unwritten, Score: >= WeakFrom }) return new QuestionMatch(MatchConfidence.Weak, offered);
        if (offered.Count == 0 || ranked[0].Id == Phrasings.NoIntent) return new QuestionMatch(MatchConfidence.None, offered);
        var missing = Math.Max(0, CoveredFrom - _phrasings.Covered(text, offered[0].Id));
        return new QuestionMatch(offered[0].Score >= SureFrom + missing ? MatchConfidence.Sure : MatchConfidence.Weak, offered);
    }

    /// <summary>The topic that is about one of these words itself: it has the word alone for a phrasing. Null where there is none.</summary>
    public string? TopicNamed(IReadOnlyList<string> words) =>
        _phrases.FirstOrDefault(intent => _topics.Find(intent.Key) is not null && intent.Value.Any(line => words.Any(word => JargonTerms.IsSame(line, word)))).Key;

    /// <summary>Knows names of people from words.</summary>
    internal Names Names => _names;

    private double ForRole(string id, string role) => _topics.Find(id)?.Audience == role ? OwnAudience : 1;

    private static void Check(IEnumerable<string> intents, TopicCatalogue topics)
    {
        var known = topics.All.Select(topic => topic.Id).Concat(PersonalIntents.All).Append(Phrasings.NoIntent).Append(Phrasings.Unwritten).ToHashSet();
        var phrased = intents.ToHashSet();
        var wrong = phrased.Except(known).Select(id => $"phrasings for '{id}', which does not exist").Concat(known.Except(phrased).Select(id => $"no phrasings for '{id}'")).ToList();
        if (wrong.Count > 0) throw new InvalidOperationException($"Understanding/Phrasings: {string.Join("; ", wrong)}.");
    }
}
