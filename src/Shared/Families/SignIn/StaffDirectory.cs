using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Families.SignIn;

/// <summary>What an organisation's provider says of its member of staff.</summary>
/// <param name="Role">From their groups.</param>
public sealed record StaffClaims(string Name, string Email, StaffRole Role);

/// <summary>What came of a sign-in of staff.</summary>
public enum StaffSignIn
{
    Right,

    /// <summary>Somebody else signed in with this e-mail address first: an address that is given out again inherits nothing.</summary>
    Taken,

    /// <summary>An administrator ended their access.</summary>
    Ended,
}

/// <summary>
/// The staff that Identity signs in with their organisation's provider. Each belongs to one authority; the subject that first
/// signed in as somebody stays the only one.
/// </summary>
public sealed class StaffDirectory
{
    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal StaffDirectory(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>
    /// Makes the subject this authority's member of staff, or brings what is known of them up to date. On the first time they
    /// are found by e-mail, if nobody was before them; where there is nobody, they are added.
    /// </summary>
    public async Task<StaffSignIn> SignInAsync(string authorityId, string subject, StaffClaims claims, CancellationToken cancel = default)
    {
        var email = claims.Email.Trim().ToLowerInvariant();
        try
        {
            return await TrySignInAsync(authorityId, subject, claims, email, cancel);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            // Added or renamed at the same moment by another request: now it is there.
            return await TrySignInAsync(authorityId, subject, claims, email, cancel);
        }
    }

    /// <summary>The provider gives them no group of ours any more. True where that ended an access.</summary>
    public async Task<bool> EndByGroupsAsync(string authorityId, string subject, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        if (await store.Staff.SingleOrDefaultAsync(s => s.Subject == subject && s.AuthorityId == authorityId && s.EndedAt == null, cancel) is not { } staff) return false;
        var now = _clock.GetUtcNow();
        (staff.EndedAt, staff.SignedOutBefore, staff.EndedByGroups) = (now, now, true);
        Audit(store, AuditActions.StaffEnded, staff.Id, now);
        await store.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>Whether anybody here signs in with a passkey alone.</summary>
    public async Task<bool> HasPartnersAsync(CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await store.Staff.AnyAsync(s => s.IsPartner, cancel);
    }

    /// <summary>Name, e-mail and role of a member of staff whose access stands; null for anybody else.</summary>
    public async Task<StaffClaims?> DetailsAsync(string subject, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var staff = await store.Staff.AsNoTracking().SingleOrDefaultAsync(s => s.Subject == subject && s.EndedAt == null, cancel);
        return staff is null ? null : new(staff.Name, staff.Email, staff.Role);
    }

    private async Task<StaffSignIn> TrySignInAsync(string authorityId, string subject, StaffClaims claims, string email, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        var now = _clock.GetUtcNow();
        var staff = await store.Staff.SingleOrDefaultAsync(s => s.Subject == subject, cancel);
        if (staff is null)
        {
            // In one statement: of two at once, one claims.
            var claimed = await store.Staff.Where(s => s.AuthorityId == authorityId && s.Email == email && s.Subject == null && s.EndedAt == null && !s.IsPartner)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Subject, subject), cancel);
            staff = await store.Staff.SingleOrDefaultAsync(s => s.AuthorityId == authorityId && s.Email == email, cancel);
            if (claimed == 0 && staff is not null) return staff is { Subject: null, IsPartner: false } ? StaffSignIn.Ended : StaffSignIn.Taken;
            staff ??= store.Staff.Add(new() { Id = Guid.NewGuid(), AuthorityId = authorityId, Name = claims.Name, Email = email, Role = claims.Role, Subject = subject }).Entity;
            Audit(store, AuditActions.StaffJoined, staff.Id, now);
        }
        if (staff.AuthorityId != authorityId) return StaffSignIn.Taken;
        if (staff is { EndedAt: not null, EndedByGroups: false }) return StaffSignIn.Ended;
        if (staff.EndedAt is not null)
        {
            (staff.EndedAt, staff.EndedByGroups) = (null, false);
            Audit(store, AuditActions.StaffRestored, staff.Id, now);
        }
        if (staff.Role != claims.Role)
        {
            staff.Role = claims.Role;
            Audit(store, AuditActions.StaffRoleChanged, staff.Id, now);
        }
        staff.Name = claims.Name;
        // The address names them in plans. One that a colleague has or had stays that colleague's.
        if (staff.Email != email && !await store.Staff.AnyAsync(s => s.AuthorityId == authorityId && s.Email == email, cancel)) staff.Email = email;
        await store.SaveChangesAsync(cancel);
        return StaffSignIn.Right;
    }

    private static void Audit(Store store, string action, Guid staff, DateTimeOffset at) =>
        store.AuditEntries.Add(new() { FamilyId = Guid.Empty, Id = Guid.NewGuid(), At = at, Actor = "system", Action = action, Target = staff.ToString() });
}
