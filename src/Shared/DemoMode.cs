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

    /// <summary>
    /// Whether the caller sits at this machine, and no other site has a hand in it: the second lock on every demo page. A name that
    /// was made to mean this machine (DNS rebinding) is not one of its own names, and a browser says which site a request comes from.
    /// </summary>
    public static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote) && IsLoopbackHost(http.Request.Host.Host) && !IsFromAnotherSite(http.Request);

    /// <summary>
    /// <see cref="IsLocal"/>, and no browser at all: for what takes a post without a key and without an antiforgery token. Gateways and
    /// command lines do not say where they come from.
    /// </summary>
    public static bool IsLocalMachine(HttpContext http) =>
        IsLocal(http) && http.Request.Headers is { Origin.Count: 0 } headers && !headers.ContainsKey("Sec-Fetch-Site");

    /// <summary>An `Origin` of `null` says nothing: our own pages send it, since they send no referrer.</summary>
    private static bool IsFromAnotherSite(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] == "cross-site"
        || (request.Headers.Origin.ToString() is { Length: > 0 } origin and not "null" && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && IsLoopbackHost(from.Host)));

    private static bool IsLoopbackHost(string host) => LoopbackHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

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
            return IsLoopbackHost(BindingAddress.Parse(url).Host);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
