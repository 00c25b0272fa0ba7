namespace FamilyPortal.Shared.Danger.Language;

/// <summary>Phrases by the words they can start with, so that a text's word leads only to the phrases that may match there.</summary>
internal sealed class PhraseIndex<T>
{
    private readonly Dictionary<string, List<(T Owner, Phrase Phrase)>> _byFirstWord = [];

    public void Add(T owner, Phrase phrase)
    {
        foreach (var word in phrase.FirstWords)
        {
            if (!_byFirstWord.TryGetValue(word, out var starting)) _byFirstWord[word] = starting = [];
            starting.Add((owner, phrase));
        }
    }

    public IReadOnlyList<(T Owner, Phrase Phrase)> StartingWith(Token token)
    {
        var starting = StartingWith(token.Word);
        return token.Name == NameFit.None ? starting : [.. starting.Concat(token.StandsFor.SelectMany(StartingWith)).Distinct()];
    }

    private IReadOnlyList<(T Owner, Phrase Phrase)> StartingWith(string word) =>
        _byFirstWord.TryGetValue(word, out var starting) ? starting : [];
}
