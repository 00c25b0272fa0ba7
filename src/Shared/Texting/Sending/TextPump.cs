using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting.Gateways;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Shared.Texting.Sending;

/// <summary>
/// Sends the texts that are due. Several copies may run: each claims a text with a lease before it looks at it. Whether, and
/// with which words, is decided at the moment of sending.
/// </summary>
internal sealed partial class TextPump(
    StoreFactory stores, Leases leases, ITextGateway gateway, InvitationMessages invitations, PortalAddress portal, AuthorityPacks packs, NudgeReasons reasons, TimeProvider clock,
    ILogger<TextPump> log)
    : PeriodicWorker(TimeSpan.FromSeconds(2), clock, log)
{
    private const int AtOnce = 20;
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(2);

    /// <summary>Rests after a failed try; after the last one the text is dropped.</summary>
    private static readonly TimeSpan[] Backoff = [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)];

    private readonly string _owner = Guid.NewGuid().ToString("n");

    public override async Task RunOnceAsync(CancellationToken cancel = default)
    {
        // A full batch may not have been all.
        while (await SendBatchAsync(cancel) == AtOnce)
        {
        }
    }

    private async Task<int> SendBatchAsync(CancellationToken cancel)
    {
        var handled = 0;
        foreach (var (family, id, kind) in await DueAsync(cancel))
        {
            // One copy at a time sends nudges: two could each find that a person has had none today.
            if (kind == TextKind.Nudge && !await leases.TakeAsync("nudge-sending", LeaseLength, cancel)) continue;
            if (!await ClaimAsync(family, id, cancel)) continue;
            await HandleAsync(family, id, cancel);
            handled++;
        }
        return handled;
    }

    private async Task<List<(Guid Family, Guid Id, TextKind Kind)>> DueAsync(CancellationToken cancel)
    {
        await using var store = stores.Create();
        var now = Clock.GetUtcNow();
        var rows = await store.OutgoingTexts
            .Where(t => t.SentAt == null && t.DroppedAt == null && t.DueAt <= now && (t.LeaseUntil == null || t.LeaseUntil <= now))
            .OrderBy(t => t.DueAt).Take(AtOnce).Select(t => new { t.FamilyId, t.Id, t.Kind }).ToListAsync(cancel);
        return [.. rows.Select(r => (r.FamilyId, r.Id, r.Kind)).OrderBy(r => r.Kind == TextKind.Nudge)];
    }

    private async Task<bool> ClaimAsync(Guid family, Guid id, CancellationToken cancel)
    {
        await using var store = stores.Create();
        var now = Clock.GetUtcNow();
        var until = now + LeaseLength;
        return await store.OutgoingTexts
            .Where(t => t.FamilyId == family && t.Id == id && t.SentAt == null && t.DroppedAt == null && (t.LeaseUntil == null || t.LeaseUntil <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.LeaseOwner, _owner).SetProperty(t => t.LeaseUntil, until), cancel) == 1;
    }

    private async Task HandleAsync(Guid family, Guid id, CancellationToken cancel)
    {
        await using var store = stores.Create();
        var text = await store.OutgoingTexts.SingleAsync(t => t.FamilyId == family && t.Id == id, cancel);
        var verdict = await DecideAsync(store, text, cancel);
        switch (verdict.Answer)
        {
            case SendingAnswer.Postpone:
                text.DueAt = verdict.Until!.Value;
                break;
            case SendingAnswer.Drop:
                Drop(text, verdict.Outcome!);
                break;
            default:
                await SendAsync(store, text, cancel);
                break;
        }
        (text.LeaseOwner, text.LeaseUntil) = (null, null);
        await store.SaveChangesAsync(cancel);
    }

    private async Task<SendingVerdict> DecideAsync(Store store, OutgoingText text, CancellationToken cancel)
    {
        var row = await (
            from p in store.People
            join f in store.Families on p.FamilyId equals f.Id
            where p.FamilyId == text.FamilyId && p.PersonId == text.PersonId
            select new { Person = p, Family = f }).AsNoTracking().SingleOrDefaultAsync(cancel);
        if (row is null || SendingDecision.ContactFor(text.Kind, row.Person) is not { } contact) return SendingVerdict.Drop("no-number");
        var everybody = await Addressee.WithAsync(store, contact, cancel);
        // The number may have gone to somebody else since the row was read: then nobody of that name is among them.
        var to = everybody.SingleOrDefault(a => a.Person.FamilyId == text.FamilyId && a.Person.PersonId == text.PersonId);
        if (to is null) return SendingVerdict.Drop("may-not-be-reached");
        var now = Clock.GetUtcNow();
        if (text is { Kind: TextKind.Nudge, ItemId: { } item }
            && (await reasons.OfAsync(store, row.Family, cancel) is not { } asking || !await reasons.StillHoldsAsync(store, asking, text.PersonId, item, cancel)))
            return SendingVerdict.Drop("asked-no-more");
        if (text.Kind == TextKind.Invitation && !await InvitationMessages.StandsAsync(store, text.FamilyId, text.Id, now, cancel)) return SendingVerdict.Drop("withdrawn");
        var lastNudge = text.Kind != TextKind.Nudge ? null : await (
            from t in store.OutgoingTexts
            join p in store.People on new { t.FamilyId, t.PersonId } equals new { p.FamilyId, p.PersonId }
            where p.Phone == contact && t.Kind == TextKind.Nudge && t.SentAt != null
            select t.SentAt).MaxAsync(cancel);
        return SendingDecision.ForText(text.Kind, to, everybody, now, text.ExpiresAt, packs.Get(row.Family.AuthorityId).Quiet, lastNudge);
    }

    private async Task SendAsync(Store store, OutgoingText text, CancellationToken cancel)
    {
        var to = await store.People.AsNoTracking().SingleAsync(p => p.FamilyId == text.FamilyId && p.PersonId == text.PersonId, cancel);
        text.Attempts++;
        try
        {
            text.GatewayId = text.Kind == TextKind.Invitation
                ? await invitations.SendAsync(to, text, cancel)
                : await gateway.SendAsync(to.Phone!, TextWords.Of(text.Kind, to.Language, portal), text.Id, cancel);
            text.SentAt = Clock.GetUtcNow();
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogFailed(text.Attempts, e is TextGatewayException ? e.Message : e.GetType().Name);
            if (e is TextGatewayException { MayWorkLater: false } || text.Attempts > Backoff.Length) Drop(text, SendingDecision.NoGateway);
            else text.DueAt = Clock.GetUtcNow() + Backoff[text.Attempts - 1];
        }
    }

    private void Drop(OutgoingText text, string outcome) => (text.DroppedAt, text.Outcome) = (Clock.GetUtcNow(), outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A text was not sent at try {Attempt}: {Reason}")]
    private partial void LogFailed(int attempt, string reason);
}
