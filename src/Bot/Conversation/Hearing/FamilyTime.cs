using System.Text.RegularExpressions;

namespace FamilyPortal.Bot.Conversation.Hearing;

/// <summary>
/// Somebody asks whether, when or how often they may see, ring, visit, stay with or be alone with one of their own. It is put in as
/// many ways as there are kin, and near to topics that say "Yes": so it is known by its shape.
/// </summary>
internal static class FamilyTime
{
    /// <summary>The topic that answers.</summary>
    public const string Topic = "family-time";

    private static readonly string Who = Kin.Family;
    private static readonly string Does = "(?:i|we|to|me|us|go|get|and|or|just|still|ever|not)";
    private static readonly string May = "(?:(?:be allowed to|allowed to|be able to|to|just|still|ever|not|please) )*";
    private static readonly string Theirs = $"{Who}(?: house| place| flat| home)?";
    private static readonly string Home = $"(?:{Theirs}|mine|ours|his|hers|theirs|me|us|(?:my|our) (?:house|place|flat|home))";
    private static readonly string Sleep = "(?:sleep|sleeping|stay|staying|stop|stopping|kip)";

    // What may follow: "can I see mums answers" asks for something else.
    private static readonly string End = $@"(?:$| (?:{Kin.OneOf("Hear.FamilyTime.Then")})\b)";

    private static readonly Regex Opens = new($@"^(?:(?:{Kin.OneOf("Hear.FamilyTime.Before")}) )*(?:{Kin.OneOf("Hear.FamilyTime.Opens")})\b", RegexOptions.CultureInvariant);

    /// <summary>Workers, the police and the helper see and ring people for other reasons, unless they let somebody.</summary>
    private static readonly Regex ByOthers = new(
        $@"^(?:\S+ ){{0,2}}?(?:they|you|(?:the |my |a |her |his |their )?(?:social )?workers?|(?:the )?police|{PeopleNamed.Official}) (?:(?!(?:let|allow|letting|stop|stopping) ).)*$", RegexOptions.CultureInvariant);

    /// <summary>"He will not let me see my friends" tells of control.</summary>
    private static readonly Regex ByAPartner = new(@"\b(?:he|she|partner|ex|husband|wife|boyfriend|girlfriend|bf|gf) (?:wont|will not|doesnt|does not|dont|didnt|never|not)(?: ever)? (?:let|lets|allow|allows)\b|\b(?:wont|doesnt|does) (?:he|she|my (?:partner|ex|husband|wife|boyfriend|girlfriend)) (?:not )?let\b", RegexOptions.CultureInvariant);

    private static readonly Regex Together = new(string.Join('|',
    [
        // I see mum; my nan rings the kids.
        $@"\b(?:{Does}|{Who}) {May}(?:{Kin.OneOf("Hear.FamilyTime.Together")}) {Theirs}{End}",
        $@"\b(?:i|we|{Who}) {May}{Sleep} (?:over |round |overnight |the night )*(?:at|with|in|round) {Home}{End}",
        $@"\b(?:i|we|{Who}) {May}{Sleep} (?:over|round|overnight|the night){End}",
        $@"\b{Who} {May}(?:come|coming|go|going|pop) (?:(?:over|round|back) )?to {Home}{End}",
        $@"\b{Who} {May}(?:come|coming|pop|go|going) (?:over|round){End}",
        $@"\b{Kin.Called} {May}(?:see|visit|ring|call|phone|text|message|facetime|hug) (?:me|us){End}",
        $@"\b(?:i|we|{Who}) {May}be (?:left )?(?:alone |on (?:my|his|her|their|our) own |by (?:myself|himself|herself|themselves) |around )?with (?:{Who}|me|us){End}",
        $@"\b(?:i|we|{Who}) {May}(?:take|pick|have|bring|collect) (?:{Who}|me|us|a friend|friends) (?:out|up|home|away|over|round|back|overnight|for|to stay|to sleep){End}",
        $@"\b(?:keep {Who} away from|say no to|stop) {Who}(?: (?:coming|seeing|visiting|ringing|calling|staying|having))?(?: {Theirs})?{End}",
        $@"\bleave {Who} (?:alone |on (?:his|her|their) own )?with {Who}{End}",
        $@"\b(?:contact|family time|visits?|time|calls?)(?: (?:do|will|can|should) (?:i|we) (?:get|have))? with {Who}{End}",
    ]), RegexOptions.CultureInvariant);

    /// <param name="words">One sentence, with marks for names.</param>
    public static bool IsAsked(string words) => Opens.IsMatch(words) && !ByOthers.IsMatch(words) && !ByAPartner.IsMatch(words) && Together.IsMatch(words);
}
