using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace FamilyPortal.Shared;

/// <summary>
/// THE decision whether the demo's conveniences exist: `Demo:Enabled`, in Development, listening on loopback only
/// (design.md, "Outside interfaces"). In anything else asking for them refuses to start.
/// </summary>
public static class DemoMode
{
    /// <summary>The secret of the machine client <see cref="ClientId"/>; in Production a program that is given it refuses to start.</summary>
    public const string ClientSecret = "demo-only-secret";

    /// <summary>The demo's machine client, for all authorities.</summary>
    public const string ClientId = "record-demo";

    private static readonly string[] LoopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

    /// <exception cref="InvalidOperationException">The demo was asked for where it must not be: outside Development, or on an address others can reach.</exception>
    public static bool IsOn(IConfiguration configuration, IHostEnvironment environment)
    {
        if (!configuration.GetValue<bool>("Demo:Enabled")) return false;
        if (!environment.IsDevelopment())
            throw new InvalidOperationException("Demo:Enabled is only for the Development environment. Remove it: the demo signs anybody in.");
        if (Addresses(configuration).FirstOrDefault(a => !IsLoopback(a)) is { } open)
            throw new InvalidOperationException($"Demo:Enabled is only for loopback addresses, and {open} can be reached by others. Listen on http://localhost.");
        return true;
    }

    /// <summary>Whether the caller sits at this machine: the second lock on every demo page.</summary>
    public static bool IsLocal(HttpContext http) => http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote);

    private static IEnumerable<string> Addresses(IConfiguration configuration)
    {
        foreach (var url in (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) yield return url;
        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
            if (endpoint["Url"] is { } url) yield return url;
        // These two listen on every address.
        if (configuration["http_ports"] is { Length: > 0 } http) yield return $"http://*:{http}";
        if (configuration["https_ports"] is { Length: > 0 } https) yield return $"https://*:{https}";
    }

    private static bool IsLoopback(string url)
    {
        try
        {
            return LoopbackHosts.Contains(BindingAddress.Parse(url).Host, StringComparer.OrdinalIgnoreCase);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
