namespace FamilyPortal.Shared.Plans.Document;

/// <summary>What every item of a plan has: words, and who may see them.</summary>
internal abstract record PlanItem
{
    /// <summary>The same for the same item in every version; never shown on a page or in a form.</summary>
    public required string Id { get; init; }

    /// <summary>The main sentence, plain text in English.</summary>
    public required string Text { get; init; }

    /// <summary>The main sentence by BCP 47 tag.</summary>
    public IReadOnlyDictionary<string, string> Translations { get; init; } = Words.NoTranslations;

    public Audience Audience { get; init; } = Audience.WorkersOnly;

    /// <summary>The id of the item of an earlier version that this one takes the place of.</summary>
    public string? Replaces { get; init; }

    /// <summary>Who is asked to answer. It never lets anyone see the item.</summary>
    public virtual Audience? AskOf => null;

    /// <summary>Who may see the answers besides giver and workers: a limit. Empty: nobody.</summary>
    public virtual Audience SeenBy => Audience.WorkersOnly;

    /// <summary>
    /// The people this item refers to by id, each with the JSON Pointer within the item: who, person, backup, call,
    /// askOf and worriedPeople, as <c>keepApartFrom</c> in the schema lists them. It lets nobody see anything.
    /// </summary>
    public IEnumerable<PersonReference> References() => AskOf is null
        ? OwnReferences()
        : OwnReferences().Concat(AskOf.People("/askOf"));

    protected virtual IEnumerable<PersonReference> OwnReferences() => [];
}

/// <summary>A person id and where in its item it stands, such as <c>/who/1</c>.</summary>
internal readonly record struct PersonReference(string PersonId, string Pointer);

/// <summary>A text and its translations by BCP 47 tag.</summary>
internal sealed record Words(string Text, IReadOnlyDictionary<string, string> Translations)
{
    public static readonly IReadOnlyDictionary<string, string> NoTranslations =
        System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;
}
