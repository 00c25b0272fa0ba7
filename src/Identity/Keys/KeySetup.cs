using Microsoft.Extensions.Options;
using OpenIddict.Server;

namespace FamilyPortal.Identity.Keys;

/// <summary>Registers the keys, and gives them to OpenIddict.</summary>
internal static class KeySetup
{
    /// <exception cref="InvalidOperationException">A setting of `Keys:*` does not fit.</exception>
    public static IServiceCollection AddKeys(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(KeyOptions.From(configuration)).AddSingleton<KeyRows>().AddSingleton<KeyRing>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(sp => sp.GetRequiredService<KeyRing>());
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(sp => sp.GetRequiredService<KeyRing>());
        services.AddHostedService<KeyRotation>();
        return services;
    }
}
