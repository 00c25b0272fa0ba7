namespace FamilyPortal.Shared.Families;

/// <summary>How large the letters of a person's pages are.</summary>
public enum TextSize
{
    Normal,
    Large,
    Largest,
}

/// <summary>What a person chose for themselves: how their pages look and work, and when a text may come.</summary>
public sealed record Preferences
{
    public static readonly Preferences None = new();

    /// <summary>Tag of one of the interface languages; null: what the plan says.</summary>
    public string? Language { get; init; }

    public TextSize Size { get; init; }

    /// <summary>Softer paper and accents.</summary>
    public bool CalmColours { get; init; }

    /// <summary>To be signed out sooner when idle, on every device (<see cref="SessionLife"/>).</summary>
    public bool EndsSoon { get; init; }

    /// <summary>A text may come from this time on; with <see cref="TextsUntil"/>, or neither.</summary>
    public TimeOnly? TextsFrom { get; init; }

    public TimeOnly? TextsUntil { get; init; }

    /// <summary>The hours as one choice: neither of the two says anything alone, nor where they are the same.</summary>
    internal (TimeOnly From, TimeOnly Until)? TextHours
    {
        get => this is { TextsFrom: { } from, TextsUntil: { } until } && from != until ? (from, until) : null;
        init => (TextsFrom, TextsUntil) = (value?.From, value?.Until);
    }
}

/// <summary>The same as it is stored: one row of a person who ever chose anything.</summary>
internal sealed class PersonPreferences
{
    public Guid FamilyId { get; set; }
    public required string PersonId { get; set; }
    public string? Language { get; set; }
    public TextSize Size { get; set; }
    public bool CalmColours { get; set; }
    public bool EndsSoon { get; set; }
    public TimeOnly? TextsFrom { get; set; }
    public TimeOnly? TextsUntil { get; set; }

    /// <summary>Workers say it when they ring, so that the person knows that it is they. On no page of the family's, and in no text.</summary>
    public string? CodeWord { get; set; }

    /// <summary>When a word of theirs stopped counting because they were signed out everywhere; null where there was none, or they chose another (<see cref="CodeWords"/>).</summary>
    public DateTimeOffset? CodeWordVoidAt { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public Preferences Chosen => new() { Language = Language, Size = Size, CalmColours = CalmColours, EndsSoon = EndsSoon, TextsFrom = TextsFrom, TextsUntil = TextsUntil };

    public void Take(Preferences chosen) =>
        (Language, Size, CalmColours, EndsSoon, TextsFrom, TextsUntil) = (chosen.Language, chosen.Size, chosen.CalmColours, chosen.EndsSoon, chosen.TextsFrom, chosen.TextsUntil);

    public static Preferences Of(PersonPreferences? row) => row?.Chosen ?? Preferences.None;
}
