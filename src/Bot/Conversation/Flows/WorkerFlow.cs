using FamilyPortal.Bot.Conversation.Hearing;
using FamilyPortal.Bot.Understanding;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Bot.Conversation.Flows;

/// <summary>The way out to a person: words to the worker, after a yes. What was handed over, the helper leaves alone.</summary>
internal sealed class WorkerFlow(FamilyAnswers answers, AuthorityPacks packs, TimeProvider clock) : IFlow
{
    /// <summary>From so many words on, what was typed is itself what the worker should get.</summary>
    private const int FromWords = 7;

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(14);

    public IReadOnlySet<PendingStep> Steps { get; } = new HashSet<PendingStep> { PendingStep.WriteToWorker, PendingStep.SendToWorker, PendingStep.OfferWorker };

    public bool IsAbout(string intent, Pending pending) => pending.Step != PendingStep.OfferWorker && intent is (PersonalIntents.AskWorker or PersonalIntents.ChangeContact);

    public async Task<Spoken> StartAsync(Turn turn, bool isContactChange, CancellationToken cancel)
    {
        var pending = new Pending(PendingStep.WriteToWorker, turn.Id, IsContactChange: isContactChange);
        if (Plain.Of(turn.Text).Split(' ').Length < FromWords && !(isContactChange && turn.Text.Any(char.IsDigit))) return await AskAsync(turn, pending, cancel) is { } question ? new([question], pending) : Spoken.Only();
        return await WithWordsAsync(turn, pending, cancel);
    }

    /// <summary>"I don't know. Shall I ask your worker?"</summary>
    /// <param name="key">The sentence: <c>Unknown</c> or <c>Decline</c>.</param>
    public async Task<Spoken> OfferAsync(Turn turn, string key, IEnumerable<string> topics, CancellationToken cancel)
    {
        if (turn.Text.Length > AnswerLimits.Words) return Spoken.Only(Reply.Say(HelperWords.Get("Unknown.Long"), HelperWords.Get("Label.AskWorker")));
        if (await HasAsync(turn, turn.Text, cancel)) return Has(turn);
        return new([Reply.Ask(HelperWords.Get(key), [.. FlowExtensions.YesOrNo, .. topics])], new(PendingStep.OfferWorker, turn.Id, Words: turn.Text));
    }

    public async Task<Spoken?> ContinueAsync(Turn turn, Pending pending, CancellationToken cancel)
    {
        var yes = YesNo.Read(turn.Text);
        if (yes == false) return Spoken.Only(Reply.Say(HelperWords.Get("Worker.NotSent", packs.Get(turn.Viewer.AuthorityId).DayPhone.Display), Menu.For(turn)));
        if (pending.Step == PendingStep.WriteToWorker) return await WithWordsAsync(turn, pending, cancel);
        if (yes == true) return await SendAsync(turn, pending, cancel);
        return pending.Step == PendingStep.SendToWorker && Plain.Of(turn.Text) == Plain.Of(HelperWords.Get("Label.OtherWords"))
            ? await this.GoToAsync(turn, pending with { Step = PendingStep.WriteToWorker, Words = null }, "Left", cancel)
            : null;
    }

    public Task<Activity?> AskAsync(Turn turn, Pending pending, CancellationToken cancel) => Task.FromResult(pending.Step switch
    {
        PendingStep.WriteToWorker => Reply.Ask(HelperWords.Get(pending.IsContactChange ? "Worker.WriteContact" : "Worker.Write")),
        PendingStep.SendToWorker => Reply.Ask(HelperWords.Get(pending.IsContactChange ? "Worker.ConfirmContact" : "Worker.Confirm", pending.Words ?? ""), [.. FlowExtensions.YesOrNo, HelperWords.Get("Label.OtherWords")]),
        PendingStep.OfferWorker => Reply.Ask(HelperWords.Get("Unknown"), FlowExtensions.YesOrNo),
        _ => (Activity?)null,
    });

    private async Task<Spoken> WithWordsAsync(Turn turn, Pending pending, CancellationToken cancel)
    {
        if (turn.Text.Length > AnswerLimits.Words) return new([Reply.Ask(HelperWords.Get("Worker.TooLong"))], pending with { Step = PendingStep.WriteToWorker });
        if (await HasAsync(turn, turn.Text, cancel)) return Has(turn);
        return await this.GoToAsync(turn, pending with { Step = PendingStep.SendToWorker, Words = turn.Text }, "Left", cancel);
    }

    private async Task<Spoken> SendAsync(Turn turn, Pending pending, CancellationToken cancel)
    {
        var outcome = await answers.AskWorkerAsync(turn.Viewer, new() { FormKey = pending.Key, Words = pending.Words }, cancel);
        if (outcome.Fault == AnswerFault.TooMany) return new([Reply.Ask(outcome.WhyNot("Left"), FlowExtensions.YesOrNo)], pending);
        if (!outcome.IsOk) throw new InvalidOperationException($"A question to the worker was refused: {outcome.Fault}.");
        var days = packs.Get(turn.Viewer.AuthorityId).ReplyWithinWorkingDays;
        return Spoken.Only(Reply.Say(days == 1 ? HelperWords.Get("Worker.SentOne") : HelperWords.Get("Worker.Sent", days), Menu.For(turn)).Opening(PortalPage.AskWorker).With(new { kind = "handed-over" }));
    }

    /// <summary>Whether the worker was given the same words lately: then they are the worker's to answer.</summary>
    private async Task<bool> HasAsync(Turn turn, string words, CancellationToken cancel)
    {
        var since = clock.GetUtcNow() - Remembered;
        var said = Plain.Of(words);
        return said.Length > 0 && (await answers.ReadAsync(turn.Viewer, cancel))
            .Any(a => a is { IsMine: true, Kind: AnswerKind.Question, Words: { } asked } && a.GivenAt >= since && Plain.Of(asked) == said);
    }

    private static Spoken Has(Turn turn) => Spoken.Only(Reply.Say(HelperWords.Get("Worker.Has"), Menu.For(turn)).Opening(PortalPage.AskWorker).With(new { kind = "handed-over" }));
}
