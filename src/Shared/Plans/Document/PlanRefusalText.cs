using System.Globalization;
using System.Resources;

namespace FamilyPortal.Shared.Plans.Document;

/// <summary>The sentences in PlanRefusalText.resx. Arguments are numbers and words of the format, never of a document.</summary>
internal static class PlanRefusalText
{
    private static readonly ResourceManager Texts = new(typeof(PlanRefusalText));

    public static string Get(string key) =>
        Texts.GetString(key, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException($"PlanRefusalText lacks '{key}'.");

    public static string Get(string key, params ReadOnlySpan<object> arguments) =>
        string.Format(CultureInfo.InvariantCulture, Get(key), arguments);
}
