using FamilyPortal.Shared.Storage;

namespace FamilyPortal.Shared.Texting.Gateways;

/// <summary>Development only: keeps each text where the demo phone shows it. Nothing leaves the machine.</summary>
internal sealed class DemoTextGateway(StoreFactory stores, TimeProvider clock) : ITextGateway, IEmailGateway
{
    public async Task<string> SendAsync(string to, string body, Guid key, CancellationToken cancel)
    {
        await using var store = stores.Create();
        store.DemoTexts.Add(new() { To = to, Body = body, At = clock.GetUtcNow() });
        await store.SaveChangesAsync(cancel);
        return key.ToString("n");
    }

    /// <summary>The local outbox: e-mails stand in the same list, under their address.</summary>
    public Task SendAsync(string to, string subject, string body, CancellationToken cancel) =>
        SendAsync(to, $"{subject}\n\n{body}", Guid.NewGuid(), cancel);
}
