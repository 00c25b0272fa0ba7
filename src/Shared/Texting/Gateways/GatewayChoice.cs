using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FamilyPortal.Shared.Texting.Gateways;

/// <summary>Chooses the gateways by `Texts:Gateway` and `Email:Gateway`; in Development the demo's, unless another is named.</summary>
internal static class GatewayChoice
{
    public static ITextGateway Texts(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        return Name(services) switch
        {
            "demo" => services.GetRequiredService<DemoTextGateway>(),
            "none" => new NoTextGateway(),
            "acs" => Acs(configuration.GetSection("Texts:Acs"), services.GetRequiredService<TimeProvider>()),
            "notify" => Notify(configuration.GetSection("Texts:Notify"), services),
            _ => throw new InvalidOperationException("Texts:Gateway must be acs, notify or none (in Development also demo)."),
        };
    }

    /// <summary>Without a choice: the local outbox beside the demo phone, and no e-mail anywhere else.</summary>
    public static IEmailGateway Emails(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var name = configuration["Email:Gateway"];
        if (string.IsNullOrEmpty(name)) name = Name(services) == "demo" ? "demo" : "none";
        return name switch
        {
            "demo" when services.GetRequiredService<IHostEnvironment>().IsDevelopment() => services.GetRequiredService<DemoTextGateway>(),
            "none" => new NoEmailGateway(),
            "smtp" => new SmtpEmailGateway(MailSettings.Read(configuration.GetSection("Email:Smtp")), services.GetRequiredService<TimeProvider>()),
            _ => throw new InvalidOperationException("Email:Gateway must be smtp or none (in Development also demo)."),
        };
    }

    /// <summary>Whether texts stay on this machine and the demo phone shows them.</summary>
    public static bool IsDemo(IServiceProvider services) =>
        DemoMode.IsOn(services.GetRequiredService<IConfiguration>(), services.GetRequiredService<IHostEnvironment>()) && Name(services) == "demo";

    private static AcsTextGateway Acs(IConfiguration settings, TimeProvider clock)
    {
        var from = settings["From"];
        if (string.IsNullOrEmpty(from)) throw new InvalidOperationException("Texts:Acs:From is empty. Set it to the number (+44...) or name that texts come from.");
        return new(AcsConnection.Parse(settings["ConnectionString"]), from, clock);
    }

    private static NotifyTextGateway Notify(IConfiguration settings, IServiceProvider services)
    {
        if (!Guid.TryParse(settings["TemplateId"], out var template))
            throw new InvalidOperationException("Texts:Notify:TemplateId must be the id of a text message template whose only words are ((body)).");
        var url = settings["Url"] ?? "https://api.notifications.service.gov.uk/";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var service) || (service.Scheme != "https" && !service.IsLoopback))
            throw new InvalidOperationException("Texts:Notify:Url must be an https address.");
        return new(services.GetRequiredService<IHttpClientFactory>(), service, new NotifyKey(settings["ApiKey"]), template, services.GetRequiredService<TimeProvider>());
    }

    private static string Name(IServiceProvider services)
    {
        var development = services.GetRequiredService<IHostEnvironment>().IsDevelopment();
        var name = services.GetRequiredService<IConfiguration>()["Texts:Gateway"];
        if (string.IsNullOrEmpty(name)) return development ? "demo" : "";
        if (name == "demo" && !development)
            throw new InvalidOperationException("Texts:Gateway is demo, which is for Development only: codes would lie readable in a list. Choose acs, notify or none.");
        return name;
    }
}
