using System.Text.RegularExpressions;

namespace FamilyPortal.Bot.Conversation.Hearing;

/// <summary>Somebody asks whether or when a child comes home, or how to get them back: for the worker, never a yes or no.</summary>
internal static class ComingHome
{
    /// <summary>The topic that answers.</summary>
    public const string Topic = "coming-home";

    private static readonly string Who = $"(?:i|we|us|me|{Kin.Family})";
    private static readonly string And = $"(?: and {Who})?";
    private const string Before = "(?:(?:be allowed to|allowed to|able to|be able to|to|ever|still|just|be|get to|have to|finally) )*";
    private const string End = "(?:$| (?:again|soon|now|yet|ever|for good|forever|for christmas|with|from care|from foster|after|this|next|before|if|when|please|and|or|to me|to us|to live|properly)\\b)";

    private static readonly Regex Asked = new(string.Join('|',
    [
        $@"\b{Who}{And} {Before}(?:come|coming|comes|go|going|goes|move|moving|return|returning|be|stay|staying) (?:back )?home{End}",
        $@"\b(?:get|getting|have|having) (?:the |my |our |his |her )?{Kin.Called}{And} (?:back|home|returned)(?: home)?{End}",
        $@"\b(?:give|send|bring) (?:the |my |our )?{Kin.Called}{And} (?:back|home){End}",
        $@"\b(?:come|coming|go|going) home to (?:me|us|mum|dad|live)\b",
    ]), RegexOptions.CultureInvariant);

    private static readonly Regex Opens = new(@"\b(?:when|whens|how|can|cant|could|will|wont|would|may|might|am i|are|is|do|does|what|why|who)\b", RegexOptions.CultureInvariant);

    /// <summary>Home from school or work, and whoever is at work with the family.</summary>
    private static readonly Regex EveryDay = new($@"\b(?:from (?:school|work|nursery|town|the|a)|what time|early|late|tonight|today|tomorrow|worker|workers|you|{PeopleNamed.Official})\b", RegexOptions.CultureInvariant);

    /// <param name="words">One sentence, with marks for names.</param>
    public static bool IsAsked(string words) => Opens.IsMatch(words) && Asked.IsMatch(words) && !EveryDay.IsMatch(words);
}
