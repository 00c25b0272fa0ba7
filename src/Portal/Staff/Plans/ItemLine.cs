using FamilyPortal.Shared.Plans;

namespace FamilyPortal.Portal.Staff.Plans;

/// <summary>A line below an item's main sentence.</summary>
/// <param name="IsPlan">The plan's own words, not a date or a list of names.</param>
public sealed record ItemLine(string Label, string Text, bool IsPlan)
{
    internal static ItemLine Words(string label, Said? said) => new(label, said?.Text ?? "", true);

    internal static ItemLine Fact(string label, string text) => new(label, text, false);
}
