namespace FamilyPortal.Testing;

/// <summary>A document that must be refused, and the answer it must get.</summary>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="SentAfter">The sample plan to send before it.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The code after <c>/problems/</c>.</param>
/// <param name="Rule">The rule among the errors, with <c>broken-rule</c>.</param>
/// <param name="Pointers">JSON Pointers of which one is among the errors; none where the answer lists none.</param>
/// <param name="OrBelow">Whether a pointer below one of them does as well.</param>
public sealed record BadPlan(string Name, string SentAfter, int Status, string Code, string? Rule, string[] Pointers, bool OrBelow = false)
{
    /// <summary>Whether this pointer is where the fault is.</summary>
    public bool IsAt(string pointer) =>
        Pointers.Any(p => p == pointer || (OrBelow && pointer.StartsWith(p + "/", StringComparison.Ordinal)));

    public byte[] Load() => SamplePlans.LoadBad(Name);

    public override string ToString() => Name;

    internal static IReadOnlyList<BadPlan> All { get; } =
    [
        Rules("answers-seen-by-someone-who-cannot-see-the-question", "knowsley-hard-evenings", "asked-but-cannot-see", "/plan/scales/0/seenBy"),
        Schema("audience-not-a-list", "knowsley-hard-evenings", "/plan/worries/3/audience"),
        Schema("audience-role-without-a-role", "cumberland-pages-of-their-own", "/plan/workingWell/0/audience/1"),
        Whole("audience-twice-in-one-item", "knowsley-hard-evenings", 400, "not-json"),
        Schema("bottom-line-for-role-all", "knowsley-going-home", "/plan/bottomLines/2/audience/0"),
        Schema("control-character-in-text", "westmorland-furness-drums-and-sleep", "/plan/workingWell/2/text"),
        Whole("cut-off-halfway", "cornwall-a-sober-grown-up", 400, "not-json"),
        Schema("danger-statement-without-impact", "cornwall-a-sober-grown-up", "/plan/worries/2"),
        Schema("date-that-does-not-exist", "cornwall-gran-and-grampy", "/plan/reviewOn"),
        Rules("duplicate-id", "knowsley-going-home", "duplicate-id", "/plan/workingWell/5/id"),
        Schema("empty-name", "cornwall-gran-and-grampy", "/people/5/name"),
        Rules("goal-for-a-worry-that-is-not-there", "westmorland-furness-drums-and-sleep", "unknown-item", "/plan/goals/0/worries/0"),
        Rules("kept-apart-parents-reached-by-role", "cumberland-pages-of-their-own", "kept-apart", "/plan/goals/2/audience"),
        Whole("nested-ten-thousand-deep", "cumberland-yousif", 400, "not-json"),
        Schema("not-safe-but-texts-allowed", "cumberland-pages-of-their-own", "/people/0/textMessages") with { OrBelow = true },
        Schema("phone-without-country-code", "cornwall-a-sober-grown-up", "/people/4/phone"),
        Schema("recurrence-that-is-no-rule", "cornwall-a-sober-grown-up", "/plan/network/2/recurrence/rule"),
        Schema("right-to-left-override", "cumberland-yousif", "/plan/ifThingsGoWrong/1/text"),
        Schema("scale-from-0-to-5", "cheshire-east-kacper", "/plan/scales/1/highest"),
        Schema("script-in-text", "cheshire-east-kacper", "/plan/workingWell/0/text"),
        Rules("stage-with-the-id-of-a-next-step", "cornwall-a-sober-grown-up", "duplicate-id", "/plan/trajectory/2/id", "/plan/nextSteps/2/id"),
        Whole("text-of-5-megabytes", "cornwall-gran-and-grampy", 413, "too-large"),
        Rules("two-people-one-phone", "knowsley-hard-evenings", "shared-contact", "/people/1/phone"),
        Schema("unknown-field-visible-to", "cumberland-pages-of-their-own", "/plan/workingWell/2", "/plan/workingWell/2/visibleTo"),
        Rules("unknown-person-in-audience", "cornwall-a-sober-grown-up", "unknown-person", "/plan/workingWell/2/audience/4"),
        Whole("version-going-backwards", "cumberland-pages-of-their-own", 409, "version-conflict"),
        Whole("windows-1252-not-utf-8", "knowsley-going-home", 400, "not-json"),
    ];

    private static BadPlan Whole(string name, string sentAfter, int status, string code) => new(name, sentAfter, status, code, null, []);

    private static BadPlan Schema(string name, string sentAfter, params string[] pointers) => new(name, sentAfter, 422, "not-family-plan", null, pointers);

    private static BadPlan Rules(string name, string sentAfter, string rule, params string[] pointers) => new(name, sentAfter, 422, "broken-rule", rule, pointers);
}
