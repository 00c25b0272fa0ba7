using System.Linq.Expressions;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Identity.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace FamilyPortal.Identity.SignIn;

/// <summary>The attempts to sign in: the browser's half and the row that belongs to it. Every step is one statement on a row that is still open.</summary>
internal sealed class Flows(IdentityStoreFactory stores, IdentityCookies cookies, TimeProvider clock)
{
    public FlowState? Read(HttpContext http) => FlowState.Read(http, cookies, clock.GetUtcNow());

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
        state.Write(http, cookies);
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
