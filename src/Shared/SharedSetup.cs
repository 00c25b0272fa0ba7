using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FamilyPortal.Shared;

/// <summary>Registers the domain: one call in each part.</summary>
public static class SharedSetup
{
    public static IServiceCollection AddFamilyPortal(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddStore(configuration);
        services.AddAuthorities(configuration);
        services.AddTexting();
        services.AddRecordFeed();
        services.AddSingleton(sp => new SignInDirectory(sp.GetRequiredService<StoreFactory>(), sp.GetRequiredService<TimeProvider>()));
        return services;
    }
}
