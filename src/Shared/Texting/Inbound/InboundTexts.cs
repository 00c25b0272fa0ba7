using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Texting.Inbound;

/// <summary>
/// Takes texts that people send us, and what gateways report of ours. Everything is safe to repeat: gateways deliver an event
/// again until it is taken.
/// </summary>
public sealed class InboundTexts
{
    private readonly StoreFactory _stores;
    private readonly DangerChecks _dangers;
    private readonly FamilyAnswers _answers;
    private readonly TextConsent _consent;
    private readonly LostDanger _lost;
    private readonly TimeProvider _clock;

    internal InboundTexts(StoreFactory stores, DangerChecks dangers, FamilyAnswers answers, TimeProvider clock)
    {
        (_stores, _dangers, _answers, _clock) = (stores, dangers, answers, clock);
        (_consent, _lost) = (new(stores, clock), new(stores, clock));
    }

    /// <summary>
    /// A text from a phone. Danger comes first. STOP and START set nudges; everything else is stored for workers if the person
    /// still belongs, and answered with a fixed text. A number that nobody has gets nothing.
    /// </summary>
    /// <param name="eventId">The gateway's own id: the same event again changes nothing.</param>
    /// <param name="from">As the gateway writes it, with or without `+`.</param>
    public async Task ReceiveAsync(string eventId, string from, string message, CancellationToken cancel = default)
    {
        if (ContactAddress.Parse(from is ['+', ..] ? from : "+" + from) is not { IsEmail: false } number) return;
        if (!await IsNewAsync(eventId, cancel)) return;

        IReadOnlyList<Addressee> everybody, former = [];
        await using (var store = _stores.Create())
        {
            everybody = await Addressee.WithAsync(store, number.Value, cancel);
            if (everybody.Count == 0) former = await Addressee.FormerlyWithAsync(store, number.Value, cancel);
        }
        if (everybody.Count > 0) await HandleAsync(eventId, number.Value, message, everybody, cancel);
        // The phone is somebody else's by now, or they found an old one: a cry for help is heard all the same.
        else if (former.Count > 0 && (await CheckAsync(former, cancel)).Whole.Check(message) is { IsDanger: true } finding) await _lost.RaiseAsync(eventId, former, finding, message, cancel);
        await MarkHandledAsync(eventId, cancel);
    }

    /// <summary>What became of a text of ours.</summary>
    /// <param name="gatewayId">The id that the gateway gave when it took the text.</param>
    public async Task ReportAsync(string gatewayId, bool delivered, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var outcome = delivered ? "delivered" : "not-delivered";
        await store.OutgoingTexts.Where(t => t.GatewayId == gatewayId && t.SentAt != null).ExecuteUpdateAsync(set => set.SetProperty(t => t.Outcome, outcome), cancel);
    }

    private async Task HandleAsync(string eventId, string number, string message, IReadOnlyList<Addressee> everybody, CancellationToken cancel)
    {
        var giver = await GiverAsync(number, everybody, cancel);
        var viewer = giver is null ? null : await ViewerAsync(giver, cancel);
        // Nothing is said to a stranger: what they must not learn, they do not.
        var finding = viewer is null ? (await CheckAsync(everybody, cancel)).Whole.Check(message) : (await _dangers.ForAsync(viewer, cancel)).Check(message, speaker: viewer.Speaker);
        if (finding.IsDanger && giver is null)
        {
            await _lost.RaiseAsync(eventId, await OrderedAsync(number, everybody, cancel), finding, message, cancel);
            return;
        }
        var word = finding.IsDanger ? InboundWord.None : InboundWords.Read(message);
        if (word == InboundWord.Stop)
        {
            var changed = await _consent.StopAsync(eventId, number, everybody, cancel);
            if (changed && giver is not null) await ReplyAsync(eventId, giver, TextKind.Stopped, cancel);
            return;
        }
        var started = word == InboundWord.Start && await _consent.StartAsync(number, everybody, cancel);
        if (giver is null || viewer is null) return;
        if (word == InboundWord.None) await _answers.KeepTextReplyAsync(viewer, $"text:{EventIds.Of(eventId, "reply"):n}", message, cancel);
        await ReplyAsync(eventId, giver, finding.IsDanger ? TextKind.Danger : started ? TextKind.Started : TextKind.Received, cancel);
    }

    private async Task<FamilyViewer> ViewerAsync(Addressee giver, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        var family = await store.Families.AsNoTracking().SingleAsync(f => f.Id == giver.Person.FamilyId, cancel);
        return new(new(family, giver.Restrictions), giver.Person, giver.Membership!);
    }

    private Task<DangerCheck> CheckAsync(IReadOnlyList<Addressee> writers, CancellationToken cancel) => _dangers.OfStrangerAsync(writers.Select(a => a.Person.FamilyId), cancel);

    /// <summary>
    /// Whose text it is: somebody who still belongs and whose number it still is. Where the number is in several families, the
    /// one we texted last is the one who is answering; else the one invited first.
    /// </summary>
    private async Task<Addressee?> GiverAsync(string number, IReadOnlyList<Addressee> everybody, CancellationToken cancel)
    {
        var today = UkTime.Today(_clock);
        // Whoever showed that the number is theirs; of the others it was said.
        var proved = everybody.Where(a => a.Proves(number)).ToList();
        var standing = (proved.Count > 0 ? proved : everybody).Where(a => a.StandingOn(today).MayLook && !a.HasGivenUp(number)).ToList();
        return (await OrderedAsync(number, standing, cancel)).FirstOrDefault();
    }

    /// <summary>Who most likely wrote comes first.</summary>
    private async Task<IReadOnlyList<Addressee>> OrderedAsync(string number, IReadOnlyList<Addressee> everybody, CancellationToken cancel)
    {
        if (everybody.Count < 2) return everybody;
        await using var store = _stores.Create();
        var last = new List<(Addressee Who, DateTimeOffset? At)>();
        foreach (var who in everybody)
        {
            var (family, person) = (who.Person.FamilyId, who.Person.PersonId);
            last.Add((who, await store.OutgoingTexts.Where(t => t.FamilyId == family && t.PersonId == person).MaxAsync(t => t.SentAt, cancel)));
        }
        return [.. last.OrderByDescending(x => x.Who.Proves(number)).ThenByDescending(x => x.At ?? DateTimeOffset.MinValue).ThenBy(x => x.Who.Membership?.InvitedAt ?? DateTimeOffset.MaxValue).Select(x => x.Who)];
    }

    private async Task ReplyAsync(string eventId, Addressee to, TextKind kind, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        var now = _clock.GetUtcNow();
        var id = EventIds.Of(eventId, kind.ToString());
        var family = to.Person.FamilyId;
        await store.AddIfAbsentAsync(new OutgoingText { FamilyId = family, Id = id, PersonId = to.Person.PersonId, Kind = kind, DueAt = now, ExpiresAt = now.AddHours(1) }, cancel);
    }

    private async Task<bool> IsNewAsync(string eventId, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        return await store.AddIfAbsentAsync(new InboundText { EventId = eventId, ReceivedAt = _clock.GetUtcNow() }, cancel)
            || await store.InboundTexts.AnyAsync(t => t.EventId == eventId && t.HandledAt == null, cancel);
    }

    private async Task MarkHandledAsync(string eventId, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        var now = _clock.GetUtcNow();
        await store.InboundTexts.Where(t => t.EventId == eventId && t.HandledAt == null).ExecuteUpdateAsync(set => set.SetProperty(t => t.HandledAt, now), cancel);
    }
}
