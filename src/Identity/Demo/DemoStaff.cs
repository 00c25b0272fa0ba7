using FamilyPortal.Identity.Accounts;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Families.SignIn;

namespace FamilyPortal.Identity.Demo;

/// <summary>Development with demo data only: signs in as one of the invented staff, without proof of anything.</summary>
internal sealed class DemoStaff(bool isOn, SignInDirectory directory, AccountDirectory accounts, BrowserSessions sessions, AuthorityPacks packs, TimeProvider clock)
{
    public bool IsOn => isOn;

    /// <summary>The staff of each authority, by its name.</summary>
    public async Task<IReadOnlyList<IGrouping<string, StaffAccount>>> ListAsync(CancellationToken cancel) =>
        [.. (await directory.StaffAsync(cancel)).GroupBy(s => packs.Find(s.AuthorityId)?.Name ?? s.AuthorityId)];

    /// <returns>False where there is no such account.</returns>
    public async Task<bool> SignInAsync(HttpContext http, Guid staffId)
    {
        if (!isOn) return false;
        var account = (await directory.StaffAsync(http.RequestAborted)).SingleOrDefault(s => s.Id == staffId);
        if (account is null) return false;
        var subject = account.Subject ?? Guid.NewGuid().ToString();
        if (!await directory.ClaimStaffAsync(staffId, subject, http.RequestAborted)) return false;
        await accounts.EnsureAsync(subject, SubjectKind.Staff);
        await sessions.StartAsync(http, subject, SubjectKind.Staff, [], clock.GetUtcNow());
        return true;
    }
}
