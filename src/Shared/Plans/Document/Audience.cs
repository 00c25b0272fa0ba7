namespace FamilyPortal.Shared.Plans.Document;

internal enum AudienceKind
{
    Person,
    Role,
    Everyone,
}

/// <summary>One entry of an audience, understood letter for letter.</summary>
internal readonly record struct AudienceEntry(AudienceKind Kind, string? PersonId, PersonRole Role)
{
    private const string RolePrefix = "role:";

    /// <summary>Understands one entry. The pattern of a person id has been checked by the reader.</summary>
    /// <returns>False where a role is none that the format knows: never a guess.</returns>
    public static bool TryParse(string text, out AudienceEntry entry)
    {
        entry = default;
        if (text == "everyone")
        {
            entry = new AudienceEntry(AudienceKind.Everyone, null, default);
            return true;
        }

        if (text.StartsWith(RolePrefix, StringComparison.Ordinal))
        {
            if (!Vocabulary.Roles.TryGetValue(text[RolePrefix.Length..], out var role))
                return false;
            entry = new AudienceEntry(AudienceKind.Role, null, role);
            return true;
        }

        if (text.Contains(':', StringComparison.Ordinal) || text.Length == 0)
            return false;
        entry = new AudienceEntry(AudienceKind.Person, text, default);
        return true;
    }
}

/// <summary>
/// Who may see an item: person ids, roles, or everyone. Empty: workers and managers only.
/// Decisions are <see cref="Audiences"/>' alone; this only says what is written.
/// </summary>
internal sealed class Audience(IReadOnlyList<AudienceEntry> entries)
{
    public static readonly Audience WorkersOnly = new([]);

    public IReadOnlyList<AudienceEntry> Entries { get; } = entries;

    /// <summary>An audience from its written form; throws <see cref="FormatException"/> on an entry the format does not know.</summary>
    public static Audience Of(params IEnumerable<string> entries) => new([.. entries.Select(text =>
        AudienceEntry.TryParse(text, out var entry) ? entry : throw new FormatException("Not an entry of an audience."))]);

    /// <summary>Whether this person's id is written in it.</summary>
    public bool Names(string personId)
    {
        foreach (var entry in Entries)
        {
            if (entry.Kind == AudienceKind.Person && string.Equals(entry.PersonId, personId, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>Whether it covers this person by id, by role or as one of everyone. Staff are not added here.</summary>
    public bool Covers(PlanPerson person)
    {
        foreach (var entry in Entries)
        {
            var covers = entry.Kind switch
            {
                AudienceKind.Everyone => true,
                AudienceKind.Role => entry.Role == person.Role,
                _ => string.Equals(entry.PersonId, person.Id, StringComparison.Ordinal),
            };
            if (covers)
                return true;
        }

        return false;
    }

    /// <summary>The person ids written in it, each with its JSON Pointer below <paramref name="pointer"/>.</summary>
    public IEnumerable<PersonReference> People(string pointer)
    {
        for (var i = 0; i < Entries.Count; i++)
        {
            if (Entries[i] is { Kind: AudienceKind.Person, PersonId: { } id })
                yield return new PersonReference(id, $"{pointer}/{i}");
        }
    }
}
