namespace FamilyPortal.Look.Components;

/// <summary>A number to call: who answers, the number as people read it, and when or why.</summary>
/// <param name="First">The one to call in an emergency: stands out.</param>
public sealed record PhoneNumber(string Who, string Number, string? Note = null, bool First = false)
{
    /// <summary>The link: digits and a leading plus only. A short code of five digits cannot be rung: it takes texts.</summary>
    internal string Href
    {
        get
        {
            var digits = string.Concat(Number.Where((c, i) => char.IsAsciiDigit(c) || (c == '+' && i == 0)));
            return (digits is ['6' or '7' or '8', _, _, _, _] ? "sms:" : "tel:") + digits;
        }
    }
}
