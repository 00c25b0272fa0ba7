using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FamilyPortal.Identity.Tests.Harness;
using Microsoft.AspNetCore.WebUtilities;
using Shouldly;

namespace FamilyPortal.Identity.Tests.Attacks;

/// <summary>A client of the target that does as it is told, right or wrong; nothing follows redirects.</summary>
public sealed class Probe(AttackTarget target, string? cookie) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public string Verifier { get; } = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    public string State { get; } = "state-" + Guid.NewGuid().ToString("n");

    public string Nonce { get; } = "nonce-" + Guid.NewGuid().ToString("n");

    public string Challenge => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>A right authorization request; later values replace, null removes.</summary>
    public Dictionary<string, string?> Request(params (string Name, string? Value)[] changed) => Merge(
        [
            ("client_id", target.ClientId), ("response_type", "code"), ("scope", "openid offline_access"), ("redirect_uri", target.RedirectUri),
            ("state", State), ("nonce", Nonce), ("code_challenge", Challenge), ("code_challenge_method", "S256"),
        ], changed);

    public Task<Answer> AuthorizeAsync(params (string Name, string? Value)[] changed) =>
        GetAsync(QueryHelpers.AddQueryString(target.Endpoint("authorization").ToString(), Request(changed)));

    /// <summary>A code for the person who is signed in.</summary>
    public async Task<string> CodeAsync(params (string Name, string? Value)[] changed)
    {
        var answer = await AuthorizeAsync(changed);
        answer.Sent("code").ShouldNotBeNull($"{answer.Status} {answer.Location}");
        return answer.Sent("code")!;
    }

    public Task<Reply> ExchangeAsync(string code, params (string Name, string? Value)[] changed) => PostAsync(target.Endpoint("token"), Merge(
        [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", target.RedirectUri), ("code_verifier", Verifier),
            ("client_id", target.ClientId), ("client_secret", target.ClientSecret),
        ], changed));

    public async Task<Reply> TokensAsync()
    {
        var tokens = await ExchangeAsync(await CodeAsync());
        ((int)tokens.Status).ShouldBe(200, tokens.Json.ToJsonString());
        return tokens;
    }

    public Task<Reply> RefreshAsync(string token) => PostAsync(target.Endpoint("token"), Merge(
        [("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", target.ClientId), ("client_secret", target.ClientSecret)], []));

    public async Task<string> MachineTokenAsync() => (await PostAsync(target.Endpoint("token"), Merge(
        [("grant_type", "client_credentials"), ("scope", target.MachineScope), ("client_id", target.MachineId), ("client_secret", target.MachineSecret)], [])))["access_token"]!;

    public async Task<int> UserInfoAsync(string token) => await WithTokenAsync(target.Endpoint("userinfo"), token);

    public async Task<int> WithTokenAsync(Uri address, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        using var answer = await _http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    public async Task<Answer> GetAsync(string url, bool alone = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        if (cookie is not null && !alone) request.Headers.Add("Cookie", cookie);
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        var response = await _http.SendAsync(request);
        var location = response.Headers.Location is { IsAbsoluteUri: false } relative ? new Uri(request.RequestUri!, relative) : response.Headers.Location;
        return new(response.StatusCode, location, await response.Content.ReadAsStringAsync(), request.RequestUri!, [], response);
    }

    public Task<Reply> PostAsync(Uri address, IEnumerable<KeyValuePair<string, string?>> fields, params (string Name, string Value)[] headers) =>
        PostAsync(address, new FormUrlEncodedContent(fields.Where(f => f.Value is not null)!), headers);

    public async Task<Reply> PostAsync(Uri address, HttpContent content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new(answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : new() { ["text"] = text });
    }

    public void Dispose() => _http.Dispose();

    private static Dictionary<string, string?> Merge(IEnumerable<(string Name, string? Value)> all, IEnumerable<(string Name, string? Value)> changed)
    {
        var merged = new Dictionary<string, string?>();
        foreach (var (name, value) in all.Concat(changed)) merged[name] = value;
        foreach (var name in merged.Where(p => p.Value is null).Select(p => p.Key).ToList()) merged.Remove(name);
        return merged;
    }
}
