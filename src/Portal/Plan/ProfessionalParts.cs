using FamilyPortal.Shared.Plans;

namespace FamilyPortal.Portal.Plan;

/// <summary>
/// The slice of a professional in two: what is theirs to answer, to do or to come to, and what they see besides. Each item stands in
/// one of the two.
/// </summary>
internal static class ProfessionalParts
{
    public static PlanView Own(PlanView plan) => plan with
    {
        Summary = [],
        WorkingWell = [],
        Worries = [],
        BottomLines = [],
        Trajectory = [],
        IfThingsGoWrong = [],
        WordsAndPictures = [],
        Goals = [.. plan.Goals.Where(g => g.Asked)],
        Scales = [.. plan.Scales.Where(s => s.Asked)],
        NextSteps = [.. plan.NextSteps.Where(s => s.IsMine)],
        Network = [.. plan.Network.Where(t => t.IsMine || t.IsBackup)],
        Meetings = [.. plan.Meetings.Where(m => m.IsMine)],
    };

    public static PlanView Rest(PlanView plan) => plan with
    {
        Goals = [.. plan.Goals.Where(g => !g.Asked)],
        Scales = [.. plan.Scales.Where(s => !s.Asked)],
        NextSteps = [.. plan.NextSteps.Where(s => !s.IsMine)],
        Network = [.. plan.Network.Where(t => !t.IsMine && !t.IsBackup)],
        Meetings = [.. plan.Meetings.Where(m => !m.IsMine)],
    };
}
