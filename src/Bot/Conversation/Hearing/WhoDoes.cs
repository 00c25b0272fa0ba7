using System.Text.RegularExpressions;

namespace FamilyPortal.Bot.Conversation.Hearing;

/// <summary>Somebody asks who a person of a name is, what they do, or whether they come. Who comes to a meeting is another question.</summary>
internal static class WhoDoes
{
    private const string Named = $"(?:{PeopleNamed.Person}|{PeopleNamed.Official})";

    private static readonly Regex Asked = new(string.Join('|',
    [
        $@"\bwho(s| is| was) {Named}$",
        $@"\bwhat (?:does|do|will|is|should|must|has|are) {Named} (?:do|doing|does|to do|meant to do|supposed to do|got to do|have to do|going to do|help|helping)\b",
        $@"\b(?:whats|what is|what are) {Named} (?:job|jobs|task|tasks|part|role|bit)\b",
        $@"\bhow (?:does|do|is|will|can) {Named} (?:help|helping)\b",
        $@"\b(?:is|will|does|when|what time is|what time does|what day is|what day does|which day does) {Named} (?:be |still |next )*(?:come|comes|coming|help|helping|visit|visiting|pick|picking|do|doing|have|having|take|taking)\b",
    ]), RegexOptions.CultureInvariant);

    private static readonly Regex Meeting = new(@"\b(?:meetings?|reviews?|conference|core group|appointment|court)\b", RegexOptions.CultureInvariant);

    /// <param name="words">One sentence, with marks for names.</param>
    public static bool IsAsked(string words) => Asked.IsMatch(words) && !Meeting.IsMatch(words);
}
