using System.Text.Json;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting.Inbound;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Texting;

/// <summary>A person's own number and texts as their own pages show them: others may look at their phone.</summary>
/// <param name="PhoneEnds">The last digits of their number; null where there is none that counts.</param>
/// <param name="EmailStarts">The first letter of their address; null where there is none that counts.</param>
/// <param name="PlanAllows">What was agreed about texts in the plan.</param>
/// <param name="PausedAt">They stopped texts themselves, by text or here.</param>
/// <param name="Sent">What went to them, newest first: what sort and when. What it said is kept nowhere.</param>
public sealed record OwnTextsView(string? PhoneEnds, string? EmailStarts, bool PlanAllows, DateTimeOffset? PausedAt, TimeOnly? QuietFrom, TimeOnly? QuietUntil, IReadOnlyList<SentText> Sent);

/// <param name="Kind">A fixed word: `nudge`, `received`, `danger`, `stopped`, `started`, `new-sign-in`, `invitation`.</param>
public sealed record SentText(string Kind, DateTimeOffset At);

/// <summary>What a person sees of texts to themselves. What they do about them: <see cref="FamilyPreferences"/>.</summary>
public sealed class OwnTexts
{
    private const int ShownDigits = 3;

    private readonly StoreFactory _stores;

    internal OwnTexts(StoreFactory stores) => _stores = stores;

    public async Task<OwnTextsView> ReadAsync(FamilyViewer viewer, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var sent = await store.OutgoingTexts.AsNoTracking().Where(t => t.FamilyId == viewer.FamilyId && t.PersonId == viewer.PersonId && t.SentAt != null)
            .OrderByDescending(t => t.SentAt).Select(t => new { t.Kind, At = t.SentAt!.Value }).ToListAsync(cancel);
        var me = new Addressee(viewer.Person, viewer.Membership, [.. viewer.State.Restrictions.Where(r => r.PersonId == viewer.PersonId)]);
        string? Counts(string? contact) => contact is null || me.HasGivenUp(contact) ? null : contact;
        return new(
            Counts(viewer.Person.Phone) is { } phone ? phone[^Math.Min(ShownDigits, phone.Length)..] : null, Counts(viewer.Person.Email)?[..1],
            viewer.Person.TextsAllowed, me.Restrictions.Where(TextConsent.IsStop).Min(r => (DateTimeOffset?)r.SetAt),
            viewer.Person.QuietFrom, viewer.Person.QuietUntil,
            [.. sent.Select(t => new SentText(JsonNamingPolicy.KebabCaseLower.ConvertName(t.Kind.ToString()), t.At))]);
    }
}
