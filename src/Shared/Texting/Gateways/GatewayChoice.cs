using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FamilyPortal.Shared.Texting.Gateways;

/// <summary>Chooses the gateways by `Texts:Gateway`; in Development the demo's, unless another is named.</summary>
internal static class GatewayChoice
{
    public static ITextGateway Texts(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        return Name(services) switch
        {
            "demo" => services.GetRequiredService<DemoTextGateway>(),
            "none" => new NoTextGateway(),
            _ => throw new InvalidOperationException("Texts:Gateway must be acs, notify or none (in Development also demo)."),
        };
    }

    public static IEmailGateway Emails(IServiceProvider services) =>
        Name(services) == "demo" ? services.GetRequiredService<DemoTextGateway>() : new NoEmailGateway();

    /// <summary>Whether texts stay on this machine and are shown by the demo phone.</summary>
    public static bool IsDemo(IServiceProvider services) => Name(services) == "demo";

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
