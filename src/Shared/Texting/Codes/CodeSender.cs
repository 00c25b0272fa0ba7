using System.Threading.Channels;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting.Gateways;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FamilyPortal.Shared.Texting.Codes;

/// <summary>
/// Sends one-time codes in the background, so that the page that asked for one answers alike, and as fast, for a number that
/// nobody has. Whether a code goes at all is decided at the moment of sending, anew at each of three tries.
/// </summary>
public sealed partial class CodeSender : BackgroundService
{
    private const int Tries = 3;
    private const int Senders = 4;

    /// <summary>
    /// Longest random wait, in milliseconds, before anything is done about a code: what is done differs for a number that nobody has, and
    /// would hold up the next page of whoever follows at once.
    /// </summary>
    private const int LongestPause = 500;

    private readonly Channel<WaitingCode> _queue = Channel.CreateBounded<WaitingCode>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.Wait });
    private readonly StoreFactory _stores;
    private readonly ITextGateway _texts;
    private readonly IEmailGateway _emails;
    private readonly CodePageHost _page;
    private readonly TimeProvider _clock;
    private readonly ILogger<CodeSender> _log;

    internal CodeSender(IServiceProvider services)
    {
        _stores = services.GetRequiredService<StoreFactory>();
        _texts = services.GetRequiredService<ITextGateway>();
        _emails = services.GetRequiredService<IEmailGateway>();
        _page = services.GetRequiredService<CodePageHost>();
        _clock = services.GetRequiredService<TimeProvider>();
        _log = services.GetRequiredService<ILogger<CodeSender>>();
    }

    /// <summary>
    /// Asks for a code to go to this number or address, if something may go there when its turn comes. Returns at once and
    /// says nothing of what becomes of it; when a thousand codes wait, it is left out and the log says so.
    /// </summary>
    /// <param name="isAllowed">Asked here and not on the page, whose time would tell whether somebody asked for this number before.</param>
    public void Queue(ContactAddress contact, string code, Func<CancellationToken, Task<bool>> isAllowed)
    {
        if (!_queue.Writer.TryWrite(new(contact, code, isAllowed, Environment.TickCount64 + Random.Shared.Next(LongestPause)))) LogFull();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAllAsync(stoppingToken)));

    /// <summary>Codes that people are waiting for still go, as long as the host gives time.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } sending) await Task.WhenAny(sending, Task.Delay(Timeout.Infinite, cancellationToken));
        await base.StopAsync(cancellationToken);
    }

    private async Task SendAllAsync(CancellationToken stopping)
    {
        await foreach (var waiting in _queue.Reader.ReadAllAsync(stopping))
        {
            if (waiting.NotBefore - Environment.TickCount64 is > 0 and var pause) await Task.Delay((int)pause, stopping);
            await SendAsync(waiting, stopping);
        }
    }

    private async Task SendAsync(WaitingCode waiting, CancellationToken stopping)
    {
        var key = Guid.NewGuid();
        var isAllowed = false;
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            try
            {
                isAllowed = isAllowed || await waiting.IsAllowed(stopping);
                if (isAllowed && await MayGoAsync(waiting.Contact.Value, stopping)) await HandOverAsync(waiting.Contact, waiting.Code, key, stopping);
                return;
            }
            catch (TextGatewayException e) when (!e.MayWorkLater)
            {
                LogRefused(e.Message);
                return;
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                // The type alone: messages of databases and gateways may repeat a number.
                LogFailed(attempt, e.GetType().Name);
                if (attempt < Tries) await Task.Delay(TimeSpan.FromSeconds(attempt * attempt), _clock, stopping);
            }
        }
    }

    private async Task<bool> MayGoAsync(string contact, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        return SendingDecision.MayCarryCode(contact, await Addressee.WithAsync(store, contact, cancel), _clock.GetUtcNow());
    }

    private Task HandOverAsync(ContactAddress contact, string code, Guid key, CancellationToken cancel) => contact.IsEmail
        ? _emails.SendAsync(contact.Value, TextWords.CodeSubject, TextWords.CodeEmail(code), cancel)
        : _texts.SendAsync(contact.Value, TextWords.Code(code, _page), key, cancel);

    private sealed record WaitingCode(ContactAddress Contact, string Code, Func<CancellationToken, Task<bool>> IsAllowed, long NotBefore);

    [LoggerMessage(Level = LogLevel.Error, Message = "A code was left out: a thousand wait already.")]
    private partial void LogFull();

    [LoggerMessage(Level = LogLevel.Error, Message = "A code was not sent. {Reason}")]
    private partial void LogRefused(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sending a code failed at try {Attempt}: {Error}.")]
    private partial void LogFailed(int attempt, string error);
}
