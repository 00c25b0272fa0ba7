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

/// <summary>What a person sees of, and does about, texts to themselves. STOP and START by text do the same for whoever has the number.</summary>
public sealed class OwnTexts
{
    private const int ShownDigits = 3;

    private readonly StoreFactory _stores;
    private readonly TextConsent _consent;

    internal OwnTexts(StoreFactory stores, TimeProvider clock) => (_stores, _consent) = (stores, new(stores, clock));

    public async Task<OwnTextsView> ReadAsync(FamilyViewer viewer, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var sent = await store.OutgoingTexts.AsNoTracking().Where(t => t.FamilyId == viewer.FamilyId && t.PersonId == viewer.PersonId && t.SentAt != null)
            .OrderByDescending(t => t.SentAt).Select(t => new { t.Kind, At = t.SentAt!.Value }).ToListAsync(cancel);
        var me = Me(viewer);
        string? Counts(string? contact) => contact is null || me.HasGivenUp(contact) ? null : contact;
        return new(
            Counts(viewer.Person.Phone) is { } phone ? phone[^Math.Min(ShownDigits, phone.Length)..] : null, Counts(viewer.Person.Email)?[..1],
            viewer.Person.TextsAllowed, me.Restrictions.Where(r => TextConsent.IsStop(r) && r.PersonId == viewer.PersonId).Min(r => (DateTimeOffset?)r.SetAt),
            viewer.Person.QuietFrom, viewer.Person.QuietUntil,
            [.. sent.Select(t => new SentText(JsonNamingPolicy.KebabCaseLower.ConvertName(t.Kind.ToString()), t.At))]);
    }

    /// <summary>No texts from this moment on, to nobody but this person in this family: who else has the number says so themselves.</summary>
    public Task PauseAsync(FamilyViewer viewer, CancellationToken cancel = default) =>
        _consent.StopAsync($"portal {Guid.NewGuid():n}", Number(viewer), [Me(viewer)], cancel);

    /// <summary>Lifts what they set themselves, and nothing else.</summary>
    public Task ResumeAsync(FamilyViewer viewer, CancellationToken cancel = default) => _consent.StartAsync(Number(viewer), [Me(viewer)], cancel);

    private static Addressee Me(FamilyViewer viewer) =>
        new(viewer.Person, viewer.Membership, [.. viewer.State.Restrictions.Where(r => r.PersonId == viewer.PersonId)]) { With = viewer.With?.Actor };

    // Somebody without a number can say it as well: one may be added later.
    private static string Number(FamilyViewer viewer) => viewer.Person.Phone is { } phone && !Me(viewer).HasGivenUp(phone) ? phone : "";
}
