using System.Collections.Concurrent;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace FamilyPortal.Bot.Tests.Chat;

/// <summary>Logs hold no words and nobody's key, token or name.</summary>
public sealed class ChatLogTests
{
    private const string Kerensa = "+447700900100";
    private static readonly string[] Penhale = ["cornwall-a-sober-grown-up"];

    [Fact]
    public async Task Logs_OfAChatWithDangerFaultsAndAStream_TellNothing()
    {
        var lines = new Lines();
        await using var site = await ChatSite.StartAsync(Penhale, logs: lines);
        var talk = await site.TalkAsync(Kerensa);
        await talk.SaysAsync("he is hitting me with a turnip");
        await talk.SaysAsync("Ask my worker");
        await talk.SaysAsync("Can turnips be kept at home please?");
        await talk.SaysAsync("yes");
        await talk.PostAsync(new { type = 7 });
        await site.SendAsync(HttpMethod.Get, $"conversations/{talk.Id}/activities", talk.Token + "x");
        await site.SendAsync(HttpMethod.Get, $"conversations/{talk.Id}/stream?t={talk.Token}", null);
        await site.SendAsync(HttpMethod.Post, "tokens/generate", ChatSite.Secret, JsonContent.Create(new { user = new { id = "dl_turnip" } }));

        lines.All.ShouldNotBeEmpty("the log was listened to");
        foreach (var secret in (string[])["turnip", "Kerensa", "Penhale", Kerensa, talk.Token, talk.Id, (await site.ClaimAsync(Kerensa)).ToString("N"), ChatSite.Secret])
            lines.All.ShouldAllBe(line => !line.Contains(secret, StringComparison.OrdinalIgnoreCase), secret);
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
