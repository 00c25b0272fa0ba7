using System.Collections.Concurrent;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Tests.Families;
using FamilyPortal.Shared.Tests.Storage;
using FamilyPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Responses;

/// <summary>What comes again, what comes too often, and what no database would take.</summary>
public sealed class SentAgainTests
{
    private const string Family = "EH-2026-03319";
    private const string Danger = "He is hitting me right now";

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task AMindChangedAndChangedBack_EndsWithWhatWasSentLast(string provider)
    {
        var (test, kelly) = await StartAsync(provider);
        await using var _ = test;
        List<bool> stored = [];
        foreach (var words in (string[])["A", "A", "B", "B", "A", "A"])
        {
            stored.Add((await AskAsync(test, kelly, words)).Stored);
            test.Clock.Now += TimeSpan.FromSeconds(1);
        }

        stored.ShouldBe([true, false, true, false, true, false]);
        (await test.Answers.ReadAsync(kelly)).Select(a => a.Words).ShouldBe(["A", "B", "A"]);
        (await test.Store.ReadAsync(s => s.RecordEntries.OrderBy(e => e.Number).Select(e => e.Data).ToListAsync())).Select(d => d.Contains("\"A\"", StringComparison.Ordinal)).ShouldBe([true, false, true]);
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task OneKeyWithManyContentsAtOnce_StoresEachOnce_AndLogsNothing(string provider)
    {
        var (test, kelly) = await StartAsync(provider);
        await using var _ = test;
        var log = new Lines();
        using var host = TestHost.Build(test.Store, services => services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Warning)), clock: test.Clock);
        var answers = host.Services.GetRequiredService<FamilyAnswers>();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 24).Select(n => Task.Run(() => answers.AskWorkerAsync(kelly, new() { FormKey = "k", Words = $"Question {n % 2}" }))));

        outcomes.ShouldAllBe(o => o.IsOk);
        var stored = await test.Answers.ReadAsync(kelly);
        stored.Count.ShouldBe(outcomes.Count(o => o.Stored));
        stored.Count.ShouldBeGreaterThanOrEqualTo(2);
        (await test.Store.ReadAsync(s => s.RecordEntries.CountAsync())).ShouldBe(stored.Count);
        log.All.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task WhatNoDatabaseTakes_IsStoredWithAMarkWhereItStood(string provider)
    {
        var (test, kelly) = await StartAsync(provider);
        await using var _ = test;
        foreach (var key in (string[])["k\0\ud800", new('k', 5000)])
        {
            (await test.Answers.AskWorkerAsync(kelly, new() { FormKey = key, Words = "one\0two\ud83dthree\uFFFEfour" })).Stored.ShouldBeTrue();
            (await test.Answers.AskWorkerAsync(kelly, new() { FormKey = key, Words = "one\0two\ud83dthree\uFFFEfour" })).Stored.ShouldBeFalse();
        }
        (await test.Answers.ReadAsync(kelly)).ShouldAllBe(a => a.Words == "one\uFFFDtwo\uFFFDthree\uFFFDfour");
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task MoreThanAnybodyGives_IsNotStored_ButWhatIsStoredAlreadyAndDangerAre(string provider)
    {
        var (test, kelly) = await StartAsync(provider);
        await using var _ = test;
        for (var n = 0; n < AnswerWriter.MostInAnHour; n++) (await AskAsync(test, kelly, $"Question {n}")).Stored.ShouldBeTrue();

        var outcome = await AskAsync(test, kelly, "One more");
        (outcome.Fault, outcome.Stored).ShouldBe((AnswerFault.TooMany, false));
        (await AskAsync(test, kelly, $"Question {AnswerWriter.MostInAnHour - 1}")).Fault.ShouldBe(AnswerFault.None);
        (await AskAsync(test, kelly, Danger)).Stored.ShouldBeTrue();
        (await test.Store.ReadAsync(s => s.Alerts.CountAsync())).ShouldBe(1);
        (await test.Answers.AskWorkerAsync((await test.ViewerAsync(Family, "amber"))!, new() { FormKey = "k", Words = "Another person" })).Stored.ShouldBeTrue();

        test.Clock.Now += TimeSpan.FromHours(1);
        (await AskAsync(test, kelly, "One more")).Stored.ShouldBeTrue();
    }

    [Fact]
    public async Task DangerInALongText_IsKeptAsThePartThatSaysIt_AndOnce()
    {
        var (test, kelly) = await StartAsync("Sqlite");
        await using var _ = test;
        var filler = string.Concat(Enumerable.Repeat("The week went well. ", 20_000));
        for (var n = 0; n < 2; n++)
        {
            var outcome = await AskAsync(test, kelly, $"{filler}{Danger}.");
            (outcome.Fault, outcome.Danger.IsDanger).ShouldBe((AnswerFault.TooLong, true));
        }

        var kept = await test.Store.ReadAsync(s => s.Answers.SingleAsync());
        (kept.Kind, kept.Words!.Length <= AnswerLimits.Words, kept.Words.Contains(Danger, StringComparison.Ordinal)).ShouldBe((AnswerKind.Unfinished, true, true));
        (await test.Store.ReadAsync(s => s.RecordEntries.SingleAsync())).Data.Length.ShouldBeLessThan(3 * AnswerLimits.Words);
        (await AskAsync(test, kelly, filler)).Stored.ShouldBeFalse();
    }

    private static Task<AnswerOutcome> AskAsync(TestFamily test, FamilyViewer viewer, string words) => test.Answers.AskWorkerAsync(viewer, new() { FormKey = "k", Words = words });

    private static async Task<(TestFamily Test, FamilyViewer Kelly)> StartAsync(string provider)
    {
        var test = await TestFamily.CreateAsync(provider);
        (await test.PutAsync(SamplePlans.Load("knowsley-hard-evenings"))).Code.ShouldBeNull();
        return (test, (await test.ViewerAsync(Family, "kelly"))!);
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning) All.Enqueue(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
