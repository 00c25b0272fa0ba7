using FamilyPortal.Identity.Tests.Harness;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedIdentity))]

namespace FamilyPortal.Identity.Tests.Harness;

/// <summary>One running Identity per database for all tests that bring their own people and leave its clock alone.</summary>
public sealed class SharedIdentity : IAsyncDisposable
{
    private readonly Lazy<Task<TestIdentity>> _sqlite = new(() => TestIdentity.StartAsync("Sqlite"));
    private readonly Lazy<Task<TestIdentity>> _postgres = new(() => TestIdentity.StartAsync("Postgres"));

    public Task<TestIdentity> OnAsync(string provider) => (provider == "Sqlite" ? _sqlite : _postgres).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in (Lazy<Task<TestIdentity>>[])[_sqlite, _postgres])
            if (host.IsValueCreated) await (await host.Value).DisposeAsync();
    }
}
