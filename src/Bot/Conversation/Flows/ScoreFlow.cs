using FamilyPortal.Bot.Conversation.Hearing;
using FamilyPortal.Bot.Understanding;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Bot.Conversation.Flows;

/// <summary>A number on a scale: which one, the number, yes. Only scales that this person is asked about; seen by workers only.</summary>
internal sealed class ScoreFlow(FamilyPlans plans, FamilyAnswers answers) : IFlow
{
    private const string Gone = "Score.Gone";

    public IReadOnlySet<PendingStep> Steps { get; } = new HashSet<PendingStep> { PendingStep.ChooseScale, PendingStep.GiveNumber, PendingStep.SaveNumber };

    public bool IsAbout(string intent, Pending pending) => intent == PersonalIntents.GiveScore;

    public async Task<Spoken> StartAsync(Turn turn, CancellationToken cancel)
    {
        var scales = (await plans.ReadAsync(turn.Viewer, cancel)).Scales.Where(s => s.Asked).ToList();
        if (scales.Count == 0) return Spoken.Only(Reply.Say(HelperWords.Get("Score.None"), Menu.For(turn)));
        var number = ScoreNumber.Read(turn.Text);
        var step = scales.Count > 1 ? PendingStep.ChooseScale : Next(number);
        return await this.GoToAsync(turn, new(step, turn.Id, [.. scales.Select(s => s.Handle)], number), Gone, cancel);
    }

    public async Task<Spoken?> ContinueAsync(Turn turn, Pending pending, CancellationToken cancel) => pending.Step switch
    {
        PendingStep.ChooseScale => await ChosenAsync(turn, pending, cancel),
        PendingStep.GiveNumber when ScoreNumber.Read(turn.Text) is { } number => await ToSaveAsync(turn, pending, number, cancel),
        PendingStep.GiveNumber when YesNo.Read(turn.Text) == false => Spoken.Only(Reply.Say(HelperWords.Get("Left"), Menu.For(turn))),
        // "No, 5": the number counts before the no.
        PendingStep.SaveNumber when ScoreNumber.Read(turn.Text) is { } other && other != pending.Score => await ToSaveAsync(turn, pending, other, cancel),
        PendingStep.SaveNumber when YesNo.Read(turn.Text) is { } yes => yes ? await SaveAsync(turn, pending, cancel) : Spoken.Only(Reply.Say(HelperWords.Get("Left"), Menu.For(turn))),
        _ => null,
    };

    public async Task<Activity?> AskAsync(Turn turn, Pending pending, CancellationToken cancel)
    {
        var scales = await ScalesAsync(turn, pending, cancel);
        if (scales.Count == 0 || scales.Count != pending.Items?.Count) return null;
        if (pending.Step == PendingStep.ChooseScale)
        {
            string[] lines = [.. scales.Select(s => s.Text.Text)];
            return Reply.Ask($"{HelperWords.Get("Score.Choose")}\n{lines.Numbered()}", lines.Places()).From(scales.Select(s => s.Handle));
        }
        var scale = scales[0];
        var question = pending.Step == PendingStep.GiveNumber
            ? Reply.Ask(HelperWords.Get("Score.Ask", scale.Text.Text, scale.Zero.Text, scale.Ten.Text), Enumerable.Range(0, 11).Select(n => $"{n}"))
            : Reply.Ask(HelperWords.Get("Score.Confirm", scale.Text.Text, scale.Zero.Text, scale.Ten.Text, pending.Score ?? 0), FlowExtensions.YesOrNo);
        return question.From([scale.Handle]);
    }

    private async Task<Spoken?> ChosenAsync(Turn turn, Pending pending, CancellationToken cancel)
    {
        var scales = await ScalesAsync(turn, pending, cancel);
        if (Choice.Read(turn.Text, [.. scales.Select(s => s.Text.Text)]) is { } place)
            return await this.GoToAsync(turn, pending with { Step = Next(pending.Score), Items = [scales[place].Handle] }, Gone, cancel);
        return YesNo.Read(turn.Text) == false ? Spoken.Only(Reply.Say(HelperWords.Get("Left"), Menu.For(turn))) : null;
    }

    private Task<Spoken> ToSaveAsync(Turn turn, Pending pending, int number, CancellationToken cancel) =>
        this.GoToAsync(turn, pending with { Step = PendingStep.SaveNumber, Score = number }, Gone, cancel);

    private async Task<Spoken> SaveAsync(Turn turn, Pending pending, CancellationToken cancel)
    {
        var outcome = await answers.GiveScoreAsync(turn.Viewer, pending.Items![0], new() { FormKey = pending.Key, Score = pending.Score }, cancel);
        var words = !outcome.IsOk ? outcome.WhyNot(Gone) : pending.Score == 10 ? HelperWords.Get("Score.SavedTen") : HelperWords.Get("Score.Saved", pending.Score ?? 0);
        return Spoken.Only(Reply.Say(words, Menu.For(turn)).Opening(PortalPage.Plan));
    }

    /// <summary>The scales of the question that this person is still asked about, in the order shown.</summary>
    private async Task<IReadOnlyList<ScaleView>> ScalesAsync(Turn turn, Pending pending, CancellationToken cancel)
    {
        var scales = (await plans.ReadAsync(turn.Viewer, cancel)).Scales.Where(s => s.Asked).ToDictionary(s => s.Handle);
        return [.. (pending.Items ?? []).Select(scales.GetValueOrDefault).OfType<ScaleView>()];
    }

    private static PendingStep Next(int? number) => number is null ? PendingStep.GiveNumber : PendingStep.SaveNumber;
}
