using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting.Codes;
using FamilyPortal.Shared.Texting.Gateways;
using FamilyPortal.Shared.Texting.Inbound;
using FamilyPortal.Shared.Texting.Sending;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Shared.Texting;

/// <summary>Registers what sends codes and texts.</summary>
internal static partial class TextingSetup
{
    public static IServiceCollection AddTexting(this IServiceCollection services)
    {
        services.AddSingleton(sp => PortalAddress.Read(sp.GetRequiredService<IConfiguration>(), sp.GetRequiredService<IHostEnvironment>().IsProduction()));
        services.AddSingleton(sp => CodePageHost.Read(sp.GetRequiredService<IConfiguration>(), sp.GetRequiredService<PortalAddress>()));
        services.AddSingleton<DemoTextGateway>(sp => new(sp.GetRequiredService<StoreFactory>(), sp.GetRequiredService<TimeProvider>()));
        services.AddHttpClient(NotifyTextGateway.Client, client => client.Timeout = TimeSpan.FromSeconds(15))
            // Its loggers write addresses of requests, references included, at a level that is on by default.
            .RemoveAllLoggers();
        services.AddSingleton(GatewayChoice.Texts);
        services.AddSingleton(GatewayChoice.Emails);
        services.AddSingleton(sp => GatewayChoice.IsDemo(sp)
            ? new DemoPhone(sp.GetRequiredService<StoreFactory>(), sp.GetRequiredService<InboundTexts>())
            : throw new InvalidOperationException("The demo phone is for Development with Texts:Gateway demo: ask DemoPhone.IsHere first."));
        services.AddSingleton(sp => new InboundTexts(
            sp.GetRequiredService<StoreFactory>(), sp.GetRequiredService<DangerChecks>(), sp.GetRequiredService<FamilyAnswers>(), sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Leases>();
        services.AddSingleton<NudgeReasons>();
        services.AddSingleton<InvitationMessages>();
        services.AddSingleton(sp => new CodeSender(sp));
        services.AddHostedService(sp => sp.GetRequiredService<CodeSender>());
        services.AddHostedService<StartCheck>();
        return services;
    }

    /// <summary>Says at start what will keep texts from arriving, or make them say too much.</summary>
    private sealed partial class StartCheck(
        PortalAddress portal, CodePageHost codes, IConfiguration configuration, AuthorityPacks packs, IEmailGateway emails, ITextGateway texts, ILogger<StartCheck> log) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            Lint("The host in Portal:PublicUrl", portal.Host);
            if (codes.Host != portal.Host) Lint("Identity's host, with which code texts end,", codes.Host);
            if (emails is SmtpEmailGateway) Lint("The address in Email:Smtp:From", configuration["Email:Smtp:From"]!);
            if (emails is NoEmailGateway) LogNoEmail();
            if (texts is NoTextGateway) LogNoTexts();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        private void Lint(string what, string address)
        {
            var telling = NeutralWords.TellingIn(address, packs.All.Select(p => p.Name));
            if (telling.Count > 0) LogTelling(what, string.Join(", ", telling));
        }

        [LoggerMessage(Level = LogLevel.Warning, Message = "{What} is not neutral: it contains {Words}. It shows on locked phones. Choose one that says nothing.")]
        private partial void LogTelling(string what, string words);

        [LoggerMessage(Level = LogLevel.Warning, Message = "No mail server is configured (Email:Gateway): people who sign in with an e-mail address get no code.")]
        private partial void LogNoEmail();

        [LoggerMessage(Level = LogLevel.Warning, Message = "Texts:Gateway is none: people who sign in with a number get no code, and no text goes out.")]
        private partial void LogNoTexts();
    }
}
