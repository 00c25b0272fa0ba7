using System.Security.Cryptography;
using System.Text;
using FamilyPortal.Identity.Accounts;
using FamilyPortal.Identity.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Identity.Staff;

/// <summary>
/// Outside logins in ASP.NET Core Identity's table: the authority, and a hash of issuer and `sub`. So a login at one authority's
/// provider is nobody at another's, even where they share it, and the table says nothing of who it is.
/// </summary>
internal sealed class StaffLogins(IServiceScopeFactory scopes, AccountDirectory accounts)
{
    /// <summary>The subject of this login; null where it was never here.</summary>
    public async Task<string?> FindAsync(StaffProvider provider, string sub)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByLoginAsync(provider.Id, KeyOf(provider, sub)))?.Id;
    }

    /// <summary>Makes an account for a login that was never here; of two at once, both get the one that was first.</summary>
    public async Task<string> AddAsync(StaffProvider provider, string sub)
    {
        var subject = Guid.NewGuid().ToString();
        await accounts.EnsureAsync(subject, SubjectKind.Staff);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var manager = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var account = await manager.FindByIdAsync(subject) ?? throw new InvalidOperationException("An account was not kept.");
            if ((await manager.AddLoginAsync(account, new(provider.Id, KeyOf(provider, sub), null))).Succeeded) return subject;
        }
        catch (DbUpdateException)
        {
            // Added at the same moment by another request: looked up below.
        }
        await accounts.RemoveAsync(subject, CancellationToken.None);
        return await FindAsync(provider, sub) ?? throw new InvalidOperationException("An outside login could not be kept.");
    }

    private static string KeyOf(StaffProvider provider, string sub) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{provider.Options.Issuer}\n{sub}")));
}
