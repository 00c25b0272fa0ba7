using FamilyPortal.Identity.Passkeys;
using FamilyPortal.Identity.Storage;
using Microsoft.AspNetCore.Identity;

namespace FamilyPortal.Identity.Accounts;

/// <summary>ASP.NET Core Identity for <see cref="Account"/>: its user manager, its tables, its slow hash, its passkeys.</summary>
internal static class AccountsSetup
{
    public static IServiceCollection AddAccounts(this IServiceCollection services, Uri issuer)
    {
        services.AddIdentityCore<Account>().AddEntityFrameworkStores<IdentityStore>();
        services.Configure<IdentityOptions>(ConfigureStore);
        services.AddSingleton<IPasswordHasher<Account>, PinHasher>();
        services.AddSingleton<AccountDirectory>();
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            options.ServerDomain = issuer.Host;
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            var origin = issuer.GetLeftPart(UriPartial.Authority);
            options.ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && asked.TopOrigin is null && asked.Origin == origin);
        });
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddSingleton<PasskeyChallenges>().AddSingleton<PasskeyDesk>();
        return services;
    }

    /// <summary>Without version 3 there is no table for passkeys. The tool that writes migrations needs the same.</summary>
    public static void ConfigureStore(IdentityOptions options) => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
}
