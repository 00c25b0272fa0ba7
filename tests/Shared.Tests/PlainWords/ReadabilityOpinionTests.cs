using FamilyPortal.Shared.PlainWords;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.PlainWords;

/// <summary>
/// Our measure against an independent one (npm: syllable, flesch-kincaid) on a corpus that stays as it is. Tolerance: for each
/// passage one grade (both estimate syllables), 0.2 in the mean, and of all syllables 1 in 100; words and sentences alike.
/// </summary>
public sealed class ReadabilityOpinionTests
{
    private const double GradesApart = 1;
    private const double GradesApartInTheMean = 0.2;
    private const double SyllablesApart = 0.01;

    private sealed record Opinion(int Words, int Sentences, int Syllables, double Grade, Dictionary<string, int> PerWord);

    [Fact]
    public async Task The_measure_agrees_with_an_independent_one()
    {
        var corpus = await PassagesAsync();

        var theirs = await NodeChecks.AskAsync<Opinion>(["readability.mjs"], corpus, TestContext.Current.CancellationToken);

        theirs.Count.ShouldBe(corpus.Count);
        var pairs = corpus.Zip(theirs, (text, opinion) => (Text: text, Ours: Readability.Of(text), Theirs: opinion)).ToList();
        foreach (var (text, ours, opinion) in pairs)
        {
            var differ = string.Join(", ", opinion.PerWord.Where(w => Readability.SyllablesIn(w.Key) != w.Value).Select(w => $"{w.Key} {Readability.SyllablesIn(w.Key)}/{w.Value}"));
            (ours.Words, ours.SentenceLengths.Count).ShouldBe((opinion.Words, opinion.Sentences), text);
            ours.Grade.ShouldBe(opinion.Grade, GradesApart, $"{text} (ours/theirs: {differ})");
        }
        pairs.Average(p => p.Ours.Grade).ShouldBe(pairs.Average(p => p.Theirs.Grade), GradesApartInTheMean);
        var (our, their) = (pairs.Sum(p => p.Ours.Syllables), pairs.Sum(p => p.Theirs.Syllables));
        our.ShouldBeInRange((int)(their * (1 - SyllablesApart)), (int)Math.Ceiling(their * (1 + SyllablesApart)));
    }

    [Fact]
    public async Task Easy_and_hard_passages_stand_in_the_same_order()
    {
        var corpus = await PassagesAsync();
        var theirs = await NodeChecks.AskAsync<Opinion>(["readability.mjs"], corpus, TestContext.Current.CancellationToken);

        // Spearman's rank correlation: what worker and writer are told is which text is the harder one.
        var ours = Ranks([.. corpus.Select(text => Readability.Of(text).Grade)]);
        var their = Ranks([.. theirs.Select(t => t.Grade)]);
        var n = corpus.Count;
        var rho = 1 - (6.0 * ours.Zip(their, (a, b) => Math.Pow(a - b, 2)).Sum() / (n * ((double)n * n - 1)));
        rho.ShouldBeGreaterThan(0.95);
    }

    private static int[] Ranks(double[] grades) => [.. grades.Select(g => grades.Count(other => other < g))];

    private static async Task<IReadOnlyList<string>> PassagesAsync() =>
        [.. (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "PlainWords", "corpus.txt"), TestContext.Current.CancellationToken))
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
