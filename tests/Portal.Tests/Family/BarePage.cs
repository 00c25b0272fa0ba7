using System.Text.RegularExpressions;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>
/// A page without what is new on it at every request: the antiforgery token, the form's key and its sealed owner. And without the list
/// of one's own texts: nudges go by themselves while a test runs.
/// </summary>
internal static partial class BarePage
{
    public static string Of(string html) => SentTexts().Replace(Nonces().Replace(html, ""), "");

    [GeneratedRegex("name=\"(__RequestVerificationToken|Form\\.Key|Form\\.Who|Form\\.Tab|(Form\\.G|g)iven)\" value=\"[^\"]*\"")]
    private static partial Regex Nonces();

    [GeneratedRegex("""<section id="sent">.*?</section>""", RegexOptions.Singleline)]
    private static partial Regex SentTexts();
}
