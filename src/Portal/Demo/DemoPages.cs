using FamilyPortal.Shared;

namespace FamilyPortal.Portal.Demo;

/// <summary>Development only, on loopback: see DemoMode. Elsewhere these addresses do not exist.</summary>
internal static class DemoPages
{
    public static void AddDemoPages(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton(new DemoSwitch(DemoMode.IsOn(builder.Configuration, builder.Environment)));
}

/// <summary>Whether the demo's pages exist in this host.</summary>
internal sealed record DemoSwitch(bool IsOn);
