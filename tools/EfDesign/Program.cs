using FamilyPortal.Identity.Accounts;
using FamilyPortal.Identity.Storage;
using FamilyPortal.Shared.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;

// Design-time only: `eng/migrations NAME` uses these to write migrations, so that the shipped parts do not carry EF Design.
return;

internal sealed class SqliteStoreFactory : IDesignTimeDbContextFactory<SqliteStore>
{
    public SqliteStore CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteStore>().UseSqlite("Data Source=design.db").Options);
}

internal sealed class PostgresStoreFactory : IDesignTimeDbContextFactory<PostgresStore>
{
    public PostgresStore CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresStore>().UseNpgsql("Host=localhost;Database=design").Options);
}

internal sealed class SqliteIdentityStoreFactory : IDesignTimeDbContextFactory<SqliteIdentityStore>
{
    public SqliteIdentityStore CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteIdentityStore>().UseSqlite("Data Source=design.db").UseApplicationServiceProvider(Accounts).Options);

    /// <summary>ASP.NET Core Identity builds its tables for the schema version in these options.</summary>
    internal static readonly IServiceProvider Accounts = new ServiceCollection().Configure<IdentityOptions>(AccountsSetup.ConfigureStore).BuildServiceProvider();
}

internal sealed class PostgresIdentityStoreFactory : IDesignTimeDbContextFactory<PostgresIdentityStore>
{
    public PostgresIdentityStore CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresIdentityStore>().UseApplicationServiceProvider(SqliteIdentityStoreFactory.Accounts);
        PostgresIdentityStore.Use(options, "Host=localhost;Database=design");
        return new(options.Options);
    }
}
