using System.Globalization;
using System.Resources;
using FamilyPortal.Shared.Danger;

namespace FamilyPortal.Shared.Texting;

/// <summary>The words of every text and code e-mail, from TextWords.resx. None says who, where, what about, or why.</summary>
internal static class TextWords
{
    internal static readonly ResourceManager Words = new("FamilyPortal.Shared.Texting.TextWords", typeof(TextWords).Assembly);

    /// <summary>
    /// The code comes first, where a lock screen shows it; the last line ties it to the host of the page that takes it, so that
    /// a phone fills it in there and nowhere else (WICG, "Origin-bound one-time codes delivered via SMS").
    /// </summary>
    public static string Code(string code, CodePageHost page) => $"{Format("Code", null, code)}\n\n@{page.Host} #{code}";

    public static string CodeSubject => Format("CodeSubject", null);

    public static string CodeEmail(string code) => Format("CodeEmail", null, code);

    /// <param name="language">The person's; English where there are no words in it.</param>
    /// <param name="path">Of the link, in the kinds that have one.</param>
    public static string Of(TextKind kind, string? language, PortalAddress portal, string path = "n") =>
        kind == TextKind.Danger ? DangerAdvice.TextReply : Format(kind.ToString(), language, portal.Link(path));

    public static string InvitationSubject(string? language) => Format("InvitationSubject", language);

    public static string InvitationEmail(string? language, PortalAddress portal, string path) => Format("InvitationEmail", language, portal.Link(path));

    /// <summary>To the duty team's phone: a number of open alerts, and where to see them.</summary>
    public static string DutyNotice(int open, PortalAddress portal) => Format("DutyNotice", null, open, portal.Link("staff/alerts"));

    private static string Format(string name, string? language, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, Words.GetString(name, Culture(language))!, values);

    private static CultureInfo Culture(string? language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language ?? "");
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}
