using System.Globalization;
using System.Security.Claims;
using FamilyPortal.Identity.Accounts;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Shared.Families.SignIn;

namespace FamilyPortal.Identity.Staff;

/// <summary>A member of staff comes back from their organisation's provider, with an id token that the framework has checked.</summary>
internal sealed partial class StaffArrival(
    StaffLogins logins, StaffDirectory directory, AccountDirectory accounts, BrowserSessions sessions, TimeProvider clock, ILogger<StaffArrival> log)
{
    /// <summary>Longest name or e-mail address that is taken.</summary>
    private const int Longest = 254;

    /// <summary>`amr`: proved to another provider. What they proved there is that provider's to say.</summary>
    private static readonly string[] Methods = ["fed"];

    /// <returns>Null: signed in.</returns>
    public async Task<StaffProblem?> SignInAsync(HttpContext http, StaffProvider provider, ClaimsPrincipal principal, DateTimeOffset askedAt)
    {
        var cancel = http.RequestAborted;
        var now = clock.GetUtcNow();
        if (principal.FindFirst("sub")?.Value is not { Length: > 0 } sub) return Unclear(provider, "sub");
        // The browser may still be signed in over there, and somebody else hold it: only a sign-in for this request counts.
        if (!long.TryParse(principal.FindFirst("auth_time")?.Value, CultureInfo.InvariantCulture, out var at)) return Unclear(provider, "auth_time");
        if (DateTimeOffset.FromUnixTimeSeconds(at) < askedAt) return StaffProblem.Failed;
        // Somebody in very many groups: Entra ID sends a link in place of them. No reason to end an access.
        if (principal.HasClaim(c => c.Type is "_claim_names" or "hasgroups")) return Unclear(provider, "all groups");

        var subject = await logins.FindAsync(provider, sub);
        if (provider.Options.RoleOf(principal.FindAll(provider.Options.GroupClaim).Select(c => c.Value)) is not { } role)
        {
            if (subject is not null && await directory.EndByGroupsAsync(provider.Id, subject, cancel)) LogEnded(provider.Id);
            return StaffProblem.Closed;
        }
        if (Read(principal, provider.Options.NameClaim) is not { } name) return Unclear(provider, "name");
        if (Read(principal, provider.Options.EmailClaim) is not { } email || !email.Contains('@', StringComparison.Ordinal)
            || principal.FindFirst("email_verified")?.Value is "false" or "False") return Unclear(provider, "e-mail");

        subject ??= await logins.AddAsync(provider, sub);
        var outcome = await directory.SignInAsync(provider.Id, subject, new(name, email, role), cancel);
        if (outcome == StaffSignIn.Right)
        {
            await sessions.StartAsync(http, subject, SubjectKind.Staff, Methods, now);
            return null;
        }
        // An account that stands for nobody; it is made anew when the address is free.
        if (await directory.DetailsAsync(subject, cancel) is null && outcome == StaffSignIn.Taken) await accounts.RemoveAsync(subject, cancel);
        return outcome == StaffSignIn.Taken ? StaffProblem.Taken : StaffProblem.Closed;
    }

    private static string? Read(ClaimsPrincipal principal, string claim) =>
        principal.FindFirst(claim)?.Value.Trim() is { Length: > 0 and <= Longest } value && !value.Any(char.IsControl) ? value : null;

    private StaffProblem Unclear(StaffProvider provider, string what)
    {
        LogUnclear(provider.Id, what);
        return StaffProblem.Unclear;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The staff provider of {Authority} did not tell {What} in its id token: nobody signs in without it.")]
    private partial void LogUnclear(string authority, string what);

    [LoggerMessage(Level = LogLevel.Information, Message = "A member of staff of {Authority} is in no group of ours any more: their access has ended.")]
    private partial void LogEnded(string authority);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The staff provider of {Authority} does not answer: {Error}.")]
    internal static partial void LogDown(ILogger log, string authority, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in with the staff provider of {Authority} failed: {Error}.")]
    internal static partial void LogFailed(ILogger log, string authority, string error);
}
