using System.Collections.Concurrent;
using System.Diagnostics;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FamilyPortal.Load.Serving;

/// <summary>Listens for the database commands of this process, EF Core's and the prepared ones, while somebody counts; deaf, and free, otherwise.</summary>
internal sealed class CommandCounter : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ConcurrentQueue<string> _texts = [];
    private readonly List<IDisposable> _subscriptions = [];

    public IReadOnlyCollection<string> Texts => _texts;

    public void Start()
    {
        _texts.Clear();
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public void Stop()
    {
        foreach (var subscription in _subscriptions) subscription.Dispose();
        _subscriptions.Clear();
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name) _subscriptions.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuted.Name));
        if (value.Name == StorageSetup.Commands) _subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        var sql = value.Value is CommandExecutedEventData executed ? executed.Command.CommandText : value.Value as string;
        if (sql is not null) _texts.Enqueue(string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => Stop();
}
