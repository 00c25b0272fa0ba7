using System.Text.RegularExpressions;

namespace FamilyPortal.Shared.Authorities;

/// <summary>What a pack must keep to besides its shape: a family finds out too late that a number or an hour is missing.</summary>
internal static partial class AuthorityPackRules
{
    private static readonly string[] Columns = ["next", "working-well", "worries"];

    public static void Check(AuthorityPack pack, Func<string, string, Exception> wrong)
    {
        void Need(bool right, string field, string what)
        {
            if (!right) throw wrong(field, what);
        }
        void Words(string value, string field) => Need(!string.IsNullOrWhiteSpace(value), field, "is empty");
        void Terms(AuthorityTerms terms, string field)
        {
            Words(terms.Statement, field + ".statement");
            Words(terms.Goal, field + ".goal");
            Words(terms.Approach, field + ".approach");
        }

        Need(Id().IsMatch(pack.Id), "id", "must be small letters and hyphens, such as cheshire-east");
        Words(pack.Name, "name");
        Words(pack.Council, "council");
        Words(pack.Complaints.Name, "complaints.name");
        Words(pack.Advocacy.Name, "advocacy.name");
        Need(pack.Hours.Days.Count > 0 && pack.Hours.Days.Distinct().Count() == pack.Hours.Days.Count, "hours.days", "must name each working day once");
        Need(pack.Hours.From < pack.Hours.Until, "hours.from", "must be before hours.until");
        Need(pack.ReplyWithinWorkingDays is >= 1 and <= 20, "replyWithinWorkingDays", "must be 1 to 20");
        Need(pack.UnreadAfterWorkingHours is >= 1 and <= 40, "unreadAfterWorkingHours", "must be 1 to 40");
        Need(pack.Quiet.From != pack.Quiet.Until, "quiet.from", "must differ from quiet.until");
        Need(pack.LeaveUrl is { IsAbsoluteUri: true, Scheme: "https" }, "leaveUrl", "must be an https address of a neutral site");
        Need(pack.Columns.Order(StringComparer.Ordinal).SequenceEqual(Columns), "columns", "must list working-well, worries and next, each once");
        Terms(pack.Terms, "terms");
        foreach (var (service, terms) in pack.Services) Terms(terms, $"services.{service}");
        Need(pack.Colours is null || ContrastOnWhite(pack.Colours.Accent) >= 4.5, "colours.accent", "must be a colour such as #7a1f3d that is dark enough to read on white (4.5:1)");
        for (var i = 0; i < pack.Links.Count; i++)
        {
            Words(pack.Links[i].Name, $"links[{i}].name");
            Need(pack.Links[i].Url is { IsAbsoluteUri: true, Scheme: "https" }, $"links[{i}].url", "must be an https address");
        }
        Words(pack.Duty.Team, "duty.team");
        Need(pack.Duty.NoticeMinutes.Count > 0 && pack.Duty.NoticeMinutes.All(m => m is >= 1 and <= 60), "duty.noticeMinutes", "must list minutes, 1 to 60 each");
    }

    /// <summary>WCAG 2.2, contrast ratio of a colour with white; 0 for what is no `#rrggbb`.</summary>
    private static double ContrastOnWhite(string colour)
    {
        if (!Colour().IsMatch(colour)) return 0;
        double Part(int at)
        {
            var value = Convert.ToInt32(colour.Substring(at, 2), 16) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return 1.05 / ((0.2126 * Part(1)) + (0.7152 * Part(3)) + (0.0722 * Part(5)) + 0.05);
    }

    [GeneratedRegex("^#[0-9a-fA-F]{6}$")]
    private static partial Regex Colour();

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex Id();
}
