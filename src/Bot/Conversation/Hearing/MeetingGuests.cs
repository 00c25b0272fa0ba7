using System.Text.RegularExpressions;

namespace FamilyPortal.Bot.Conversation.Hearing;

/// <summary>Somebody asks whether one of the family may, must or is allowed to come to a meeting. Whom one brings along for support is another question.</summary>
internal static class MeetingGuests
{
    /// <summary>The topic that answers.</summary>
    public const string Topic = "who-may-come";

    private const string Meeting = "(?:meetings?|reviews?|conferences?|core groups?|panel)";
    private const string Modal = "(?:can|cant|could|couldnt|may|might|must|should|shouldnt|shall|would)";
    private const string Come = "(?:come|coming|join|joining|be|sit in|attend|go)(?: along)?";
    private static readonly string At = $"(?:to |at |in |on )*(?:the |my |our |your |this |that |her |his |their |next |child protection |first )*{Meeting}";

    private static readonly Regex Asked = new(string.Join('|',
    [
        $@"\b{Modal} (?:not )?{Kin.Family} (?:still |please |also |not |just )*(?:be allowed to |have to )?{Come} {At}\b",
        $@"\b(?:is|are|isnt|arent) {Kin.Family} (?:not )?(?:allowed|meant|supposed|able|invited) (?:to )?(?:{Come} )?{At}\b",
        $@"\b(?:does|do|will|doesnt|dont|wont) {Kin.Family} (?:have to|need to|get to|be allowed to|be allowed) (?:{Come} )?{At}\b",
        $@"\bwho (?:says|decides) (?:if |whether )?{Kin.Family} (?:can |may |gets to )?(?:comes|{Come}) {At}\b",
    ]), RegexOptions.CultureInvariant);

    private static readonly Regex ForSupport = new(@"\b(?:bring|support|supporter|with me|with us|for me|help me)\b", RegexOptions.CultureInvariant);

    /// <param name="words">One sentence, with marks for names.</param>
    public static bool IsAsked(string words) => Asked.IsMatch(words) && !ForSupport.IsMatch(words);
}
