using System.Collections.Frozen;
using System.Text.Json;

namespace FamilyPortal.Shared.Plans.Document;

/// <summary>The words that family-plan/1 itself defines, and what they are in code.</summary>
internal static class Vocabulary
{
    public static readonly FrozenDictionary<string, PersonRole> Roles = KebabCase<PersonRole>();
    public static readonly FrozenDictionary<string, FamilyService> Services = KebabCase<FamilyService>();
    public static readonly FrozenDictionary<string, StrengthKind> StrengthKinds = KebabCase<StrengthKind>();
    public static readonly FrozenDictionary<string, WorryKind> WorryKinds = KebabCase<WorryKind>();
    public static readonly FrozenDictionary<string, GoalKind> GoalKinds = KebabCase<GoalKind>();
    public static readonly FrozenDictionary<string, MeetingKind> MeetingKinds = KebabCase<MeetingKind>();

    public static readonly FrozenDictionary<string, string> Approaches = Same("Signs of Safety", "Signs of Wellbeing", "Signs of Success");
    public static readonly FrozenDictionary<string, string> EmergencyNumbers = Same("999", "101", "111");

    private static FrozenDictionary<string, T> KebabCase<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().ToFrozenDictionary(v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()), StringComparer.Ordinal);

    private static FrozenDictionary<string, string> Same(params string[] words) =>
        words.ToFrozenDictionary(w => w, StringComparer.Ordinal);
}
