using System.Net.Http.Headers;
using System.Text.Json;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting;
using FamilyPortal.Shared.Texting.Gateways;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Shared.Danger;

/// <summary>
/// Tells each authority's duty channel that alerts are open, without a name, a family or a word of theirs, again and again
/// until all are acknowledged. One timetable per authority: a new alert is told at once and begins it anew. One copy at a time per authority; an authority whose channel is down holds up no other.
/// </summary>
internal sealed partial class DutyNotifier(
    StoreFactory stores, Leases leases, DutyChannels channels, AuthorityPacks packs, PortalAddress portal, ITextGateway texts, IHttpClientFactory http, TimeProvider clock, ILogger<DutyNotifier> log)
    : PeriodicWorker(TimeSpan.FromSeconds(5), clock, log)
{
    /// <summary>Name of the HTTP client with the retries and time-outs of this channel.</summary>
    public const string Client = "duty";

    /// <summary>Longer than every try of one notice together.</summary>
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(2);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var authority in channels.Without) LogNoChannel(authority);
        return base.StartAsync(cancellationToken);
    }

    public override async Task RunOnceAsync(CancellationToken cancel = default)
    {
        await using var store = stores.Create();
        var now = Clock.GetUtcNow();
        var due = await store.Alerts.Where(a => a.AcknowledgedAt == null && a.NextNoticeAt <= now).Select(a => a.AuthorityId).Distinct().ToListAsync(cancel);
        await Task.WhenAll(due.Select(authority => NoticeAsync(authority, cancel)));
    }

    private async Task NoticeAsync(string authority, CancellationToken cancel)
    {
        if (!await leases.TakeAsync($"duty:{authority}", LeaseLength, cancel)) return;
        await using var store = stores.Create();
        var now = Clock.GetUtcNow();
        var open = await store.Alerts.Where(a => a.AuthorityId == authority && a.AcknowledgedAt == null).ToListAsync(cancel);
        if (!open.Exists(a => a.NextNoticeAt <= now)) return;

        var rests = packs.Find(authority)?.Duty.NoticeMinutes ?? [15];
        if (channels.For(authority) is not { } channel) LogNoChannel(authority);
        else if (!await SendAsync(authority, channel, open.Count, cancel)) return;

        // One timetable for all that are open, as pressing as the newest: each notice tells of every one of them.
        var next = now.AddMinutes(rests[Math.Min(open.Min(a => a.Notices), rests.Count - 1)]);
        foreach (var alert in open)
        {
            // Only the notice's own columns: an acknowledgement of this very moment must not be undone.
            await store.Alerts.Where(a => a.FamilyId == alert.FamilyId && a.Id == alert.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.Notices, a => a.Notices + 1).SetProperty(a => a.NextNoticeAt, next), cancel);
        }
    }

    /// <summary>Whether at least one way took the notice. If none did, the next round tries again.</summary>
    private async Task<bool> SendAsync(string authority, DutyChannel channel, int open, CancellationToken cancel)
    {
        var told = await Task.WhenAll(
            TellAsync("webhook", authority, channel.Webhook is null ? null : () => PostAsync(authority, channel, open, cancel), cancel),
            TellAsync("phone", authority, channel.Phone is null ? null : () => texts.SendAsync(channel.Phone, TextWords.DutyNotice(open, portal), Guid.NewGuid(), cancel), cancel));
        return told.Any(t => t);
    }

    private async Task<bool> TellAsync(string way, string authority, Func<Task>? tell, CancellationToken cancel)
    {
        if (tell is null) return false;
        try
        {
            await tell();
            return true;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogFailed(way, authority, e is TextGatewayException ? e.Message : e.GetType().Name);
            return false;
        }
    }

    private async Task PostAsync(string authority, DutyChannel channel, int open, CancellationToken cancel)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { type = "duty-notice", authority, open, link = portal.Link("staff/alerts") });
        using var request = new HttpRequestMessage(HttpMethod.Post, channel.Webhook) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        channel.Signer!.Sign(request, $"duty_{Guid.NewGuid():n}", Clock.GetUtcNow(), body);
        using var response = await http.CreateClient(Client).SendAsync(request, cancel);
        response.EnsureSuccessStatusCode();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Authority} has no duty channel: nobody is told of open alerts. Set Duty:{Authority} or Duty:Default.")]
    private partial void LogNoChannel(string authority);

    [LoggerMessage(Level = LogLevel.Error, Message = "A duty notice by {Way} for {Authority} was not taken: {Reason}. It is tried again.")]
    private partial void LogFailed(string way, string authority, string reason);
}
