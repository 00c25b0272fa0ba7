using FamilyPortal.Shared.PlainWords;

namespace FamilyPortal.Bot.Understanding;

/// <summary>Example phrasings as weighted word vectors; says how near a question is to each intent.</summary>
internal sealed class PhrasingIndex
{
    private const double PairWeight = 1.0;
    private const double PieceWeight = 0.35;

    private readonly QuestionWords _words;
    private readonly List<(string Intent, Dictionary<string, double> Vector)> _examples = [];
    private readonly Dictionary<string, HashSet<string>> _saidOf = [];
    private readonly Dictionary<string, double> _rarity = [];
    private readonly double _unseen;

    public PhrasingIndex(QuestionWords words, IReadOnlyCollection<(string Intent, string Text)> examples)
    {
        _words = words;
        // A word is rare when few intents use it; how often one intent says it does not matter.
        var intents = examples.Select(example => example.Intent).Distinct().Count();
        var usedBy = examples.SelectMany(example => words.FeaturesOf(example.Text).Distinct().Select(feature => (feature, example.Intent))).Distinct()
            .GroupBy(use => use.feature).ToDictionary(group => group.Key, group => group.Count());
        foreach (var (feature, count) in usedBy) _rarity[feature] = Math.Log(1 + (intents / (0.5 + count)));
        _unseen = Math.Log(1 + (intents * 0.5));
        foreach (var (intent, text) in examples)
        {
            _examples.Add((intent, VectorOf(text)));
            if (!_saidOf.TryGetValue(intent, out var said)) _saidOf[intent] = said = [];
            said.UnionWith(words.FeaturesOf(text).Where(IsWord));
        }
    }

    /// <summary>Nearness from 0 to 1 by intent: the best example counts most, the next two a little.</summary>
    public Dictionary<string, double> Nearness(string question)
    {
        var vector = VectorOf(question);
        return _examples.Select(example => (example.Intent, Near: Cosine(vector, example.Vector)))
            .GroupBy(one => one.Intent)
            .ToDictionary(group => group.Key, group =>
            {
                var best = group.Select(one => one.Near).OrderDescending().Take(3).ToArray();
                return (0.7 * best[0]) + (0.2 * best.ElementAtOrDefault(1)) + (0.1 * best.ElementAtOrDefault(2));
            });
    }

    /// <summary>
    /// How much of what a question is about is ever said of this intent, from 0 to 1. Rare words count most, and those that nobody
    /// here uses at all: "can I see my brother" is said of no file, however many ask "can I see my file".
    /// </summary>
    public double Covered(string question, string intent)
    {
        if (!_saidOf.TryGetValue(intent, out var said)) return 0;
        var (all, known) = (0.0, 0.0);
        foreach (var word in _words.FeaturesOf(question).Where(IsWord).Distinct())
        {
            var rarity = _rarity.GetValueOrDefault(word, _unseen);
            all += rarity * rarity;
            if (said.Contains(word) || (!_rarity.ContainsKey(word) && said.Any(other => IsMeant(word, other)))) known += rarity * rarity;
        }
        return all == 0 ? 0 : known / all;
    }

    // "Meetin": what is left of "meeting" is in it.
    private static bool IsMeant(string typed, string word) => Slips.Same(typed, word) || (word.Length >= 4 && typed.Length <= word.Length + 2 && typed.StartsWith(word, StringComparison.Ordinal));

    private static bool IsWord(string feature) => !feature.StartsWith('~') && !feature.Contains(' ');

    private Dictionary<string, double> VectorOf(string text)
    {
        var vector = new Dictionary<string, double>();
        foreach (var group in _words.FeaturesOf(text).GroupBy(feature => feature))
        {
            var weight = group.Key.StartsWith('~') ? PieceWeight : group.Key.Contains(' ') ? PairWeight : 1;
            // Words that nobody here uses pull a question away from everything, but pairs and pieces of them should not.
            var rarity = _rarity.TryGetValue(group.Key, out var known) ? known : weight < 1 || group.Key.Contains(' ') ? 0 : _unseen * 0.5;
            if (rarity > 0) vector[group.Key] = weight * rarity * (1 + Math.Log(group.Count()));
        }

        var length = Math.Sqrt(vector.Values.Sum(value => value * value));
        foreach (var feature in vector.Keys.ToList()) vector[feature] /= length;
        return vector;
    }

    private static double Cosine(Dictionary<string, double> question, Dictionary<string, double> example) =>
        question.Sum(feature => example.TryGetValue(feature.Key, out var other) ? feature.Value * other : 0);
}
