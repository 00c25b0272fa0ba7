using System.Collections;
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Bot.Tests;

/// <summary>Keeps what is logged, exceptions included.</summary>
internal sealed class LogLines : ILoggerProvider, IEnumerable<string>
{
    private readonly ConcurrentQueue<string> _lines = [];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    public IEnumerator<string> GetEnumerator() => _lines.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Logger(LogLines to, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            to._lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception}");
    }
}
