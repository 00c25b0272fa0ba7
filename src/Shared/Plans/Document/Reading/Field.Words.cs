using System.Globalization;

namespace FamilyPortal.Shared.Plans.Document.Reading;

/// <summary>The definitions of family-plan/1 that are read from text.</summary>
internal readonly partial record struct Field
{
    public string Id() => Text(Patterns.IsId, "NotAnId");

    public string PersonId()
    {
        var id = Id();
        if (id == "everyone")
            Faults.Add(Pointer, "PersonIdReserved");
        return id;
    }

    public string Phone() => Text(t => Patterns.Phone().IsMatch(t), "NotPhone");

    public string Email() => Text(Patterns.IsEmail, "NotEmail");

    public string Language() => Text(t => Patterns.Language().IsMatch(t), "NotLanguage");

    public string Authority() => Text(t => t.Length <= 60 && Patterns.Authority().IsMatch(t), "NotShortName");

    public string RecordRef() => Text(t => t.Length <= 64 && Patterns.RecordRef().IsMatch(t), "NotRecordRef");

    public string RecurrenceRule() => Text(t => t.Length <= 200 && Patterns.RecurrenceRule().IsMatch(t), "NotRecurrence");

    public string Picture() => Text(Pictures.Has, "NotAPicture");

    public string PlanText() => PlanText(TextRules.MaxText);

    public string ShortText() => PlanText(TextRules.MaxShort);

    public string Name()
    {
        if (Text() is not { } text)
            return "";
        foreach (var fault in TextRules.NameFaults(text))
            Faults.Add(Pointer, fault, TextRules.MaxShort);
        return text;
    }

    public DateOnly Date()
    {
        if (Text() is not { } text)
            return default;
        if (Patterns.TryDate(text, out var date) && date.Year is >= 2000 and <= 2099)
            return date;
        Faults.Add(Pointer, "NotDate");
        return default;
    }

    public BirthDate BirthDate()
    {
        if (Text() is not { } text)
            return default;
        if (Patterns.Month().IsMatch(text))
            return new BirthDate(int.Parse(text[..4], CultureInfo.InvariantCulture), int.Parse(text[5..], CultureInfo.InvariantCulture), null);
        if (Patterns.TryDate(text, out var date) && date.Year is >= 1900 and <= 2099)
            return new BirthDate(date.Year, date.Month, date.Day);
        Faults.Add(Pointer, "NotBirthDate");
        return default;
    }

    public TimeOnly LocalTime()
    {
        if (Text() is not { } text)
            return default;
        if (Patterns.LocalTime().IsMatch(text))
            return TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);
        Faults.Add(Pointer, "NotLocalTime");
        return default;
    }

    public DateTimeOffset Instant()
    {
        if (Text() is not { } text)
            return default;
        if (Patterns.TryInstant(text, out var instant))
            return instant;
        Faults.Add(Pointer, "NotDateTime");
        return default;
    }

    public Every Every()
    {
        if (Text() is not { } text)
            return default;
        if (!Patterns.Every().IsMatch(text))
        {
            Faults.Add(Pointer, "NotEvery");
            return default;
        }

        var unit = text[^1] switch { 'D' => EveryUnit.Days, 'W' => EveryUnit.Weeks, _ => EveryUnit.Months };
        return new Every(int.Parse(text[1..^1], CultureInfo.InvariantCulture), unit);
    }

    public Audience Audience() => Audience(minimum: 0);

    public Audience AudienceOfSome() => Audience(minimum: 1);

    private Audience Audience(int minimum)
    {
        var understood = new List<AudienceEntry>();
        var written = Set(minimum, 100, field => field.AudienceEntry(understood));
        if (written.Count > 1 && understood.Any(e => e.Kind == AudienceKind.Everyone))
            Faults.Add(Pointer, "EveryoneNotAlone");
        return new Audience(understood);
    }

    private string AudienceEntry(List<AudienceEntry> understood)
    {
        if (Text() is not { } text)
            return "";
        if (Document.AudienceEntry.TryParse(text, out var entry) && (entry.Kind != AudienceKind.Person || Patterns.IsId(text)))
            understood.Add(entry);
        else
            Faults.Add(Pointer, "NotAudience", string.Join(", ", Vocabulary.Roles.Keys.Order(StringComparer.Ordinal)));
        return text;
    }

    public Words Words() => Object(o => new Words(
        o.Required("text", f => f.PlanText()),
        o.Optional("translations", f => f.Translations()) ?? Document.Words.NoTranslations));

    /// <summary>Texts by language. A tag that is none is reported at the object: its name is the document's word.</summary>
    public IReadOnlyDictionary<string, string> Translations()
    {
        if (Value.ValueKind != System.Text.Json.JsonValueKind.Object)
        {
            Faults.Add(Pointer, "NotAnObject");
            return Document.Words.NoTranslations;
        }

        var members = new ObjectReader(Value, Pointer, Faults);
        if (members.Count == 0)
            Faults.Add(Pointer, "ObjectEmpty");
        if (members.Count > 20)
            Faults.Add(Pointer, "ObjectTooLarge", 20);
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (tag, field) in members.All())
        {
            if (Patterns.Language().IsMatch(tag))
                result[tag] = field.PlanText();
            else
                Faults.Add(Pointer, "NotLanguage");
        }

        return result;
    }

    private string PlanText(int maxLength)
    {
        if (Text() is not { } text)
            return "";
        foreach (var fault in TextRules.TextFaults(text, maxLength))
            Faults.Add(Pointer, fault, maxLength);
        return text;
    }
}
