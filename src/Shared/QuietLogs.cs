using Microsoft.Extensions.Logging;

namespace FamilyPortal.Shared;

/// <summary>What the frameworks may log: at Information they write query strings, paths and SQL, which hold codes, handles and ids.</summary>
public static class QuietLogs
{
    private static readonly string[] Talkative = ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.Hosting", "Microsoft.IdentityModel", "OpenIddict", "System.Net.Http", "Polly"];

    /// <summary>Lets only warnings and errors of the frameworks through. Every part calls it.</summary>
    public static ILoggingBuilder AddQuietLogs(this ILoggingBuilder logging)
    {
        foreach (var category in Talkative) logging.AddFilter(category, LogLevel.Warning);
        // Writes the SQL of a command that fails. The failure itself is logged by whoever meets it.
        logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        // Opens a scope with the path around every request, whatever its level: a formatter that writes scopes would log it.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        return logging;
    }
}
