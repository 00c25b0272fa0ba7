using System.Globalization;

namespace FamilyPortal.Shared.Languages;

/// <summary>A language that the pages speak.</summary>
/// <param name="Tag">BCP 47, the language alone.</param>
/// <param name="OwnName">As its readers write it.</param>
/// <param name="CheckedByTranslator">False: made by machine, and every page in it says so.</param>
public sealed record InterfaceLanguage(string Tag, string OwnName, bool IsRightToLeft, bool CheckedByTranslator);

/// <summary>THE list of the languages that the pages speak. A text that is missing in one is English.</summary>
public static class InterfaceLanguages
{
    public static readonly InterfaceLanguage English = new("en", "English", IsRightToLeft: false, CheckedByTranslator: true);

    public static readonly IReadOnlyList<InterfaceLanguage> All =
    [
        English,
        new("pl", "Polski", IsRightToLeft: false, CheckedByTranslator: false),
        new("ur", "اردو", IsRightToLeft: true, CheckedByTranslator: false),
        new("ar", "العربية", IsRightToLeft: true, CheckedByTranslator: false),
    ];

    /// <summary>That of the page being written.</summary>
    public static InterfaceLanguage Current => Find(CultureInfo.CurrentUICulture.Name) ?? English;

    /// <summary>"Polish", of any tag; the tag itself where nobody knows it.</summary>
    public static string NameInEnglish(string tag)
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag).EnglishName;
        }
        catch (CultureNotFoundException)
        {
            return tag;
        }
    }

    /// <summary>For a tag as plans and browsers have them ("ur-PK"); null where the pages do not speak it.</summary>
    public static InterfaceLanguage? Find(string? tag) =>
        tag is null ? null : All.FirstOrDefault(l => tag.StartsWith(l.Tag, StringComparison.OrdinalIgnoreCase) && (tag.Length == l.Tag.Length || tag[l.Tag.Length] == '-'));
}
