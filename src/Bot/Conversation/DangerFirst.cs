using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Help;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Bot.Conversation;

/// <summary>
/// Stands before everything else in a turn (design.md, "Danger"): words that tell of danger are stored, which alerts the worker
/// and the duty team, and only then is it said that they are alerted.
/// </summary>
internal sealed class DangerFirst(DangerCheck check, FamilyAnswers answers, AuthorityPacks packs)
{
    /// <summary>What is shown first; null where nothing dangerous was said.</summary>
    public async Task<Activity?> HearAsync(Turn turn, CancellationToken cancel)
    {
        var finding = check.Check(turn.Text);
        if (!finding.IsDanger) return null;
        // Words too long for an answer are stored all the same, as unfinished.
        await answers.KeepChatMessageAsync(turn.Viewer, new() { FormKey = turn.Id, Words = turn.Text }, cancel);
        var advice = DangerAdvice.For(finding, CouncilNumbers.Of(packs.Get(turn.Viewer.AuthorityId)));
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
