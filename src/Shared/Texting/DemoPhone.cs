using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting.Gateways;
using FamilyPortal.Shared.Texting.Inbound;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Texting;

/// <summary>A text as a phone would show it.</summary>
public sealed record DemoMessage(string To, string Body, DateTimeOffset At);

/// <summary>Development only: what each phone (or mailbox) of the demo got. Only where <see cref="IsHere"/>.</summary>
public sealed class DemoPhone
{
    private readonly StoreFactory _stores;
    private readonly InboundTexts _inbound;

    internal DemoPhone(StoreFactory stores, InboundTexts inbound) => (_stores, _inbound) = (stores, inbound);

    /// <summary>Whether this host has the demo phone. Where it has not, its pages must not exist either.</summary>
    public static bool IsHere(IServiceProvider services) => GatewayChoice.IsDemo(services);

    /// <summary>Newest first, at most 100.</summary>
    /// <param name="to">E.164 number or e-mail address; null for all phones.</param>
    public async Task<IReadOnlyList<DemoMessage>> ListAsync(string? to, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await store.DemoTexts.AsNoTracking().Where(t => to == null || t.To == to).OrderByDescending(t => t.Id).Take(100)
            .Select(t => new DemoMessage(t.To, t.Body, t.At)).ToListAsync(cancel);
    }

    /// <summary>Sends a text from this phone to us, as a gateway would bring it.</summary>
    public Task ReplyAsync(string from, string body, CancellationToken cancel = default) =>
        _inbound.ReceiveAsync($"demo:{Guid.NewGuid():n}", from, body, cancel);
}
