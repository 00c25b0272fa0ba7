using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.Invitations;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>One of the two that somebody of a partner organisation needs. Shown once: only a hash is kept.</summary>
/// <param name="Code">The code in the link, or the word.</param>
public sealed record GivenToPartner(string Name, string Code);

/// <summary>An invitation that waits until a manager agrees.</summary>
/// <param name="Id">For the form of the page.</param>
/// <param name="AskedBy">The administrator's name.</param>
/// <param name="Families">How many families' plans name the address as worker or manager: these are open to them at once.</param>
public sealed record WaitingPartner(Guid Id, string Name, string Email, string AskedBy, int Families);

/// <summary>What is wrong with an invitation of staff.</summary>
public enum PartnerFault
{
    None,
    NoName,
    NoEmail,

    /// <summary>A member of staff of this authority has the address.</summary>
    Taken,

    /// <summary>Only an administrator may, and only in their own authority.</summary>
    NotAllowed,
}

/// <summary>
/// Administrators invite staff of partner organisations that have no provider of their own: they sign in with a passkey, and reach
/// the families whose plans name them, or to which they are given cover. They are workers and nothing more, and a second person, a
/// manager, agrees before anything opens: who manages access could otherwise make themselves anybody whom a plan names.
/// </summary>
public sealed class PartnerStaffDesk
{
    /// <summary>Longest name.</summary>
    public const int NameLength = 100;

    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal PartnerStaffDesk(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <summary>Whether they are asked to agree to invitations.</summary>
    public static bool MayAgree(StaffUser user) => user.Role == StaffRole.Manager;

    /// <summary>Adds somebody and asks for a manager's agreement.</summary>
    /// <param name="email">Ties them to the plans that name them; nothing is sent to it.</param>
    public async Task<PartnerFault> InviteAsync(StaffUser user, string? name, string? email, CancellationToken cancel = default)
    {
        if (!StaffAccessDesk.May(user)) return PartnerFault.NotAllowed;
        name = name?.Trim();
        if (name is not { Length: > 0 and <= NameLength } || !name.Any(char.IsLetter)) return PartnerFault.NoName;
        if (ContactAddress.Parse(email) is not { IsEmail: true } address) return PartnerFault.NoEmail;
        await using var store = _stores.Create();
        if (await store.Staff.AnyAsync(s => s.AuthorityId == user.AuthorityId && s.Email == address.Value, cancel)) return PartnerFault.Taken;
        var now = _clock.GetUtcNow();
        var staff = new StaffMember { Id = Guid.NewGuid(), AuthorityId = user.AuthorityId, Name = name, Email = address.Value, Role = StaffRole.Worker, IsPartner = true };
        store.Staff.Add(staff);
        Ask(store, staff.Id, user, now);
        try
        {
            await store.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            await using var again = _stores.Create();
            // Added at the same moment.
            if (await again.Staff.AnyAsync(s => s.AuthorityId == user.AuthorityId && s.Email == address.Value, cancel)) return PartnerFault.Taken;
            throw;
        }
        return PartnerFault.None;
    }

    /// <summary>
    /// A new invitation, for who lost the first or the device: what was before is void at once, and a manager agrees again. False for
    /// anybody but a partner's staff with access.
    /// </summary>
    public async Task<bool> InviteAgainAsync(StaffUser user, Guid staff, CancellationToken cancel = default)
    {
        if (!StaffAccessDesk.May(user)) return false;
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        if (!await store.Staff.AnyAsync(s => s.Id == staff && s.AuthorityId == user.AuthorityId && s.IsPartner && s.EndedAt == null, cancel)) return false;
        // First, and the time after it: who is taking up the old one at this moment is through, and void by what follows, or finds it gone.
        await store.StaffInvitations.Where(i => i.StaffId == staff).ExecuteDeleteAsync(cancel);
        var now = _clock.GetUtcNow();
        await store.Staff.Where(s => s.Id == staff).ExecuteUpdateAsync(set => set.SetProperty(s => s.SignedOutBefore, now), cancel);
        Ask(store, staff, user, now);
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>The invitations that this manager may agree to, oldest first; empty for anybody else.</summary>
    public async Task<IReadOnlyList<WaitingPartner>> WaitingAsync(StaffUser user, CancellationToken cancel = default)
    {
        if (!MayAgree(user)) return [];
        await using var store = _stores.Create();
        var rows = await (
            from i in Standing(store, user)
            join s in store.Staff on i.StaffId equals s.Id
            where i.AgreedBy == null
            orderby i.At
            select new
            {
                s.Id,
                s.Name,
                s.Email,
                i.By,
                Families = store.People.Where(p => p.InPlan && p.Email == s.Email && (p.Role == PersonRole.Worker || p.Role == PersonRole.Manager)
                    && store.Families.Any(f => f.Id == p.FamilyId && f.AuthorityId == s.AuthorityId)).Select(p => p.FamilyId).Distinct().Count(),
            }).ToListAsync(cancel);
        var names = await store.Staff.Where(s => s.AuthorityId == user.AuthorityId && s.Role == StaffRole.Administrator).ToDictionaryAsync(s => Actor(s.Id), s => s.Name, cancel);
        return [.. rows.Select(r => new WaitingPartner(r.Id, r.Name, r.Email, names.GetValueOrDefault(r.By, ""), r.Families))];
    }

    /// <summary>A manager's yes, of two at once one's: the word is theirs to tell. Null for anybody else, and where nothing waits for them.</summary>
    public async Task<GivenToPartner?> AgreeAsync(StaffUser user, Guid staff, CancellationToken cancel = default)
    {
        if (!MayAgree(user)) return null;
        var word = WorkerWords.New();
        var hash = SignInDirectory.HashWord(word);
        var (by, until) = (Actor(user.Staff.Id), _clock.GetUtcNow() + InvitationWriter.Life);
        return await StepAsync(user, staff, word, AuditActions.StaffInvitationAgreed, waiting => waiting.Where(i => i.AgreedBy == null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.AgreedBy, by).SetProperty(i => i.WordHash, hash).SetProperty(i => i.ExpiresAt, until), cancel), cancel);
    }

    /// <summary>The link, for an administrator to send, once a manager other than they has agreed. Once: null afterwards, too.</summary>
    public async Task<GivenToPartner?> LinkAsync(StaffUser user, Guid staff, CancellationToken cancel = default)
    {
        if (!StaffAccessDesk.May(user)) return null;
        var link = LinkCodes.New();
        var hash = LinkCodes.Hash(link);
        var (by, until) = (Actor(user.Staff.Id), _clock.GetUtcNow() + InvitationWriter.Life);
        return await StepAsync(user, staff, link, AuditActions.StaffInvitationLinked, agreed => agreed.Where(i => i.AgreedBy != null && i.AgreedBy != by && i.LinkHash == null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.LinkHash, hash).SetProperty(i => i.ExpiresAt, until), cancel), cancel);
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

    private static string Actor(Guid staff) => $"staff:{staff}";

    private static void Ask(Store store, Guid staff, StaffUser by, DateTimeOffset now)
    {
        store.StaffInvitations.Add(new() { StaffId = staff, At = now, By = Actor(by.Staff.Id), ExpiresAt = now + InvitationWriter.Life });
        StaffAccessDesk.Audit(store, by, AuditActions.StaffInvited, staff, now);
    }

    /// <summary>The invitations of the user's authority that may go a step further; for a manager, none that they asked for themselves when they were something else.</summary>
    private IQueryable<StaffInvitation> Standing(Store store, StaffUser user)
    {
        var now = _clock.GetUtcNow();
        var (authority, me, isManager) = (user.AuthorityId, Actor(user.Staff.Id), MayAgree(user));
        return store.StaffInvitations.Where(i => i.EndedAt == null && i.ExpiresAt > now && (!isManager || i.By != me)
            && store.Staff.Any(s => s.Id == i.StaffId && s.AuthorityId == authority && s.IsPartner && s.EndedAt == null && (s.SignedOutBefore == null || s.SignedOutBefore <= i.At)));
    }

    private async Task<GivenToPartner?> StepAsync(StaffUser user, Guid staff, string code, string action, Func<IQueryable<StaffInvitation>, Task<int>> step, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        if (await step(Standing(store, user).Where(i => i.StaffId == staff)) == 0) return null;
        StaffAccessDesk.Audit(store, user, action, staff, _clock.GetUtcNow());
        await store.SaveChangesAsync(cancel);
        var name = await store.Staff.Where(s => s.Id == staff).Select(s => s.Name).SingleAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new(name, code);
    }
}
