using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Identity.Tests.Harness;

/// <summary>Keeps every line that the program logs, exceptions and scopes included.</summary>
public sealed class LogCatcher : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> _lines = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public string Text => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(LogCatcher catcher, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => catcher._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var scopes = new List<string>();
            catcher._scopes.ForEachScope((scope, list) => list.Add(scope is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : $"{scope}"), scopes);
            catcher._lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception} [{string.Join(" | ", scopes)}]");
        }
    }
}
