using System.Globalization;
using FamilyPortal.Bot.Channels.DirectLine;
using FamilyPortal.Bot.Conversation;
using FamilyPortal.Bot.Texts;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting;

namespace FamilyPortal.Bot;

/// <summary>Everything that talks, as a program: built here, so that the local host and the tests run the same.</summary>
public static class BotApp
{
    /// <param name="options">Its application name is replaced: the Bot's own.</param>
    /// <param name="configure">Adds configuration, services and logging before anything is read.</param>
    /// <exception cref="InvalidOperationException">The configuration is wrong or unsafe: names the key and what it must be.</exception>
    public static WebApplication Build(WebApplicationOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = options.Args,
            ApplicationName = typeof(BotApp).Assembly.GetName().Name,
            ContentRootPath = options.ContentRootPath,
            EnvironmentName = options.EnvironmentName,
            WebRootPath = options.WebRootPath,
        });
        configure?.Invoke(builder);
        builder.Logging.AddQuietLogs();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 256 * 1024;
        });
        builder.Services.AddFamilyPortal(builder.Configuration).AddTextWorkers().AddTexts().AddStorePruning(builder.Configuration);
        builder.Services.AddSharedDataProtection(builder.Configuration, "FamilyPortal.Bot", builder.Environment.IsProduction());
        builder.Services.AddConversation().AddDirectLine(builder.Configuration, builder.Environment);
        builder.Services.AddHealthChecks().AddStoreCheck();
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);

        var app = builder.Build();
        // All that talks is English, whatever the server's language: the danger advice in a chat too.
        app.Use((http, next) =>
        {
            CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
            return next(http);
        });
        app.MapDirectLine();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        app.MapTexts();
        return app;
    }

    /// <summary>Brings the database up to date. Before the first request.</summary>
    public static Task InitialiseAsync(WebApplication app, CancellationToken cancel = default) => app.Services.MigrateStoreAsync(cancel);
}
