using FamilyPortal.Shared.Authorities;

namespace FamilyPortal.Shared.Danger;

/// <summary>How long an alert that somebody has stays in sight of all, and may be opened again.</summary>
internal static class InHand
{
    /// <summary>Working days after that on which it was taken: whoever comes back from a weekend still sees it.</summary>
    private const int WorkingDays = 1;

    /// <summary>Longer than the office is ever closed: no alert taken before that can be in hand now.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromDays(60);

    public static bool Is(Alert alert, AuthorityPack? pack, DateTimeOffset now)
    {
        if (alert.AcknowledgedAt is not { } taken) return false;
        var hours = pack?.Hours ?? OfficeHours.Usual;
        return now < UkTime.Instant(hours.AddWorkingDays(UkTime.Day(taken), WorkingDays), hours.Until);
    }
}
