using FamilyPortal.Identity.Storage;
using FamilyPortal.Shared.Families.SignIn;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Identity.Sessions;

/// <summary>Devices on which a code alone signs one person in.</summary>
internal sealed class KnownDevices(IdentityStoreFactory stores, IdentityCookies cookies, TimeProvider clock)
{
    /// <summary>This browser's device, or null. Does not tell whether its person may sign in, nor whether it was voided since.</summary>
    public async Task<KnownDevice?> CurrentAsync(HttpContext http)
    {
        // The same look-up for a browser without the cookie: an answer's time says nothing.
        var id = Secrets.Hash(cookies.Read(http, IdentityCookies.Device) ?? Secrets.New());
        var now = clock.GetUtcNow();
        await using var store = stores.Create();
        return await store.Devices.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id && d.RevokedAt == null && d.ExpiresAt > now, http.RequestAborted);
    }

    /// <param name="at">Taken before the person was looked up: what voids devices from before then voids this one.</param>
    /// <returns>The row's id.</returns>
    public async Task<string> RememberAsync(HttpContext http, string subject, DateTimeOffset at)
    {
        await ForgetAsync(http);
        var secret = Secrets.New();
        await using var store = stores.Create();
        store.Devices.Add(new() { Id = Secrets.Hash(secret), SubjectId = subject, Device = DeviceKind.Of(http), CreatedAt = at, UsedAt = at, ExpiresAt = at + KnownDevice.Lifetime });
        await store.SaveChangesAsync(http.RequestAborted);
        cookies.Write(http, IdentityCookies.Device, secret, KnownDevice.Lifetime);
        return Secrets.Hash(secret);
    }

    /// <summary>Those of this person that stand, newest first.</summary>
    public async Task<IReadOnlyList<KnownDevice>> ListAsync(string subject, SubjectStanding standing, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var store = stores.Create();
        var devices = await store.Devices.AsNoTracking().Where(d => d.SubjectId == subject && d.RevokedAt == null && d.ExpiresAt > now).OrderByDescending(d => d.UsedAt).ToListAsync(cancel);
        return [.. devices.Where(d => standing.StandsSince(d.CreatedAt))];
    }

    /// <summary>Forgets those of this person that are meant, and no other's.</summary>
    public async Task RemoveAsync(string subject, Func<KnownDevice, bool> which, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var store = stores.Create();
        foreach (var device in await store.Devices.Where(d => d.SubjectId == subject && d.RevokedAt == null).ToListAsync(cancel))
            if (which(device)) device.RevokedAt = now;
        await store.SaveChangesAsync(cancel);
    }

    public async Task UsedAsync(HttpContext http)
    {
        if (cookies.Read(http, IdentityCookies.Device) is not { } secret) return;
        var id = Secrets.Hash(secret);
        var now = clock.GetUtcNow();
        await using var store = stores.Create();
        await store.Devices.Where(d => d.Id == id).ExecuteUpdateAsync(set => set.SetProperty(d => d.UsedAt, now), http.RequestAborted);
    }

    /// <summary>This device is nobody's alone any more: someone signed in on it who did not say it is theirs.</summary>
    public async Task ForgetAsync(HttpContext http)
    {
        if (cookies.Read(http, IdentityCookies.Device) is not { } secret) return;
        var id = Secrets.Hash(secret);
        var now = clock.GetUtcNow();
        await using var store = stores.Create();
        await store.Devices.Where(d => d.Id == id && d.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(d => d.RevokedAt, now), http.RequestAborted);
        cookies.Delete(http, IdentityCookies.Device);
    }
}
