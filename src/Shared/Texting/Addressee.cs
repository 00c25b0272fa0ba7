using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting.Inbound;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Texting;

/// <summary>A person whom something might be sent to, as the database has them at this moment.</summary>
internal sealed record Addressee(Person Person, Membership? Membership, IReadOnlyList<Restriction> Restrictions)
{
    /// <summary>What they chose about texts; null where nothing.</summary>
    public PersonPreferences? Preferences { get; init; }

    /// <summary>Whether they themselves said STOP, by text or on their page.</summary>
    public bool HasStopped => Restrictions.Any(TextConsent.IsStop);

    public Standing StandingOn(DateOnly ukToday) => Standing.Of(Person, Membership, Restrictions, ukToday);

    /// <summary>Whether a worker or the safety call said that this number or address is theirs no more.</summary>
    public bool HasGivenUp(string contact) => Restrictions.Any(r => r.Kind == RestrictionKind.ContactWithdrawn && r.LiftedAt is null && r.Contact == contact);

    /// <summary>Whether they showed, by a code or link, that they have it.</summary>
    public bool Proves(string contact) => Membership is { Subject: not null } membership && Families.SignIn.MembershipClaims.Proves(membership, contact);

    /// <summary>
    /// Everybody with this number or address, in every family: invited or not, still in the plan or not. Staff are left out:
    /// their numbers are for contact, never for signing in.
    /// </summary>
    public static async Task<IReadOnlyList<Addressee>> WithAsync(Store store, string contact, CancellationToken cancel)
    {
        var rows = await (
            from p in store.People
            where (p.Phone == contact || p.Email == contact) && p.Role != PersonRole.Worker && p.Role != PersonRole.Manager
            select new
            {
                p,
                m = store.Memberships.FirstOrDefault(m => m.FamilyId == p.FamilyId && m.PersonId == p.PersonId),
                Restrictions = store.Restrictions.Where(r => r.FamilyId == p.FamilyId && r.PersonId == p.PersonId && r.LiftedAt == null).ToList(),
                Preferences = store.Preferences.FirstOrDefault(q => q.FamilyId == p.FamilyId && q.PersonId == p.PersonId),
            }).AsNoTracking().ToListAsync(cancel);
        return [.. rows.Select(x => new Addressee(x.p, x.m, x.Restrictions) { Preferences = x.Preferences })];
    }

    /// <summary>People whom a worker or the record told that this number is theirs no more, and who have another or none now.</summary>
    public static async Task<IReadOnlyList<Addressee>> FormerlyWithAsync(Store store, string contact, CancellationToken cancel)
    {
        var people = await store.People.AsNoTracking()
            .Where(p => p.InPlan && p.Phone != contact && p.Email != contact && p.Role != PersonRole.Worker && p.Role != PersonRole.Manager
                && store.Restrictions.Any(r => r.FamilyId == p.FamilyId && r.PersonId == p.PersonId && r.Kind == RestrictionKind.ContactWithdrawn && r.Contact == contact && r.LiftedAt == null))
            .ToListAsync(cancel);
        return [.. people.Select(p => new Addressee(p, null, []))];
    }
}
