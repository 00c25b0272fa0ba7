using FamilyPortal.Shared.Languages;

namespace FamilyPortal.Shared.Families;

/// <summary>All that a person chooses for themselves on one page.</summary>
/// <param name="Texts">False: as if they had sent STOP. True says only that they do not mind: it takes back that, and never what others set.</param>
public sealed record OwnChoices(Preferences Preferences, bool Texts)
{
    /// <summary>
    /// What stands here once somebody sends a page: what they chose otherwise than it showed them, and nothing else. A page that lay open
    /// must undo nothing that came since: no STOP by text, no hours chosen on another phone.
    /// </summary>
    internal OwnChoices Changed(OwnChoices shown, OwnChoices chosen)
    {
        var (now, was, wanted) = (Preferences, shown.Preferences, chosen.Preferences);
        return new(
            new()
            {
                Language = Newer(now.Language, was.Language, wanted.Language),
                Size = Newer(now.Size, was.Size, wanted.Size),
                CalmColours = Newer(now.CalmColours, was.CalmColours, wanted.CalmColours),
                EndsSoon = Newer(now.EndsSoon, was.EndsSoon, wanted.EndsSoon),
                TextHours = Newer(now.TextHours, was.TextHours, wanted.TextHours),
            },
            Newer(Texts, shown.Texts, chosen.Texts));
    }

    /// <summary>
    /// The same without what lets more come to their phone, or leaves their pages open longer, than <paramref name="before"/>. Whoever
    /// holds a worker's device may not do that in their name. How pages look keeps nobody safe, and stays.
    /// </summary>
    internal OwnChoices NoLooserThan(OwnChoices before) => new(
        Preferences with
        {
            EndsSoon = Preferences.EndsSoon || before.Preferences.EndsSoon,
            TextHours = IsWithin(Preferences.TextHours, before.Preferences.TextHours) ? Preferences.TextHours : before.Preferences.TextHours,
        },
        Texts && before.Texts);

    /// <summary>A language that the pages do not speak, and a size that there is none of, count as no choice.</summary>
    internal OwnChoices Known() => this with
    {
        Preferences = Preferences with
        {
            Language = InterfaceLanguages.Find(Preferences.Language)?.Tag,
            Size = Enum.IsDefined(Preferences.Size) ? Preferences.Size : TextSize.Normal,
            TextHours = Preferences.TextHours,
        },
    };

    private static T Newer<T>(T now, T shown, T chosen) => EqualityComparer<T>.Default.Equals(shown, chosen) ? now : chosen;

    /// <summary>Whether each minute of these hours is one of those; they may go over midnight. None is any time of the day.</summary>
    private static bool IsWithin((TimeOnly From, TimeOnly Until)? hours, (TimeOnly From, TimeOnly Until)? of) =>
        of is not { } all || (hours is { } some && (some.From - all.From) + (some.Until - some.From) <= all.Until - all.From);
}
