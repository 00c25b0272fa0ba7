using System.Text.RegularExpressions;

namespace FamilyPortal.Bot.Conversation.Hearing;

/// <summary>People as a question has them: kin and friends, by what they are to somebody. Names are marked before (<see cref="PeopleNamed"/>).</summary>
internal static class Kin
{
    /// <summary>One of the family or a friend, for a pattern: "my little brother", "auntie Bev", "mums".</summary>
    public static readonly string Called = $"(?:(?:{OneOf("Hear.Kin.Before")}) )*(?:(?:{OneOf("Hear.Kin")})(?: {PeopleNamed.Person})?|{PeopleNamed.Person})s?";

    /// <summary>The same, and "she".</summary>
    public static readonly string Family = $"(?:{Pronouns}|{Called})";

    /// <summary>Anybody at all, for a pattern.</summary>
    public static readonly string Anyone = $"(?:{Family}|(?:the )?(?:{OneOf("Hear.Anyone")}|{PeopleNamed.Official})s?)";

    private const string Pronouns = "he|she|they|him|her|them";

    /// <summary>The words of an entry as one part of a pattern.</summary>
    public static string OneOf(string key) => string.Join('|', HelperWords.Set(key).OrderByDescending(word => word.Length).Select(Regex.Escape));
}
