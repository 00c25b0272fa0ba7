using System.Globalization;
using System.Resources;
using FamilyPortal.Shared.Help;

namespace FamilyPortal.Shared.Danger;

/// <summary>
/// What a person who told us of danger is shown first, before anything else. Source: domain.md "Safety rules".
/// It says that the worker and duty team are alerted, never that help is coming. Page and chat render the parts as they like.
/// </summary>
/// <param name="Level">Never <see cref="DangerLevel.None"/>.</param>
public sealed record DangerAdvice(DangerLevel Level, string Heading, IReadOnlyList<string> Lines, IReadOnlyList<AdviceNumber> Numbers)
{
    private static readonly ResourceManager Words = new(typeof(DangerAdvice));

    private static readonly Dictionary<DangerKind, string[]> HelplinesFor = new()
    {
        [DangerKind.ViolenceNow] = ["National Domestic Abuse Helpline", "Men's Advice Line"],
        [DangerKind.Suicide] = ["Samaritans", "Childline", "Shout", "NHS 111"],
        [DangerKind.SelfHarm] = ["Samaritans", "Childline", "Shout", "NHS 111"],
        [DangerKind.Overdose] = ["NHS 111", "Samaritans", "FRANK"],
        [DangerKind.AbuseNow] = ["Childline", "NSPCC"],
        [DangerKind.SexualAbuse] = ["Childline", "NSPCC"],
        [DangerKind.Threat] = ["National Domestic Abuse Helpline", "Police"],
        [DangerKind.ChildAlone] = ["Childline", "NSPCC"],
        [DangerKind.Neglect] = ["NSPCC", "Childline", "NHS 111"],
        [DangerKind.MissingChild] = ["Missing People", "Childline"],
    };

    /// <summary>The whole text sent back to a phone whose reply told of danger: the number and nothing that tells a watcher more.</summary>
    public static string TextReply => Word("TextReply");

    /// <summary>The advice for a finding. Throws <see cref="ArgumentException"/> when there is no danger to advise on.</summary>
    /// <param name="council">Null where the authority is not known: its numbers are left out.</param>
    public static DangerAdvice For(DangerFinding finding, CouncilNumbers? council)
    {
        if (!finding.IsDanger) throw new ArgumentException("There is no advice without danger.", nameof(finding));

        var emergency = finding.Level == DangerLevel.Emergency;
        string level = emergency ? "Emergency" : "Urgent";
        string[] lines = [Word($"{level}.{finding.Kind}"), Word($"{level}.Line"), Word($"{level}.Alerted")];
        AdviceNumber[] police = [new(Word("Number.999"), "999"), new(Word("Number.55"), Word("Number.55.Keys"))];
        AdviceNumber[] ours = council is null ? [] : [new(Word("Number.Duty"), council.Duty), new(Word("Number.OutOfHours"), council.OutOfHours)];
        var helplines = HelplinesFor[finding.Kind].Select(Helplines.Get)
            .Select(line => new AdviceNumber(string.Format(CultureInfo.InvariantCulture, Word("Number.Helpline"), line.Name, line.About), line.Number));

        return new DangerAdvice(finding.Level, Word($"{level}.Heading"), lines, emergency ? [.. police, .. ours, .. helplines] : [.. ours, .. helplines, .. police]);
    }

    private static string Word(string key) =>
        Words.GetString(key, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException($"DangerAdvice.resx has no '{key}'.");
}
