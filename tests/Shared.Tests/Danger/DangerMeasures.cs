using FamilyPortal.Shared.Danger;

namespace FamilyPortal.Shared.Tests.Danger;

/// <summary>How well the check does on a set, as shares from 0 to 1.</summary>
/// <param name="AnyDanger">Of the dangerous messages: found at all.</param>
/// <param name="Emergencies">Of the emergencies: recognised as such.</param>
/// <param name="FalseAlarms">Of the harmless messages: taken for danger.</param>
/// <param name="RightKind">Of the dangerous messages that were found: those whose kind, and so the advice, is right.</param>
public sealed record DangerMeasures(double AnyDanger, double Emergencies, double FalseAlarms, double RightKind)
{
    public static DangerMeasures Of(IEnumerable<LabelledMessage> messages)
    {
        var check = new DangerCheck();
        var found = messages.Select(message => (message, finding: check.Check(message.Text, speaker: message.Speaker))).ToList();
        return new DangerMeasures(
            Share(found.Where(one => one.message.IsDanger), one => one.finding.IsDanger),
            Share(found.Where(one => one.message.Level == "emergency"), one => one.finding.Level == DangerLevel.Emergency),
            Share(found.Where(one => !one.message.IsDanger), one => one.finding.IsDanger),
            Share(found.Where(one => one.message.IsDanger && one.finding.IsDanger), one => IsKind(one.finding.Kind, one.message.Kind)));
    }

    /// <summary>Those who labelled the sets had one word for threats by others and one's own, and none for what is not clear.</summary>
    private static bool IsKind(DangerKind found, string labelled) => found == DangerKind.OwnThreat ? OwnDeeds.Contains(labelled) : new DangerFinding(DangerLevel.Urgent, found).KindCode == labelled;

    private static readonly string[] OwnDeeds = ["threat", "abuse-now", "violence-now"];

    private static double Share<T>(IEnumerable<T> all, Func<T, bool> fits)
    {
        var list = all.ToList();
        return (double)list.Count(fits) / list.Count;
    }
}
