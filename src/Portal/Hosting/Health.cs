using FamilyPortal.Shared.Families;

namespace FamilyPortal.Portal.Hosting;

/// <summary>`/health/live`: the process answers. `/health/ready`: it reaches its database.</summary>
internal static partial class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("live")).AllowAnonymous().WithMetadata(new SignIn.NoSessionAttribute());
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous().WithMetadata(new SignIn.NoSessionAttribute());
    }

    private static async Task<IResult> ReadyAsync(PortalSessions sessions, ILogger<PortalSettings> log, CancellationToken cancel)
    {
        try
        {
            // A session that nobody has: one read of the database, as every page makes.
            await sessions.ResolveAsync("", cancel);
            return Results.Text("ready");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotReady(log, e);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Not ready: the database cannot be reached.")]
    private static partial void LogNotReady(ILogger log, Exception e);
}
