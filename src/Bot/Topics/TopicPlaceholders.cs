using System.Text.RegularExpressions;
using FamilyPortal.Shared.Help;

namespace FamilyPortal.Bot.Topics;

/// <summary>Names in braces that stand for numbers, so that each number is written once.</summary>
internal static partial class TopicPlaceholders
{
    private static readonly Dictionary<string, Func<CouncilNumbers, string>> Council = new()
    {
        ["council: duty"] = council => council.Duty,
        ["council: out-of-hours"] = council => council.OutOfHours,
        ["council: complaints"] = council => council.Complaints,
        ["council: advocacy"] = council => council.Advocacy,
    };

    public static string Fill(string text, CouncilNumbers council) => Braces().Replace(text, found =>
    {
        var name = found.Groups["name"].Value;
        if (Council.TryGetValue(name, out var number)) return number(council);
        var helpline = Helplines.Get(name);
        // "NHS 111" has its number for a name.
        return helpline.Name.EndsWith(helpline.Number, StringComparison.Ordinal) ? helpline.Name : $"{helpline.Name} {helpline.Number}";
    });

    /// <summary>Names that stand for nothing.</summary>
    public static IEnumerable<string> Unknown(string text) =>
        Braces().Matches(text).Select(found => found.Groups["name"].Value).Where(name => !Council.ContainsKey(name) && Helplines.Find(name) is null);

    public static string Without(string text) => Braces().Replace(text, "");

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.NonBacktracking)]
    private static partial Regex Braces();
}
