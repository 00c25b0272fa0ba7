using FamilyPortal.Shared.Demo;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyPortal.Testing;

/// <summary>A person signed in without the sign-in pages.</summary>
public static class OpenSessions
{
    /// <summary>Opens a session of the Portal that opens all which the subject has claimed; returns the cookie's secret.</summary>
    public static async Task<string> OpenSessionAsync(this IServiceProvider services, string subject, string? sid = null, bool endsSoon = false)
    {
        sid ??= Guid.NewGuid().ToString("N");
        var directory = services.GetRequiredService<SignInDirectory>();
        await directory.OpenAsync(sid, (await directory.ClaimedAsync(subject)).Except(await directory.OpenedAsync(sid)));
        return await services.GetRequiredService<PortalSessions>().OpenAsync(subject, sid, isStaff: false, endsSoon: endsSoon);
    }

    /// <summary>The same for somebody who was invited and has not signed in before.</summary>
    public static async Task<string> OpenSessionAsync(this IServiceProvider services, DemoPerson person)
    {
        var directory = services.GetRequiredService<SignInDirectory>();
        var candidate = (await directory.FindAsync(ContactAddress.Parse(person.Contact!)!)).Single();
        var subject = Guid.NewGuid().ToString();
        var told = await directory.TryWordAsync([candidate], person.Word);
        await services.GetRequiredService<MembershipClaims>().ClaimAsync(candidate, told.Proof, subject, ClaimWith.NewPin);
        return await services.OpenSessionAsync(subject);
    }
}
