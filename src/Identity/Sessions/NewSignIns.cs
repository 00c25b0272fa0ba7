using FamilyPortal.Identity.Storage;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Texting.Sending;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Identity.Sessions;

/// <summary>Sign-ins on devices not known: kept for their person, told at their next sign-in, by text only where they chose that.</summary>
internal sealed class NewSignIns(IdentityStoreFactory stores, KnownDevices devices, SignInNotices notices, SignInDirectory directory, TimeProvider clock)
{
    /// <param name="deviceId">The known device that it became.</param>
    /// <param name="chosePin">They chose the PIN with it.</param>
    public async Task RecordAsync(SignInSession session, string? deviceId, bool chosePin, CancellationToken cancel)
    {
        await using var store = stores.Create();
        store.NewSignIns.Add(new() { Sid = session.Sid, SubjectId = session.SubjectId, DeviceId = deviceId, Device = session.Device, At = session.AuthTime, ChosePin = chosePin });
        await store.SaveChangesAsync(cancel);
        if (await store.Users.AnyAsync(a => a.Id == session.SubjectId && a.TextsOnNewSignIn, cancel)) await notices.QueueAsync(session.SubjectId, cancel);
    }

    /// <summary>After a sign-in: whether there is something to tell. What happened on this very device is no news, now or later.</summary>
    public async Task<bool> HasNewsAsync(HttpContext http, SignInSession session)
    {
        if ((await devices.CurrentAsync(http))?.Id is { } here)
        {
            var now = clock.GetUtcNow();
            await using var store = stores.Create();
            await store.NewSignIns.Where(n => n.SubjectId == session.SubjectId && n.DeviceId == here && n.ToldAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(n => n.ToldAt, now), http.RequestAborted);
        }
        return (await UntoldAsync(http, session)).Count > 0;
    }

    /// <summary>
    /// Those that their person has not been told of, newest first: not this sign-in, and not this very device. A sign-in that opens a
    /// part of the account is told of what opened something of that part: it may be the office of one family's worker.
    /// </summary>
    public async Task<IReadOnlyList<NewSignIn>> UntoldAsync(HttpContext http, SignInSession session)
    {
        var here = (await devices.CurrentAsync(http))?.Id;
        await using var store = stores.Create();
        var untold = await store.NewSignIns.AsNoTracking()
            .Where(n => n.SubjectId == session.SubjectId && n.ToldAt == null && n.Sid != session.Sid && (!n.ChosePin || store.NewSignIns.Any(x => x.SubjectId == n.SubjectId && x.ChosePin && x.At > n.At)) && (n.DeviceId == null || n.DeviceId != here))
            .OrderByDescending(n => n.At).ToListAsync(http.RequestAborted);
        if (untold.Count == 0 || await directory.OpensAllAsync(session.SubjectId, session.Sid, http.RequestAborted)) return untold;
        var opens = await directory.OpenedAsync(session.Sid, http.RequestAborted);
        List<NewSignIn> told = [];
        foreach (var one in untold)
            if ((await directory.OpenedAsync(one.Sid, http.RequestAborted)).Intersect(opens).Any()) told.Add(one);
        return told;
    }

    /// <summary>
    /// What another account opened until this one claimed it is told to this one's person, whoever chose that PIN: they may know
    /// nothing of it.
    /// </summary>
    public async Task HandOnAsync(string former, string subject, CancellationToken cancel)
    {
        await using var store = stores.Create();
        await store.NewSignIns.Where(n => n.SubjectId == former)
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.SubjectId, subject).SetProperty(n => n.ChosePin, false).SetProperty(n => n.ToldAt, (DateTimeOffset?)null), cancel);
    }

    /// <summary>The person has seen these.</summary>
    public async Task ToldAsync(string subject, IEnumerable<NewSignIn> seen, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var sids = seen.Select(n => n.Sid).ToList();
        await using var store = stores.Create();
        await store.NewSignIns.Where(n => n.SubjectId == subject && sids.Contains(n.Sid)).ExecuteUpdateAsync(set => set.SetProperty(n => n.ToldAt, now), cancel);
    }
}
