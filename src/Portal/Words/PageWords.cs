using FamilyPortal.Look.Components;
using FamilyPortal.Shared.Languages;

namespace FamilyPortal.Portal.Words;

/// <summary>The language of a page, and of the words of others in it.</summary>
internal static class PageWords
{
    public static IReadOnlyList<LanguageName> Languages { get; } = [.. InterfaceLanguages.All.Select(l => new LanguageName(l.Tag, l.OwnName, l.IsRightToLeft ? "rtl" : "ltr"))];

    /// <summary>The language of words inside a page, to be marked; null where it is the page's own.</summary>
    public static string? Foreign(string language) =>
        InterfaceLanguages.Find(language) is { } known && known == InterfaceLanguages.Current ? null : language;

    /// <summary>Marks what is English in a page of another language.</summary>
    public static string? English => Foreign(InterfaceLanguages.English.Tag);

    /// <summary>The direction to go with it.</summary>
    public static string? EnglishDir => English is null ? null : "ltr";
}
