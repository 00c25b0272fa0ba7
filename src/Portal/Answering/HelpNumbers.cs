using FamilyPortal.Look.Components;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Help;

namespace FamilyPortal.Portal.Answering;

/// <summary>Advice and helplines as numbers to tap.</summary>
internal static class HelpNumbers
{
    /// <summary>The advice for a finding; without an authority the council's own numbers are left out.</summary>
    public static DangerAdvice Advice(DangerFinding finding, Speaker speaker, AuthorityPack? pack, DateTimeOffset now, Gender writer = Gender.Unknown) =>
        DangerAdvice.For(finding, speaker, pack is null ? null : CouncilNumbers.Of(pack), pack?.Hours.IsOpen(now) == true, writer);

    public static IReadOnlyList<PhoneNumber> Of(DangerAdvice advice) => Of(advice.Numbers);

    public static IReadOnlyList<PhoneNumber> Of(IReadOnlyList<AdviceNumber> numbers) =>
        [.. numbers.Select((n, i) => new PhoneNumber(n.Label, n.Number, First: i == 0 || n.Number == "999"))];

    public static PhoneNumber Of(Helpline line) => new(line.Name, line.Number, line.About);
}
