using System.Text.Json;
using FamilyPortal.Portal.Answering;
using FamilyPortal.Portal.Words;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Owed;
using FamilyPortal.Shared.Texting;

namespace FamilyPortal.Portal.MyWords.Everything;

/// <summary>
/// Puts a person's copy together from the same reads as their pages. What others let them read is left out: it is about others, and
/// a file is out of everybody's hands.
/// </summary>
internal sealed class CopyMaker(FamilyPlans plans, FamilyAnswers answers, OwedAnswers owed, OwnTexts texts, OwnAccess access, FamilyPreferences preferences, TimeProvider clock)
{
    public async Task<YourCopy> MakeAsync(FamilyViewer viewer, CancellationToken cancel)
    {
        var plan = await plans.ReadAsync(viewer, cancel);
        var all = await answers.ReadAsync(viewer, cancel);
        var waiting = await owed.ReadAsync(viewer, cancel);
        var items = plan.Items().ToDictionary(i => i.Handle);
        var mine = all.Where(a => a.IsMine).ToDictionary(a => a.Handle);
        var chosen = viewer.Preferences;
        var ways = await access.ReadAsync(viewer, cancel);
        CopyAnswer Copy(AnswerView a) => Answer(a, all, items, mine, waiting.GetValueOrDefault(a.Handle)) with { PictureOf = a.HasPicture ? a.Handle : null, LetReadBy = a is { ReleasedBy: { } by, ReleasedAt: { } at } ? new(by, at) : null };
        return new()
        {
            MadeAt = clock.GetUtcNow(),
            Name = viewer.Name,
            Language = viewer.OwnLanguage,
            Family = plan.FamilyName,
            PlanAgreedOn = plan.AgreedOn,
            PlanReviewOn = plan.ReviewOn,
            Plan = [.. CopyItems.Of(plan, UkTime.Today(clock))],
            Answers = [.. mine.Values.Where(a => !a.Kind.IsRequest()).Select(Copy)],
            Requests = [.. mine.Values.Where(a => a.Kind.IsRequest()).Select(Copy)],
            Texts = await texts.ReadAsync(viewer, cancel),
            Preferences = new(chosen.Language, Code(chosen.Size), chosen.CalmColours, chosen.EndsSoon, chosen.TextsFrom, chosen.TextsUntil, await preferences.HasCodeWordAsync(viewer, cancel)),
            SignIn = new(ways.InvitedAt, ways.FirstSignInAt, ways.SignIns),
        };
    }

    private CopyAnswer Answer(AnswerView a, IReadOnlyList<AnswerView> all, Dictionary<string, ItemView> items, Dictionary<string, AnswerView> mine, OwedView? owed) => new(
        Code(a.Kind), a.GivenAt, About(a, items, mine), ChoiceWords.Of(a.Kind, a.Choice) is { Length: > 0 } choice ? choice : null, a.Score, a.Words, a.OneHigher, a.DoneOn, a.WithName,
        Code(a.Sharing ?? AnswerSharing.WorkersOnly), a.SharedWith, a.SharedWithAll,
        [.. a.OpenedBy.Select(r => new CopyRead(r.Name, r.At))], [.. a.ReadBy.Select(r => new CopyRead(r.Name, r.At))],
        owed?.ReplyBy, owed?.HandedOnAt, owed?.AnsweredAt, owed?.Outcome,
        [.. all.Where(r => r.Kind == AnswerKind.WorkerReply && r.InReplyTo == a.Handle).Select(r => new CopyReply(r.GiverName, r.GivenAt, r.Choice, r.Words ?? ""))]);

    private string? About(AnswerView a, Dictionary<string, ItemView> items, Dictionary<string, AnswerView> mine) =>
        a.Item is { } item && items.TryGetValue(item, out var about) ? about.Text.Text
        : a.Kind == AnswerKind.RemovalRequest && a.InReplyTo is { } meant && mine.TryGetValue(meant, out var said) ? Answers.AnswersText.T["AboutYours", UkWords.Moment(said.GivenAt, UkTime.Today(clock))]
        : null;

    private static string Code<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
