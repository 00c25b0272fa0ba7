using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Help;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Bot.Conversation;

/// <summary>
/// Stands before everything else that is done with words (design.md, "Danger"): those that tell of danger are stored, which alerts
/// the worker and the duty team, and only then is it said that they are alerted.
/// </summary>
internal sealed class DangerFirst(DangerChecks checks, FamilyAnswers answers, AuthorityPacks packs, TimeProvider clock)
{
    /// <param name="key">The same words under the same key are stored once, whoever of the channel and the Portal hears them first.</param>
    public async Task<DangerFinding> HearAsync(FamilyViewer viewer, string key, string words, CancellationToken cancel) =>
        // Words too long for an answer are stored all the same, as unfinished.
        (await answers.HearChatMessageAsync(viewer, new() { FormKey = key, Words = words }, cancel)).Danger;

    /// <summary>Those parts of what was said that do not tell of danger themselves.</summary>
    public async Task<string[]> HarmlessAsync(FamilyViewer viewer, IEnumerable<string> parts, CancellationToken cancel)
    {
        var check = await checks.ForAsync(viewer, cancel);
        return [.. parts.Where(part => !check.Check(part, speaker: viewer.Speaker).IsDanger)];
    }

    /// <summary>What is shown first; null where nothing dangerous was said.</summary>
    public Activity? Advise(FamilyViewer viewer, DangerFinding finding)
    {
        if (!finding.IsDanger) return null;
        var pack = packs.Get(viewer.AuthorityId);
        var advice = DangerAdvice.For(finding, viewer.Speaker, CouncilNumbers.Of(pack), pack.Hours.IsOpen(clock.GetUtcNow()), viewer.Gender);
        return Reply.Say(Text(advice)).With(new
        {
            kind = "danger",
            level = finding.LevelCode,
            heading = advice.Heading,
            numbers = advice.Numbers.Select(n => new { label = n.Label, number = n.Number }),
            lines = advice.Lines,
        });
    }

    /// <summary>For a channel that shows text alone: numbers first.</summary>
    private static string Text(DangerAdvice advice) =>
        string.Join('\n', [advice.Heading, .. advice.Numbers.Select(n => $"{n.Number} – {n.Label}"), .. advice.Lines]);
}
