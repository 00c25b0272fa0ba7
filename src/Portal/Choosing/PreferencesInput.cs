using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using FamilyPortal.Shared.Families;

namespace FamilyPortal.Portal.Choosing;

/// <summary>What the form about a person's own choices sends.</summary>
public sealed class PreferencesInput
{
    public string? Language { get; set; }
    public TextSize Size { get; set; }
    public bool Calm { get; set; }
    public bool Soon { get; set; }
    public bool Texts { get; set; }

    /// <summary>As typed: where a browser has no field for a time, people write one.</summary>
    public string? From { get; set; }

    public string? Until { get; set; }

    /// <summary>All of it as the page showed it, whatever was typed since: only what differs from it is a choice.</summary>
    [JsonIgnore]
    public string? Shown { get; set; }

    internal static PreferencesInput Of(FamilyViewer viewer, string language)
    {
        var shown = Showing(viewer, language);
        shown.Shown = JsonSerializer.Serialize(shown);
        return shown;
    }

    private static PreferencesInput Showing(FamilyViewer viewer, string language) => new()
    {
        Language = language,
        Size = viewer.Preferences.Size,
        Calm = viewer.Preferences.CalmColours,
        Soon = viewer.Preferences.EndsSoon,
        Texts = !viewer.StoppedTexts,
        From = Written(viewer.Preferences.TextsFrom),
        Until = Written(viewer.Preferences.TextsUntil),
    };

    internal OwnChoices Chosen => new(
        new()
        {
            Language = Language,
            Size = Size,
            CalmColours = Calm,
            EndsSoon = Soon,
            TextsFrom = Read(From),
            TextsUntil = Read(Until),
        },
        Texts);

    /// <summary>What the page showed; null where it is none of ours as it is now.</summary>
    internal OwnChoices? Before
    {
        get
        {
            try
            {
                return string.IsNullOrEmpty(Shown) ? null : JsonSerializer.Deserialize<PreferencesInput>(Shown)?.Chosen;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>"18:00", "18.00", "9:30", and as pages say them "6pm", "6:30pm", "6.30 pm"; null for anything else.</summary>
    internal static TimeOnly? Read(string? typed) =>
        TimeOnly.TryParseExact(typed?.Replace(" ", "").Replace('.', ':'), ["H:mm", "HH:mm:ss", "%H", "h:mmtt", "htt"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? new(time.Hour, time.Minute) : null;

    internal static string? Written(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);
}
