namespace FamilyPortal.Look.Components;

/// <summary>A number to call: who answers, the number as people read it, and when or why.</summary>
/// <param name="First">The one to call in an emergency: stands out.</param>
public sealed record PhoneNumber(string Who, string Number, string? Note = null, bool First = false)
{
    /// <summary>For the <c>tel:</c> link: digits and a leading plus only.</summary>
    internal string Href => "tel:" + string.Concat(Number.Where((c, i) => char.IsAsciiDigit(c) || (c == '+' && i == 0)));
}
