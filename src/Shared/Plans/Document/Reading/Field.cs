using System.Collections.Frozen;
using System.Text.Json;

namespace FamilyPortal.Shared.Plans.Document.Reading;

/// <summary>One JSON value and where it stands, with a reader for each kind of value that family-plan/1 has.</summary>
internal readonly partial record struct Field(JsonElement Value, string Pointer, Faults Faults)
{
    /// <summary>The text, or null after a fault.</summary>
    public string? Text()
    {
        if (Value.ValueKind == JsonValueKind.String)
            return Value.GetString();
        Faults.Add(Pointer, "NotText");
        return null;
    }

    /// <summary>The text if it passes the check; otherwise a fault with that sentence.</summary>
    public string Text(Func<string, bool> check, string fault)
    {
        if (Text() is not { } text)
            return "";
        if (!check(text))
            Faults.Add(Pointer, fault);
        return text;
    }

    public bool Bool()
    {
        if (Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            Faults.Add(Pointer, "NotTrueOrFalse");
        return Value.ValueKind == JsonValueKind.True;
    }

    public bool OnlyTrue()
    {
        if (Value.ValueKind != JsonValueKind.True)
            Faults.Add(Pointer, "NotTrue");
        return true;
    }

    /// <summary>A whole number; 1.0 and 1e0 are whole numbers too, as JSON Schema has it.</summary>
    public int Whole(int minimum, int maximum)
    {
        if (Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out var number)
            && number >= minimum && number <= maximum && Math.Floor(number) == number)
            return (int)number;
        if (minimum == maximum)
            Faults.Add(Pointer, "NotExactly", minimum);
        else
            Faults.Add(Pointer, "NotWholeNumber", minimum, maximum);
        return minimum;
    }

    public T OneOf<T>(FrozenDictionary<string, T> words) => OneOf(words, default!);

    public T OneOf<T>(FrozenDictionary<string, T> words, T otherwise)
    {
        if (Value.ValueKind == JsonValueKind.String && words.TryGetValue(Value.GetString()!, out var known))
            return known;
        Faults.Add(Pointer, "NotOneOf", string.Join(", ", words.Keys.Order(StringComparer.Ordinal)));
        return otherwise;
    }

    public T Object<T>(Func<ObjectReader, T> read)
    {
        if (Value.ValueKind != JsonValueKind.Object)
        {
            Faults.Add(Pointer, "NotAnObject");
            return default!;
        }

        var members = new ObjectReader(Value, Pointer, Faults);
        var result = read(members);
        members.RefuseOthers();
        return result;
    }

    public IReadOnlyList<T> List<T>(int minimum, int maximum, Func<Field, T> read)
    {
        if (Value.ValueKind != JsonValueKind.Array)
        {
            Faults.Add(Pointer, "NotAList");
            return [];
        }

        var length = Value.GetArrayLength();
        if (length < minimum)
            Faults.Add(Pointer, "ListEmpty");
        if (length > maximum)
            Faults.Add(Pointer, "ListTooLong", maximum);

        var result = new List<T>(Math.Min(length, maximum));
        var i = 0;
        foreach (var element in Value.EnumerateArray())
        {
            var entry = read(new Field(element, $"{Pointer}/{i++}", Faults));
            if (i <= maximum)
                result.Add(entry);
        }

        return result;
    }

    /// <summary>A list of texts in which none comes twice.</summary>
    public IReadOnlyList<string> Set(int minimum, int maximum, Func<Field, string> read)
    {
        var result = List(minimum, maximum, read);
        if (Value.ValueKind == JsonValueKind.Array)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            if (!Value.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).All(e => seen.Add(e.GetString()!)))
                Faults.Add(Pointer, "ListTwice");
        }

        return result;
    }
}
