namespace FamilyPortal.Bot.Channels.DirectLine;

/// <summary>Registers and maps the web chat's channel.</summary>
internal static class DirectLineSetup
{
    private const string FromPortal = "portal";

    public static IServiceCollection AddDirectLine(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var settings = DirectLineSettings.Read(configuration, environment);
        services.AddCors(cors => cors.AddPolicy(FromPortal, policy => policy
            .WithOrigins(settings.PortalOrigin).WithMethods("GET", "POST").WithHeaders("authorization", "content-type", "x-ms-bot-agent", "x-requested-with")));
        return services.AddSingleton(settings)
            .AddSingleton<DirectLineTokens>().AddSingleton<DirectLineAccess>()
            .AddSingleton<ConversationBells>().AddSingleton<DirectLineChannel>().AddSingleton<DirectLineStream>();
    }

    public static void MapDirectLine(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<DirectLineSettings>();
        app.UseCors();
        // Browsers send no CORS question before a WebSocket: its origin is checked here.
        app.UseWebSockets(new() { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(15), AllowedOrigins = { settings.PortalOrigin } });
        var group = app.MapGroup("/v3/directline").RequireCors(FromPortal).AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return await next(context);
        });
        DirectLineEndpoints.Map(group);
    }
}
