using FamilyPortal.Shared.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FamilyPortal.Identity.Storage;

/// <summary>Makes short-lived contexts of the configured provider.</summary>
internal sealed class IdentityStoreFactory(Func<IdentityStore> create)
{
    public IdentityStore Create() => create();
}

/// <summary>Registers Identity's store and its Data Protection keys. Section `IdentityStorage` (Provider, Connection).</summary>
internal static class IdentityStorageSetup
{
    public static IServiceCollection AddIdentityStore(this IServiceCollection services, IConfiguration configuration, bool isProduction)
    {
        var options = configuration.GetSection("IdentityStorage").Get<StorageOptions>() ?? new();
        if (options.Connection.Length == 0)
            throw new InvalidOperationException("IdentityStorage:Connection is empty. Set it to a connection string of the provider in IdentityStorage:Provider (Sqlite or Postgres).");
        switch (options.Provider)
        {
            case "Sqlite":
                services.AddPooledDbContextFactory<SqliteIdentityStore>(o => WithoutNoise(o)
                    .UseSqlite(StorageSetup.SqliteConnectionString(options.Connection)).AddInterceptors(new SqlitePragmas()));
                Register<SqliteIdentityStore>(services, configuration, isProduction);
                break;
            case "Postgres":
                services.AddPooledDbContextFactory<PostgresIdentityStore>(o => PostgresIdentityStore.Use(WithoutNoise(o), StorageSetup.PostgresConnectionString(options.Connection)));
                Register<PostgresIdentityStore>(services, configuration, isProduction);
                break;
            default:
                throw new InvalidOperationException("IdentityStorage:Provider must be Sqlite or Postgres.");
        }
        return services;
    }

    /// <summary>
    /// The base class maps what ASP.NET Core Identity may keep of a person, and <see cref="IdentityStore"/> takes out what we must not
    /// know. That it was mapped first is all that these two say, at every start.
    /// </summary>
    private static DbContextOptionsBuilder WithoutNoise(DbContextOptionsBuilder options) =>
        options.ConfigureWarnings(w => w.Ignore(CoreEventId.MappedEntityTypeIgnoredWarning, CoreEventId.MappedPropertyIgnoredWarning));

    private static void Register<TStore>(IServiceCollection services, IConfiguration configuration, bool isProduction)
        where TStore : IdentityStore, Microsoft.AspNetCore.DataProtection.EntityFrameworkCore.IDataProtectionKeyContext
    {
        services.AddSingleton<IdentityStoreFactory>(sp => new(sp.GetRequiredService<IDbContextFactory<TStore>>().CreateDbContext));
        services.AddScoped<TStore>(sp => sp.GetRequiredService<IDbContextFactory<TStore>>().CreateDbContext());
        services.AddScoped<IdentityStore>(sp => sp.GetRequiredService<TStore>());
        StorageSetup.ProtectKeys(
            services.AddDataProtection().SetApplicationName("FamilyPortal.Identity").PersistKeysToDbContext<TStore>(),
            configuration,
            isProduction);
    }
}
