using System.Net.Http.Headers;
using System.Text.Json;
using FamilyPortal.Bot.Channels.DirectLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace FamilyPortal.Bot.Tests.Chat;

/// <summary>Where browsers are told to connect to is never what a request says of itself.</summary>
public sealed class StreamAddressTests
{
    private const string Kerensa = "+447700900100";
    private static readonly string[] Penhale = ["cornwall-a-sober-grown-up"];

    [Theory]
    [InlineData(null)]
    [InlineData("https://chat.example.org")]
    public async Task StreamUrl_IsTheBotsOwn_WhateverHostTheRequestNames(string? publicUrl)
    {
        await using var site = await ChatSite.StartAsync(Penhale, settings: ("Bot:PublicUrl", publicUrl));
        var talk = await site.TalkAsync(Kerensa);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v3/directline/conversations/{talk.Id}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", talk.Token);
        request.Headers.Host = "evil.example.org";
        using var answer = await site.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var stream = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("streamUrl").GetString()!;

        stream.ShouldStartWith(publicUrl is null ? $"ws://{site.Http.BaseAddress!.Authority}/v3/directline/" : "wss://chat.example.org/v3/directline/");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("chat.example.org")]
    [InlineData("http://chat.example.org")]
    public void Production_DoesNotStartWithoutTheAddress(string? publicUrl)
    {
        var thrown = Should.Throw<InvalidOperationException>(() => BotApp.Build(new WebApplicationOptions { EnvironmentName = "Production" }, builder => builder.Configuration.AddInMemoryCollection(
        [
            new("Storage:Provider", "Sqlite"), new("Storage:Connection", "Data Source=unused.db"),
            new("Portal:PublicUrl", "https://pages.example.org"), new("Bot:DirectLineSecret", ChatSite.Secret), new("Texts:Gateway", "none"),
            new("DataProtection:Certificate", Certificate()), new("Bot:PublicUrl", publicUrl),
        ])));
        thrown.Message.ShouldStartWith("Bot:PublicUrl");
    }

    private static string Certificate()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=test", key, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var path = Path.Combine(Directory.CreateTempSubdirectory("fp-bot-").FullName, "keys.pfx");
        File.WriteAllBytes(path, certificate.Export(System.Security.Cryptography.X509Certificates.X509ContentType.Pfx));
        return path;
    }
}
