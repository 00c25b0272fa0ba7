using System.Text.Json;

namespace FamilyPortal.Shared.Plans.Document.Reading;

/// <summary>
/// Reads the members of one JSON object. A member that nobody asks for is a fault: ignoring it would be guessing.
/// After a fault a member reads as a placeholder; the document is then refused, so no placeholder is ever used.
/// </summary>
internal sealed class ObjectReader
{
    private readonly Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public ObjectReader(JsonElement element, string pointer, Faults faults)
    {
        Pointer = pointer;
        Faults = faults;
        foreach (var member in element.EnumerateObject())
            members[member.Name] = member.Value;
    }

    public string Pointer { get; }

    public Faults Faults { get; }

    public int Count => members.Count;

    public IEnumerable<(string Name, Field Field)> All() => members.Select(m => (m.Key, At(m.Key, m.Value)));

    public bool Has(string name) => members.ContainsKey(name);

    public T Required<T>(string name, Func<Field, T> read)
    {
        asked.Add(name);
        if (members.TryGetValue(name, out var value))
            return read(At(name, value));
        Faults.Add(Pointer, "MemberMissing", name);
        return default!;
    }

    public T? Optional<T>(string name, Func<Field, T> read)
        where T : class
    {
        asked.Add(name);
        return members.TryGetValue(name, out var value) ? read(At(name, value)) : null;
    }

    public T? OptionalValue<T>(string name, Func<Field, T> read)
        where T : struct
    {
        asked.Add(name);
        return members.TryGetValue(name, out var value) ? read(At(name, value)) : null;
    }

    /// <summary>Refuses what nobody asked for. The pointer is the object's: the member's name is the document's word.</summary>
    public void RefuseOthers()
    {
        if (members.Keys.Any(name => !asked.Contains(name)))
            Faults.Add(Pointer, "MemberUnknown");
    }

    private Field At(string name, JsonElement value) => new(value, $"{Pointer}/{name}", Faults);
}
