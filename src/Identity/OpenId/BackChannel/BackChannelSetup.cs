namespace FamilyPortal.Identity.OpenId.BackChannel;

/// <summary>Registers back-channel logout.</summary>
internal static class BackChannelSetup
{
    /// <summary>Clients that take longer are asked again.</summary>
    private static readonly TimeSpan ClientsMayTake = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddBackChannelLogout(this IServiceCollection services, Uri issuer)
    {
        services.AddHttpClient(nameof(LogoutSender), client => client.Timeout = ClientsMayTake)
            // A logout token goes where the configuration says, and nowhere else.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            .RemoveAllLoggers();
        services.AddSingleton<LogoutOutbox>();
        services.AddHostedService(sp => ActivatorUtilities.CreateInstance<LogoutSender>(sp, issuer));
        return services;
    }
}
