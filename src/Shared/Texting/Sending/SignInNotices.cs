using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Texting.Sending;

/// <summary>Tells a person by text that a message waits for them after a sign-in on a device not known. The sending decision is asked as for any text.</summary>
public sealed class SignInNotices
{
    /// <summary>Later it helps nobody.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromDays(2);

    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal SignInNotices(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>Whether texts may go to this person at all: they agreed, nobody said no, and there is a number.</summary>
    public async Task<bool> MayGoAsync(string subject, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await ReachedAsync(store, subject, cancel) is not null;
    }

    /// <summary>One text, however many families they belong to: by the membership that they claimed first of those with a number.</summary>
    public async Task QueueAsync(string subject, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        if (await ReachedAsync(store, subject, cancel) is not { } row) return;
        var now = _clock.GetUtcNow();
        store.OutgoingTexts.Add(new() { FamilyId = row.Person.FamilyId, Id = Guid.CreateVersion7(now), PersonId = row.Person.PersonId, Kind = TextKind.NewSignIn, DueAt = now, ExpiresAt = now + Life });
        await store.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// Whether a text about a sign-in went to this person lately, or is with the gateway now: a phone may ring before we hear that it
    /// went. Its link leads to where they are asked about it.
    /// </summary>
    public async Task<bool> WasToldAsync(FamilyViewer viewer, CancellationToken cancel = default)
    {
        if (viewer.With is not null) return false;
        var (family, person, since) = (viewer.FamilyId, viewer.PersonId, _clock.GetUtcNow() - Life);
        await using var store = _stores.Create();
        return await store.OutgoingTexts.AnyAsync(t => t.FamilyId == family && t.PersonId == person && t.Kind == TextKind.NewSignIn
            && (t.SentAt > since || (t.SentAt == null && t.DroppedAt == null && t.LeaseUntil != null)), cancel);
    }

    private async Task<MemberRow?> ReachedAsync(Store store, string subject, CancellationToken cancel)
    {
        var today = UkTime.Today(_clock);
        return (await SignInDirectory.RowsAsync(store, null, store.Memberships.Where(m => m.Subject == subject), cancel))
            .Where(r => r.Standing(today) is var standing && standing.TextsAgreed && standing.MayReach(r.Person.Phone)).MinBy(r => (r.Member.ClaimedAt, r.Member.Key));
    }
}
