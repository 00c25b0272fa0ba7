using System.Globalization;
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

    internal static PreferencesInput Of(FamilyViewer viewer, string language) => new()
    {
        Language = language,
        Size = viewer.Preferences.Size,
        Calm = viewer.Preferences.CalmColours,
        Soon = viewer.Preferences.EndsSoon,
        Texts = !viewer.StoppedTexts,
        From = Written(viewer.Preferences.TextsFrom),
        Until = Written(viewer.Preferences.TextsUntil),
    };

    internal Preferences Chosen => new()
    {
        Language = Language,
        Size = Enum.IsDefined(Size) ? Size : TextSize.Normal,
        CalmColours = Calm,
        EndsSoon = Soon,
        TextsFrom = Read(From),
        TextsUntil = Read(Until),
    };

    /// <summary>"18:00", "18.00", "9:30"; null for anything else.</summary>
    internal static TimeOnly? Read(string? typed) =>
        TimeOnly.TryParseExact(typed?.Trim().Replace('.', ':'), ["H:mm", "HH:mm:ss", "%H"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? new(time.Hour, time.Minute) : null;

    internal static string? Written(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);
}
