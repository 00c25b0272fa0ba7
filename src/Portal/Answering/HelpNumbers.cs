using FamilyPortal.Look.Components;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Help;

namespace FamilyPortal.Portal.Answering;

/// <summary>Advice and helplines as numbers to tap.</summary>
internal static class HelpNumbers
{
    /// <summary>The advice for a finding; without an authority the council's own numbers are left out.</summary>
    public static DangerAdvice Advice(DangerFinding finding, Speaker speaker, AuthorityPack? pack, DateTimeOffset now) =>
        DangerAdvice.For(finding, speaker, pack is null ? null : CouncilNumbers.Of(pack), pack?.Hours.IsOpen(now) == true);

    public static IReadOnlyList<PhoneNumber> Of(DangerAdvice advice) => Of(advice.Numbers);

    public static IReadOnlyList<PhoneNumber> Of(IReadOnlyList<AdviceNumber> numbers) =>
        [.. numbers.Select((n, i) => Of(n.Label, n.Number, i == 0 || n.Number.StartsWith("999", StringComparison.Ordinal)))];

    public static PhoneNumber Of(Helpline line) => Of(line.Name, line.Number, false) with { Note = line.About };

    /// <summary>"999, then 55 ..." is rung as 999: the rest is what to do then.</summary>
    private static PhoneNumber Of(string who, string number, bool first)
    {
        var comma = number.IndexOf(',', StringComparison.Ordinal);
        return comma < 0 ? new(who, number, First: first) : new(who, number[..comma], number[(comma + 1)..].Trim(), first);
    }
}
