using FamilyPortal.Identity.Storage;
using Microsoft.AspNetCore.Identity;

namespace FamilyPortal.Identity.Accounts;

/// <summary>ASP.NET Core Identity for <see cref="Account"/>: its user manager, its tables, its slow hash.</summary>
internal static class AccountsSetup
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<Account>().AddEntityFrameworkStores<IdentityStore>();
        services.Configure<IdentityOptions>(ConfigureStore);
        services.AddSingleton<IPasswordHasher<Account>, PinHasher>();
        services.AddSingleton<AccountDirectory>();
        return services;
    }

    /// <summary>Without version 3 there is no table for passkeys. The tool that writes migrations needs the same.</summary>
    public static void ConfigureStore(IdentityOptions options) => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
}
