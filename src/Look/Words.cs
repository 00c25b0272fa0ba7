using System.Globalization;
using System.Resources;

namespace FamilyPortal.Look;

/// <summary>The few words that the look itself brings, from Words.resx, in the reader's language where there is one.</summary>
internal static class Words
{
    private static readonly ResourceManager Resources = new("FamilyPortal.Look.Words", typeof(Words).Assembly);

    /// <exception cref="InvalidOperationException">No such entry: a fault of the caller.</exception>
    public static string Get(string name) => Resources.GetString(name)
        ?? throw new InvalidOperationException($"Words.resx has no entry '{name}'.");

    public static string Get(string name, params object[] values) =>
        string.Format(CultureInfo.CurrentCulture, Get(name), values);
}
