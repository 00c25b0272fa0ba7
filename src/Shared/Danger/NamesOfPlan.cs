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
/// </summary>
internal static partial class NamesOfPlan
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Ids of people of the plan.</returns>
    public static IReadOnlySet<string> KnownTo(string reader, Slice slice)
    {
        var people = slice.Document.People;
        if (people.Any(p => p.Id == reader && p.Role == PersonRole.YoungPerson)) return people.Where(p => p.Id == reader || !slice.Apart.Apart(reader, p.Id)).Select(p => p.Id).ToHashSet();
        var words = Words(slice.View);
        return people.Where(p => p.Id == reader || words.Overlaps(p)).Select(p => p.Id).ToHashSet();
    }

    private static bool Overlaps(this HashSet<string> words, PlanPerson person)
    {
        var names = new FamilyNames([PlanName.Of(person)]);
        return words.Any(word => names.Fit(word) != NameFit.None);
    }

    private static HashSet<string> Words(PlanView view)
    {
        HashSet<string> words = [];
        var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(view, AsWritten));
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.String) words.UnionWith(Word().Matches(FamilyNames.Plain(reader.GetString()!)).Select(w => w.Value));
        return words;
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();
}
