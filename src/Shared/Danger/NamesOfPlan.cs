using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using FamilyPortal.Shared.Danger.Language;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Shared.Danger;

/// <summary>
/// THE rule of whose name somebody may know to be in the plan: their own, and those that stand in what they may see of it. A young
/// person is taken to know everybody but who is kept apart from them: no child who names whom they fear goes without numbers.
/// A word that only looks like a name tells nothing ("Will he come", "own" for Owen, Steve Graham for a Graham): by it a hidden
/// person's name would count for whoever tries it.
/// </summary>
internal static partial class NamesOfPlan
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Ids of people of the plan.</returns>
    public static IReadOnlySet<string> KnownTo(string reader, Slice slice)
    {
        var people = slice.Document.People;
        var texts = Texts(slice.View);
        var alone = texts.SelectMany(Alone).ToHashSet();
        var isYoung = people.Any(p => p.Id == reader && p.Role == PersonRole.YoungPerson);
        return people.Where(p => p.Id == reader || (isYoung && !slice.Apart.Apart(reader, p.Id)) || texts.Exists(text => HasWhole(text, p.Name)) || IsCalled(p, alone)).Select(p => p.Id).ToHashSet();
    }

    /// <summary>As a field, or of several words somewhere in a sentence: "Lowena Penhale", "Mrs Kaur".</summary>
    private static bool HasWhole(string text, string name)
    {
        if (text == name) return true;
        if (!name.Contains(' ', StringComparison.Ordinal)) return false;
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
            if ((at == 0 || !char.IsLetter(text[at - 1])) && (at + name.Length == text.Length || !char.IsLetter(text[at + name.Length]))) return true;
        return false;
    }

    /// <summary>By the name alone. Of a child, whom the plan is about, also where a sentence begins, and as Polish has it.</summary>
    private static bool IsCalled(PlanPerson person, HashSet<(string Word, bool IsFirst)> alone)
    {
        var (names, isChild) = (new FamilyNames([PlanName.Of(person)]), person.Role == PersonRole.YoungPerson);
        return alone.Any(w => names.Fit(w.Word) is var fit && (isChild ? fit != NameFit.None : fit == NameFit.AsWritten && !w.IsFirst));
    }

    /// <summary>Words with a capital that are no part of a longer name, and whether they begin a sentence.</summary>
    private static IEnumerable<(string Word, bool IsFirst)> Alone(string text)
    {
        var words = Word().Matches(text);
        for (var n = 0; n < words.Count; n++)
        {
            if (!char.IsUpper(words[n].Value[0])) continue;
            var between = n == 0 ? null : text[(words[n - 1].Index + words[n - 1].Length)..words[n].Index];
            var after = n + 1 == words.Count ? null : text[(words[n].Index + words[n].Length)..words[n + 1].Index];
            if (between == " " && char.IsUpper(words[n - 1].Value[0])) continue;
            if (after == " " && char.IsUpper(words[n + 1].Value[0])) continue;
            yield return (FamilyNames.Plain(words[n].Value), between is null || between.AsSpan().IndexOfAny(".!?:…\"“„«\n") >= 0);
        }
    }

    private static List<string> Texts(PlanView view)
    {
        List<string> texts = [];
        var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(view, AsWritten));
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.String) texts.Add(reader.GetString()!);
        return texts;
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();
}
