using System.Globalization;
using System.Resources;

namespace FamilyPortal.Identity;

/// <summary>What people read on Identity's pages, from Words.resx.</summary>
internal static class Words
{
    private static readonly ResourceManager Resources = new("FamilyPortal.Identity.Words", typeof(Words).Assembly);

    /// <exception cref="InvalidOperationException">No such entry: a fault of the caller.</exception>
    public static string Get(string name) => Resources.GetString(name)
        ?? throw new InvalidOperationException($"Words.resx has no entry '{name}'.");

    public static string Get(string name, params object[] values) =>
        string.Format(CultureInfo.CurrentCulture, Get(name), values);
}
