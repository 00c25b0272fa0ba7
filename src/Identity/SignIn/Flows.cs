using System.Linq.Expressions;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Identity.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace FamilyPortal.Identity.SignIn;

/// <summary>The attempts to sign in: the browser's half and the row that belongs to it. Every step is one statement on a row that is still open.</summary>
internal sealed class Flows(IdentityStoreFactory stores, IdentityCookies cookies, TimeProvider clock)
{
    /// <summary>Null once the attempt has run out: the next person at a shared phone must not see the number.</summary>
    public FlowState? Read(HttpContext http) => FlowState.Read(http, cookies) is { } state && !state.IsOver(clock.GetUtcNow()) ? state : null;

    /// <summary>By what the codes are counted that this browser asks for; a browser that asked for none gets a new one.</summary>
    public string AskerOf(HttpContext http) => FlowState.Read(http, cookies)?.Asker ?? Secrets.New();

    /// <summary>Makes this browser's last attempt with this contact the one under way again. False where it is over or too many came since.</summary>
    public bool ReturnTo(HttpContext http, string contact, bool hasWord)
    {
        var now = clock.GetUtcNow();
        var last = FlowState.Read(http, cookies);
        if (last?.Attempts.FirstOrDefault(f => f.Contact == contact && !f.IsOver(now)) is not { } found) return false;
        (found with { HasWord = hasWord }).After(last, now).Write(http, cookies);
        return true;
    }

    /// <summary>The row behind this browser's attempt, whatever state it is in.</summary>
    public async Task<SignInFlow?> FindAsync(FlowState state, CancellationToken cancel)
    {
        var id = state.RowId;
        await using var store = stores.Create();
        return await store.Flows.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, cancel);
    }

    /// <summary>The attempt of this browser, if its first factor is proved and it is still open.</summary>
    public async Task<(FlowState State, SignInFlow Flow)?> ProvenAsync(HttpContext http) =>
        Read(http) is { } state && await FindAsync(state, http.RequestAborted) is { } flow && flow.IsProven(clock.GetUtcNow()) ? (state, flow) : null;

    public async Task BeginAsync(HttpContext http, FlowState state, SignInFlow flow)
    {
        await using var store = stores.Create();
        store.Flows.Add(flow);
        await store.SaveChangesAsync(http.RequestAborted);
        state.After(FlowState.Read(http, cookies), clock.GetUtcNow()).Write(http, cookies);
    }

    /// <summary>Changes the row where it is still open and as expected; false otherwise.</summary>
    public async Task<bool> ChangeAsync(string id, Expression<Func<SignInFlow, bool>> expected, Action<UpdateSettersBuilder<SignInFlow>> set, CancellationToken cancel)
    {
        var began = clock.GetUtcNow() - SignInFlow.Lifetime;
        await using var store = stores.Create();
        return await store.Flows.Where(f => f.Id == id && f.EndedAt == null && f.StartedAt > began).Where(expected).ExecuteUpdateAsync(set, cancel) == 1;
    }

    /// <summary>Ends the attempt: of two right answers at once, one signs in.</summary>
    public Task<bool> EndAsync(string id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return ChangeAsync(id, _ => true, set => set.SetProperty(f => f.EndedAt, now), cancel);
    }
}
