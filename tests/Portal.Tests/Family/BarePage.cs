using System.Text.RegularExpressions;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>A page without what is new on it at every request: the antiforgery token, the form's key and its sealed owner.</summary>
internal static partial class BarePage
{
    public static string Of(string html) => Nonces().Replace(html, "");

    [GeneratedRegex("name=\"(__RequestVerificationToken|Form\\.Key|Form\\.Who)\" value=\"[^\"]*\"")]
    private static partial Regex Nonces();
}
