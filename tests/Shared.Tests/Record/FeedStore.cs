using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Record.Delivery;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyPortal.Shared.Tests.Record;

/// <summary>A store of its own for one test, on either database, with what answers leave in it.</summary>
internal sealed class FeedStore : IAsyncDisposable
{
    private readonly TestStore _store;

    private FeedStore(TestStore store) => _store = store;

    public ManualClock Clock { get; } = new();
    public StoreFactory Stores => _store.Factory;
    public FeedSequencer Sequencer => new(Stores);
    public RecordFeed Feed => new(Stores, Sequencer);

    public static async Task<FeedStore> CreateAsync(string provider) => new(await TestStore.CreateAsync(provider));

    public async Task<Guid> FamilyAsync(string authority = "cornwall", string? recordRef = null)
    {
        await using var store = Stores.Create();
        var family = new Family { Id = Guid.CreateVersion7(), AuthorityId = authority, RecordRef = recordRef ?? $"R-{Guid.NewGuid():N}", CreatedAt = Clock.GetUtcNow() };
        store.Families.Add(family);
        await store.SaveChangesAsync();
        return family.Id;
    }

    /// <summary>What an answer does in its transaction: takes the family's next number and writes the entry. Returns the event's id.</summary>
    public async Task<Guid> WriteAsync(Guid familyId, DateTimeOffset? at = null, Func<Task>? beforeCommit = null, string data = """{"score":6}""")
    {
        await using var store = Stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync();
        await store.Families.Where(f => f.Id == familyId).ExecuteUpdateAsync(set => set.SetProperty(f => f.NextEntryNumber, f => f.NextEntryNumber + 1));
        var family = await store.Families.AsNoTracking().SingleAsync(f => f.Id == familyId);
        var entry = new RecordEntry
        {
            FamilyId = familyId,
            Number = family.NextEntryNumber - 1,
            EventId = Guid.NewGuid(),
            AuthorityId = family.AuthorityId,
            Type = "uk.familyportal.answer.score.v1",
            At = at ?? Clock.GetUtcNow(),
            Data = data,
        };
        store.RecordEntries.Add(entry);
        await store.SaveChangesAsync();
        if (beforeCommit is not null) await beforeCommit();
        await transaction.CommitAsync();
        return entry.EventId;
    }

    public async Task<FeedCursor> CursorAsync(Guid familyId, string connector)
    {
        await using var store = Stores.Create();
        return await store.FeedCursors.AsNoTracking().SingleAsync(c => c.FamilyId == familyId && c.Connector == connector);
    }

    /// <summary>One running copy's feed, with connectors of its own making: `("name", "Kind", "Webhook")` and so on.</summary>
    public FeedCopy Copy(params (string Connector, string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([
            new("Storage:Provider", _store.Provider),
            new("Storage:Connection", _store.Connection),
            .. settings.Select(s => new KeyValuePair<string, string?>($"Record:Connectors:{s.Connector}:{s.Key}", s.Value))]).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock);
        services.AddStore(configuration).AddRecordFeed().AddRecordDelivery(configuration);
        return new(services.BuildServiceProvider());
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}

/// <summary>One copy of the part that hosts the feed.</summary>
internal sealed class FeedCopy(ServiceProvider services) : IAsyncDisposable
{
    public FeedPump Pump => services.GetRequiredService<FeedPump>();
    public FeedSignal Signal => services.GetRequiredService<FeedSignal>();

    public ValueTask DisposeAsync() => services.DisposeAsync();
}

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class ManualClock : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero).UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
