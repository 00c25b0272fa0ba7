using FamilyPortal.Identity.Keys;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace FamilyPortal.Identity.OpenId.BackChannel;

/// <summary>Sends the notices of the outbox as logout tokens (OpenID Connect Back-Channel Logout 1.0, 2.4 and 2.5).</summary>
internal sealed partial class LogoutSender(
    LogoutOutbox outbox, Clients clients, KeyRing keys, IHttpClientFactory http, Uri issuer, TimeProvider clock, ILogger<LogoutSender> log) : BackgroundService
{
    public const string TokenType = "logout+jwt";
    public const string Event = "http://schemas.openid.net/event/backchannel-logout";

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(2);
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Rest, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await outbox.CollectAsync(stoppingToken);
                await Task.WhenAll((await outbox.ClaimAsync(stoppingToken)).Select(notice => TryAsync(notice, stoppingToken)));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e.GetType().Name);
            }
        }
    }

    private async Task TryAsync(LogoutNotice notice, CancellationToken cancel)
    {
        // Taken out of the configuration since: nobody to tell.
        if (clients.BackChannelOf(notice.ClientId) is not { } address || await SendAsync(notice, address, cancel))
        {
            await outbox.RemoveAsync(notice, cancel);
            return;
        }
        if (!outbox.IsTooOld(notice)) return;
        LogGivenUp(notice.ClientId);
        await outbox.RemoveAsync(notice, cancel);
    }

    private async Task<bool> SendAsync(LogoutNotice notice, Uri address, CancellationToken cancel)
    {
        try
        {
            using var client = http.CreateClient(nameof(LogoutSender));
            using var form = new FormUrlEncodedContent([new("logout_token", Token(notice))]);
            using var answer = await client.PostAsync(address, form, cancel);
            return answer.StatusCode is System.Net.HttpStatusCode.OK or System.Net.HttpStatusCode.NoContent;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    private string Token(LogoutNotice notice)
    {
        var now = clock.GetUtcNow();
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = TokenType,
            Issuer = issuer.ToString(),
            Audience = notice.ClientId,
            IssuedAt = now.UtcDateTime,
            Expires = (now + TokenLifetime).UtcDateTime,
            Claims = new Dictionary<string, object>
            {
                [Claims.Subject] = notice.SubjectId,
                [OpenIdNames.Sid] = notice.Sid,
                [Claims.JwtId] = Guid.NewGuid().ToString("N"),
                ["events"] = new Dictionary<string, object> { [Event] = new Dictionary<string, object>() },
            },
            SigningCredentials = keys.Signing(KeyUse.Sign),
        });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Logout notices could not be sent and are tried again: {Error}.")]
    private partial void LogFailed(string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Client {Client} did not take the end of a session for two hours. We have given up on that one.")]
    private partial void LogGivenUp(string client);
}
