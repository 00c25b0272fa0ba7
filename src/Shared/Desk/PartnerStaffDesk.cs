using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.Invitations;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>What an administrator gives somebody of a partner organisation, by two ways. Shown once: only hashes are kept.</summary>
/// <param name="Link">The code in the link.</param>
public sealed record GivenStaffInvitation(string Name, string Link, string Word);

/// <summary>What is wrong with an invitation of staff.</summary>
public enum PartnerFault
{
    None,
    NoName,
    NoEmail,

    /// <summary>Not one that may be given so.</summary>
    Role,

    /// <summary>A member of staff of this authority has the address.</summary>
    Taken,

    /// <summary>A plan names the address already: whoever invites holds link and word, and would open that family alone.</summary>
    Named,

    /// <summary>Only an administrator may, and only in their own authority.</summary>
    NotAllowed,
}

/// <summary>
/// Administrators invite staff of partner organisations that have no provider of their own: they sign in with a passkey, and reach
/// families as other staff of the authority do.
/// </summary>
public sealed class PartnerStaffDesk
{
    /// <summary>Longest name.</summary>
    public const int NameLength = 100;

    /// <summary>Workers alone, who reach nobody that no plan names: with another role whoever invites could open families by it.</summary>
    public static readonly IReadOnlyList<StaffRole> Roles = [StaffRole.Worker];

    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal PartnerStaffDesk(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>Adds somebody and invites them.</summary>
    /// <param name="email">Ties them to the plans that name them; nothing is sent to it.</param>
    public async Task<(PartnerFault Fault, GivenStaffInvitation? Given)> InviteAsync(StaffUser user, string? name, string? email, StaffRole? role, CancellationToken cancel = default)
    {
        if (!StaffAccessDesk.May(user)) return (PartnerFault.NotAllowed, null);
        name = name?.Trim();
        if (name is not { Length: > 0 and <= NameLength } || !name.Any(char.IsLetter)) return (PartnerFault.NoName, null);
        if (ContactAddress.Parse(email) is not { IsEmail: true } address) return (PartnerFault.NoEmail, null);
        if (role is not { } given || !Roles.Contains(given)) return (PartnerFault.Role, null);
        await using var store = _stores.Create();
        if (await store.Staff.AnyAsync(s => s.AuthorityId == user.AuthorityId && s.Email == address.Value, cancel)) return (PartnerFault.Taken, null);
        if (await IsNamedAsync(store, user, address.Value, cancel)) return (PartnerFault.Named, null);
        var staff = new StaffMember { Id = Guid.NewGuid(), AuthorityId = user.AuthorityId, Name = name, Email = address.Value, Role = given, IsPartner = true };
        store.Staff.Add(staff);
        var (link, word) = Invite(store, staff, null, user);
        try
        {
            await store.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            await using var again = _stores.Create();
            // Added at the same moment.
            if (await again.Staff.AnyAsync(s => s.AuthorityId == user.AuthorityId && s.Email == address.Value, cancel)) return (PartnerFault.Taken, null);
            throw;
        }
        return (PartnerFault.None, new(name, link, word));
    }

    /// <summary>A new link and word, for who lost the first or the device: passkey and sessions from before are void. Null for anybody but a partner's staff with access whom no plan names.</summary>
    public async Task<GivenStaffInvitation?> InviteAgainAsync(StaffUser user, Guid staff, CancellationToken cancel = default)
    {
        if (!StaffAccessDesk.May(user)) return null;
        await using var store = _stores.Create();
        if (await store.Staff.SingleOrDefaultAsync(s => s.Id == staff && s.AuthorityId == user.AuthorityId && s.IsPartner && s.EndedAt == null, cancel) is not { } row) return null;
        if (await IsNamedAsync(store, user, row.Email, cancel)) return null;
        var (link, word) = Invite(store, row, await store.StaffInvitations.SingleOrDefaultAsync(i => i.StaffId == staff, cancel), user);
        await store.SaveChangesAsync(cancel);
        return new(row.Name, link, word);
    }

    /// <summary>Takes back an invitation that nobody has taken up. False where there is none.</summary>
    public async Task<bool> WithdrawAsync(StaffUser user, Guid staff, CancellationToken cancel = default)
    {
        if (!StaffAccessDesk.May(user)) return false;
        await using var store = _stores.Create();
        var now = _clock.GetUtcNow();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        // Somebody may be making the passkey at this moment: either they are in, or it is taken back.
        var withdrawn = await store.StaffInvitations
            .Where(i => i.StaffId == staff && i.EndedAt == null && store.Staff.Any(s => s.Id == i.StaffId && s.AuthorityId == user.AuthorityId))
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.EndedAt, now), cancel);
        if (withdrawn == 0) return false;
        StaffAccessDesk.Audit(store, user, AuditActions.StaffInvitationWithdrawn, staff, now);
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private static Task<bool> IsNamedAsync(Store store, StaffUser user, string email, CancellationToken cancel) => store.People.AnyAsync(
        p => p.InPlan && p.Email == email && (p.Role == PersonRole.Worker || p.Role == PersonRole.Manager) && store.Families.Any(f => f.Id == p.FamilyId && f.AuthorityId == user.AuthorityId), cancel);

    private (string Link, string Word) Invite(Store store, StaffMember staff, StaffInvitation? before, StaffUser by)
    {
        var now = _clock.GetUtcNow();
        var (link, word) = (LinkCodes.New(), WorkerWords.New());
        if (before is not null) store.StaffInvitations.Remove(before);
        if (staff.Subject is not null) staff.SignedOutBefore = now;
        store.StaffInvitations.Add(new()
        {
            StaffId = staff.Id,
            LinkHash = LinkCodes.Hash(link),
            WordHash = SignInDirectory.HashWord(word),
            At = now,
            By = $"staff:{by.Staff.Id}",
            ExpiresAt = now + InvitationWriter.Life,
        });
        StaffAccessDesk.Audit(store, by, AuditActions.StaffInvited, staff.Id, now);
        return (link, word);
    }
}
