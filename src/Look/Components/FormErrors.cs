namespace FamilyPortal.Look.Components;

/// <summary>What is wrong with what a person sent: shown once in the summary and once beside the field.</summary>
public sealed class FormErrors
{
    private readonly List<FormError> _items = [];

    /// <summary>In the order in which they were added: add them in the order of the fields on the page.</summary>
    public IReadOnlyList<FormError> Items => _items;

    public bool Any => _items.Count > 0;

    /// <param name="field">The field's form name, as given to its component.</param>
    /// <param name="message">Says what to do: "Choose a number from 0 to 10".</param>
    public void Add(string field, string message) => _items.Add(new FormError(field, message));

    /// <summary>An error that belongs to no single field.</summary>
    public void Add(string message) => _items.Add(new FormError(null, message));

    /// <summary>The first message for the field, or null.</summary>
    public string? For(string field) => _items.Find(e => e.Field == field)?.Message;
}

/// <summary>One message; <paramref name="Field"/> is null when it belongs to no single field.</summary>
public sealed record FormError(string? Field, string Message);
