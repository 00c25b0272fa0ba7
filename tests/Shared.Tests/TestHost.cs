using FamilyPortal.Shared.Tests.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace FamilyPortal.Shared.Tests;

/// <summary>A host with the domain registered as the parts register it, on a test's store and clock.</summary>
internal static class TestHost
{
    public static IHost Build(TestStore test, Action<IServiceCollection>? change = null, IEnumerable<KeyValuePair<string, string?>>? settings = null, TimeProvider? clock = null, string environment = "Development")
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(
        [
            new("Storage:Provider", test.Provider),
            new("Storage:Connection", test.Connection),
            new("Portal:PublicUrl", "https://portal.example.org"),
            .. settings ?? [],
        ]);
        builder.Services.AddSingleton(clock ?? new TestClock());
        builder.Services.AddFamilyPortal(builder.Configuration);
        change?.Invoke(builder.Services);
        return builder.Build();
    }
}
