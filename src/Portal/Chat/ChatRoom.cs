using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared.Families;

namespace FamilyPortal.Portal.Chat;

/// <summary>This session's conversation with the helper: found again, renewed, or opened anew.</summary>
internal sealed class ChatRoom(DirectLineClient line, ChatCookie cookie, PortalSessions sessions, Current current, TimeProvider clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(150);

    /// <summary>A reply that takes longer is there when the page is opened again.</summary>
    private const int MostTicks = 16;

    /// <summary>Everything said so far, oldest first.</summary>
    /// <exception cref="ChatUnavailableException">The helper does not answer.</exception>
    public Task<IReadOnlyList<ChatActivity>> ReadAsync(HttpContext http) => WithTicketAsync(http, async ticket =>
        (IReadOnlyList<ChatActivity>)[.. (await line.ReadAsync(ticket, null, http.RequestAborted)).Activities.Where(a => a.IsMessage)]);

    /// <summary>Says something, and waits a moment for the reply.</summary>
    /// <exception cref="ChatUnavailableException">The helper does not answer: nothing may be taken as said.</exception>
    public Task SayAsync(HttpContext http, string text, string clientId) => WithTicketAsync(http, async ticket =>
    {
        var cancel = http.RequestAborted;
        var id = await line.SayAsync(ticket, text, clientId, cancel);
        for (var tick = 0; tick < MostTicks; tick++)
        {
            var said = (await line.ReadAsync(ticket, null, cancel)).Activities;
            var mine = said.ToList().FindLastIndex(a => a.Id == id);
            if (said.Skip(mine + 1).Any(a => a.IsMessage && !a.IsMine)) break;
            await Task.Delay(Tick, clock, cancel);
        }
        return true;
    });

    private async Task<T> WithTicketAsync<T>(HttpContext http, Func<ChatTicket, Task<T>> use)
    {
        var signedIn = current.SignedIn!;
        var known = cookie.Read(http, signedIn);
        if (known is not null)
        {
            try
            {
                if (clock.GetUtcNow() >= known.RenewAt) cookie.Write(http, known = await line.RenewAsync(known, http.RequestAborted));
                return await use(known);
            }
            catch (ChatUnavailableException e) when (e.IsOver)
            {
                // A new conversation below.
            }
        }
        var opened = await line.OpenAsync(signedIn.SessionKey, current.Viewer.MembershipKey, http.RequestAborted);
        cookie.Write(http, opened);
        if (Guid.TryParse(opened.Conversation, out var conversation)) await sessions.RememberConversationAsync(signedIn, conversation, http.RequestAborted);
        return await use(opened);
    }
}
