using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Plans.News;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.Plan;

/// <summary>A worry with what answers it: its goals, and the scales about those goals.</summary>
public sealed record WorryGroup(WorryView Worry, IReadOnlyList<GoalGroup> Goals);

/// <summary>A goal and the scales about it.</summary>
public sealed record GoalGroup(GoalView Goal, IReadOnlyList<ScaleView> Scales);

/// <summary>
/// A reader's slice as the plan page sets it out: each danger beside its goal and its scale. Whatever stands beside nothing that
/// this reader sees goes under "what needs to happen", so that nothing shows where something is missing.
/// </summary>
public sealed class PlanModel
{
    private readonly ReadableAnswers _all;
    private readonly ILookup<string?, AnswerView> _answers;
    private readonly Dictionary<string, int> _numbers;

    /// <param name="news">What is new to the reader; null for a worker who looks at what the reader sees.</param>
    /// <param name="isPreview">That worker.</param>
    public PlanModel(PlanView plan, ReadableAnswers answers, PlanNews? news = null, bool isPreview = false) : this(plan, answers, news, isPreview, [])
    {
        foreach (var item in plan.Items()) _numbers.Add(item.Handle, _numbers.Count);
    }

    private PlanModel(PlanView plan, ReadableAnswers answers, PlanNews? news, bool isPreview, Dictionary<string, int> numbers)
    {
        _numbers = numbers;
        News = news ?? PlanNews.None;
        IsPreview = isPreview;
        Plan = plan;
        _all = answers;
        _answers = answers.ToLookup(a => a.Item);
        Statements = [.. plan.Worries.Where(IsStatement).Select(w => new WorryGroup(w, [.. plan.Goals.Where(g => g.Worries.Contains(w.Handle)).Select(Group)]))];
        var placed = Statements.SelectMany(s => s.Goals).ToList();
        var placedGoals = placed.Select(g => g.Goal.Handle).ToHashSet();
        OtherGoals = [.. plan.Goals.Where(g => !placedGoals.Contains(g.Handle)).Select(Group)];
        var placedScales = placed.Concat(OtherGoals).SelectMany(g => g.Scales).Select(s => s.Handle).ToHashSet();
        OtherScales = [.. plan.Scales.Where(s => !placedScales.Contains(s.Handle))];
    }

    /// <summary>Whether anything stands here in another language than it was written in.</summary>
    public bool IsTranslated => Plan.Items().Any(i => i.Text.English is not null);

    public bool IsPreview { get; }

    /// <summary>It is the part of a professional that is theirs to answer, to do or to come to.</summary>
    public bool IsOwnPart { get; private init; }

    public PlanNews News { get; }
    public PlanView Plan { get; }
    public IReadOnlyList<WorryGroup> Statements { get; }
    public IReadOnlyList<GoalGroup> OtherGoals { get; }
    public IReadOnlyList<ScaleView> OtherScales { get; }

    /// <summary>Whether the column "what needs to happen" holds anything.</summary>
    public bool HasNext => OtherGoals.Count + OtherScales.Count + Plan.BottomLines.Count + Plan.Trajectory.Count + Plan.NextSteps.Count + Plan.Network.Count + Plan.Meetings.Count > 0;

    public IReadOnlyList<WorryView> Harm => [.. Plan.Worries.Where(w => w.Type == WorryType.Harm)];
    public IReadOnlyList<WorryView> Complicating => [.. Plan.Worries.Where(w => w.Type == WorryType.ComplicatingFactor)];

    /// <summary>For a professional, their own part; null for anybody else, for whom the whole plan is.</summary>
    public PlanModel? OwnPart() => Plan.Reader == PersonRole.Professional ? new(ProfessionalParts.Own(Plan), _all, News, IsPreview, _numbers) { IsOwnPart = true } : null;

    /// <summary>What <see cref="OwnPart"/> leaves.</summary>
    public PlanModel Rest() => Plan.Reader == PersonRole.Professional ? new(ProfessionalParts.Rest(Plan), _all, News, IsPreview, _numbers) : this;

    /// <summary>Where an item's words stand on the page, as short as can be: it stands there twice for each, and counts in bytes. "a" to "z", "a1" to "z1" ...</summary>
    public string IdOf(string handle) => Short(_numbers[handle]);

    /// <summary>The same for a page that leads there.</summary>
    public static string IdIn(PlanView plan, ItemView item) => Short(plan.Items().TakeWhile(i => i.Handle != item.Handle).Count());

    private static string Short(int n) => n < 26 ? $"{(char)('a' + n)}" : $"{(char)('a' + n % 26)}{n / 26}";

    /// <summary>The reader's own newest answer of a kind to an item.</summary>
    public AnswerView? Mine(string handle, AnswerKind kind) => _answers[handle].LastOrDefault(a => a.IsMine && a.Kind == kind);

    /// <summary>What the reader may read of answers to an item, in order.</summary>
    public IReadOnlyList<AnswerView> AnswersTo(string handle) => [.. _answers[handle]];

    /// <summary>How people see an item: of each the newest, the reader's own first.</summary>
    public IReadOnlyList<AnswerView> Views(string handle) =>
        [.. _answers[handle].Where(a => a.Kind == AnswerKind.View && a.Words is not null).GroupBy(a => a.Giver).Select(g => g.Last()).OrderByDescending(a => a.IsMine)];

    /// <summary>What others, whose answers the reader may see, said to a goal or a task.</summary>
    public IReadOnlyList<AnswerView> Others(string handle, AnswerKind kind) =>
        [.. _answers[handle].Where(a => a.Kind == kind && !a.IsMine).GroupBy(a => a.Giver).Select(g => g.Last())];

    /// <summary>Nobody has this task, as far as the reader may know.</summary>
    public bool NobodyHas(string handle) => _all.NobodyHas(handle);

    /// <summary>Those answers whose words the page shows: of each person the newest of a kind to an item.</summary>
    public IEnumerable<AnswerView> WithWords() =>
        _answers.Where(g => g.Key is not null).SelectMany(g => g.Where(a => a.Kind is AnswerKind.View or AnswerKind.GoalResponse or AnswerKind.GoalProgress or AnswerKind.NextStepReply or AnswerKind.RoleReply).GroupBy(a => (a.Giver, a.Kind)).Select(k => k.Last())).Where(a => a.Words is not null);

    /// <summary>Whether there are numbers on a scale that this reader may see.</summary>
    public bool HasScores(string handle) => _answers[handle].Any(a => a.Kind == AnswerKind.Score);

    private GoalGroup Group(GoalView goal) => new(goal, [.. Plan.Scales.Where(s => s.Goals.Contains(goal.Handle))]);

    private static bool IsStatement(WorryView worry) => worry.Type is WorryType.DangerStatement or WorryType.WorryStatement;
}
