using FamilyPortal.Bot.Conversation.Answers;
using FamilyPortal.Bot.Conversation.Flows;
using FamilyPortal.Bot.Conversation.Hearing;
using FamilyPortal.Bot.Understanding;
using FamilyPortal.Shared.Conversations;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;

namespace FamilyPortal.Bot.Conversation;

/// <summary>
/// What the helper says, whatever the channel. Danger first; then what it asked and waits for; then the question. It knows only
/// checked topics and the person's own slice of the plan, and hands everything else to the worker.
/// </summary>
public sealed class ConversationEngine
{
    private const int OfferedTopics = 3;

    /// <summary>Nearness to a phrasing from which a question beside danger is answered: nearly its very words.</summary>
    private const double SureUnderDanger = 0.55;

    private readonly ConversationStore _conversations;
    private readonly QuestionMatcher _matcher;
    private readonly DangerFirst _danger;
    private readonly OwnPlan _own;
    private readonly TopicAnswers _topics;
    private readonly DirectAnswers _direct;
    private readonly ScoreFlow _scores;
    private readonly TaskFlow _tasks;
    private readonly WorkerFlow _worker;
    private readonly Dictionary<PendingStep, IFlow> _flows;

    internal ConversationEngine(ConversationStore conversations, QuestionMatcher matcher, DangerFirst danger, OwnPlan own, TopicAnswers topics, DirectAnswers direct, ScoreFlow scores, TaskFlow tasks, WorkerFlow worker)
    {
        (_conversations, _matcher, _danger, _own, _topics, _direct, _scores, _tasks, _worker) = (conversations, matcher, danger, own, topics, direct, scores, tasks, worker);
        _flows = new IFlow[] { scores, tasks, worker }.SelectMany(flow => flow.Steps.Select(step => (step, flow))).ToDictionary(x => x.step, x => x.flow);
    }

    /// <summary>Said once, before anything is typed: what it is, and who is told of what.</summary>
    public static IReadOnlyList<Activity> Greeting(FamilyViewer viewer) =>
    [
        Reply.Say(HelperWords.Get("Greet.Who")),
        Reply.Say(HelperWords.Get("Greet.Limits")),
        Reply.Say(HelperWords.Get("Greet.Ask"), Menu.For(Turn.RoleOf(viewer))),
    ];

    /// <summary>Said to somebody who sends a picture or a file.</summary>
    public static Activity NoFiles(FamilyViewer viewer) => Reply.Say(HelperWords.Get("NoFiles"), Menu.For(Turn.RoleOf(viewer)));

    /// <summary>
    /// Checks words for danger and stores those that tell of it. A channel calls it before it does anything else with what came
    /// in, and gives what was found to the turn.
    /// </summary>
    /// <param name="viewer">Made from the database for this turn.</param>
    /// <param name="key">The client's own id of the message, or one made for it.</param>
    /// <param name="words">As they were written.</param>
    /// <param name="cancel">Ends the hearing.</param>
    public Task<DangerFinding> HearAsync(FamilyViewer viewer, string key, string words, CancellationToken cancel = default) => _danger.HearAsync(viewer, key, words, cancel);

    /// <summary>One turn. Asked again with the same activity id it stores nothing twice.</summary>
    /// <param name="viewer">Made from the database for this turn.</param>
    /// <param name="conversation">As it stands now.</param>
    /// <param name="incoming">With the id that the channel gave it.</param>
    /// <param name="heard">What <see cref="HearAsync"/> found.</param>
    /// <param name="cancel">Ends the turn.</param>
    public async Task<IReadOnlyList<Activity>> TurnAsync(FamilyViewer viewer, ConversationState conversation, Activity incoming, DangerFinding heard, CancellationToken cancel = default)
    {
        var turn = new Turn(viewer, conversation.Id, incoming.Id ?? throw new ArgumentException("The activity has no id.", nameof(incoming)), incoming.Text?.Trim() ?? "");
        var pending = Pending.Read(conversation.Pending);

        var danger = _danger.Advise(viewer, heard);
        var spoken = danger is null ? await RespondAsync(turn, pending, cancel) : await AfterDangerAsync(turn, heard, pending, cancel);
        if (spoken.Pending?.ToJson() is var waits && waits != conversation.Pending) await _conversations.SetPendingAsync(viewer, conversation.Id, waits, cancel);
        return danger is null ? spoken.Replies : [danger, .. spoken.Replies];
    }

    private async Task<Spoken> RespondAsync(Turn turn, Pending? pending, CancellationToken cancel)
    {
        if (pending is null) return await AnswerAsync(turn, cancel);
        if (Tapped(turn) is null && await _flows[pending.Step].ContinueAsync(turn, pending, cancel) is { } next) return next;
        return await AsideAsync(turn, pending, cancel);
    }

    /// <summary>Something else was said than an answer to what the helper asked: another question, or nothing that is clear.</summary>
    private async Task<Spoken> AsideAsync(Turn turn, Pending pending, CancellationToken cancel)
    {
        var isTapped = Tapped(turn) is not null;
        var direct = await _direct.AnswerAsync(turn, cancel);
        if (direct is not null || (Intent(turn) is { } intent && (isTapped || !_flows[pending.Step].IsAbout(intent, pending))))
        {
            var known = direct is null ? await IntentAsync(turn, Intent(turn)!, cancel) : Spoken.Only(direct);
            // Nobody must believe that something was saved or sent when it was not.
            return pending.Step == PendingStep.OfferWorker ? known : known with { Replies = [Reply.Say(HelperWords.Get("Left")), .. known.Replies] };
        }
        if (pending.Step == PendingStep.OfferWorker) return await AnswerAsync(turn, cancel);
        var unclear = pending.Step switch
        {
            PendingStep.ChooseScale or PendingStep.ChooseTask => "Choose.Unclear",
            PendingStep.GiveNumber => "Score.Unclear",
            _ => "YesNo.Unclear",
        };
        return await _flows[pending.Step].AskAsync(turn, pending, cancel) is { } again
            ? new([Reply.Say(HelperWords.Get(unclear)), again], pending)
            : await AnswerAsync(turn, cancel);
    }

    /// <summary>
    /// The danger is dealt with first, and nothing may stand under it that does not fit. What to do is told from their own plan; a
    /// question beside the danger is answered where the matcher has no doubt. Nothing is saved or sent on a yes among such words.
    /// </summary>
    private async Task<Spoken> AfterDangerAsync(Turn turn, DangerFinding heard, Pending? pending, CancellationToken cancel)
    {
        if (pending is { Step: PendingStep.WriteToWorker or PendingStep.OfferWorker or PendingStep.SendToWorker })
            return Spoken.Only(Reply.Say(HelperWords.Get("Danger.PassedOn"), HelperWords.Get("Label.AskWorker")));
        if (pending is not null)
            return await _flows[pending.Step].AskAsync(turn, pending, cancel) is { } again ? new([again], pending) : Spoken.Only();
        if (Asked.WhatNow(turn.Text) && await _own.WhenItGoesWrongAsync(turn, heard.Kind, cancel) is { } own) return Spoken.Only(own);
        var asked = await _danger.HarmlessAsync(turn.Viewer, Asked.In(turn.Text), cancel);
        if (asked.Select(part => _direct.Word(turn, part)).OfType<Activity>().FirstOrDefault() is { } word) return Spoken.Only(word);
        var question = asked
            .Select(part => _matcher.Match(part, turn.Role).Best).OfType<RankedIntent>().FirstOrDefault(best => best.Score >= SureUnderDanger);
        // Those wait for an answer, and this is no time to ask for one.
        if (question is not { Id: not (PersonalIntents.AskWorker or PersonalIntents.ChangeContact or PersonalIntents.GiveScore or PersonalIntents.ConfirmRole or PersonalIntents.DeclineRole) }) return Spoken.Only();
        return await IntentAsync(turn, question.Id, cancel);
    }

    private async Task<Spoken> AnswerAsync(Turn turn, CancellationToken cancel)
    {
        if (await _direct.AnswerAsync(turn, cancel) is { } direct) return Spoken.Only(direct);
        // Before the matcher: its guesses would differ from name to name.
        if (_direct.IsAboutNobody(turn)) return await _worker.OfferAsync(turn, "Unknown", [], cancel);
        if (Intent(turn) is { } intent) return await IntentAsync(turn, intent, cancel);
        if (SmallTalk.Answer(turn) is { } small) return Spoken.Only(small);
        var match = _matcher.Match(turn.Text, turn.Role);
        var guesses = _topics.Titles(turn, match.Ranked.Where(r => !r.IsPersonal).Select(r => r.Id)).Take(OfferedTopics);
        return await _worker.OfferAsync(turn, match.Confidence == MatchConfidence.Weak ? "Unknown" : "Decline", guesses, cancel);
    }

    /// <summary>The intent or topic of a tapped offer, a topic's title, or a question that the matcher is sure of; null otherwise.</summary>
    private string? Intent(Turn turn) => Tapped(turn) ?? (SmallTalk.Answer(turn) is null ? _matcher.Match(turn.Text, turn.Role).Best?.Id : null);

    private string? Tapped(Turn turn) => Menu.IntentOf(turn.Text) ?? _topics.ByTitle(turn);

    private async Task<Spoken> IntentAsync(Turn turn, string intent, CancellationToken cancel) => intent switch
    {
        PersonalIntents.GiveScore => await _scores.StartAsync(turn, cancel),
        PersonalIntents.ConfirmRole => await _tasks.StartAsync(turn, TaskFlow.Accept, cancel),
        PersonalIntents.DeclineRole => await _tasks.StartAsync(turn, TaskFlow.Cannot, cancel),
        PersonalIntents.AskWorker => await _worker.StartAsync(turn, isContactChange: false, cancel),
        PersonalIntents.ChangeContact => await _worker.StartAsync(turn, isContactChange: true, cancel),
        _ when await _own.AnswerAsync(turn, intent, cancel) is { } own => Spoken.Only(own),
        _ => Spoken.Only(_topics.Answer(turn, intent) ?? throw new InvalidOperationException($"No topic and no intent is called '{intent}'.")),
    };
}
