using FamilyPortal.Shared.Conversations;
using FamilyPortal.Shared.Families;

namespace FamilyPortal.Bot.Channels.DirectLine;

/// <summary>Who calls, as the database has it now, or why not.</summary>
/// <param name="Refusal">An HTTP status; null where the caller may go on.</param>
internal sealed record Caller(DirectLineToken Token, FamilyViewer Viewer, ConversationState Conversation, int? Refusal = null)
{
    public static Caller Refused(int status) => new(null!, null!, null!, status);
}

/// <summary>
/// Decides, anew at every call, whether a token still opens its conversation: a revoked person or a Portal session that was
/// left is refused on the very next one.
/// </summary>
internal sealed class DirectLineAccess(DirectLineTokens tokens, ViewerDirectory viewers, ConversationStore conversations)
{
    private const string Bearer = "Bearer ";

    /// <summary>The bearer token or secret of a request; null without one.</summary>
    public static string? Shown(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;

    /// <param name="request">Shows the token.</param>
    /// <param name="conversation">The conversation of the address; null where the address names none.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<Caller> CheckAsync(HttpRequest request, string? conversation, CancellationToken cancel) => Shown(request) switch
    {
        null => Caller.Refused(StatusCodes.Status401Unauthorized),
        var shown => await CheckAsync(tokens.Open(shown), conversation, cancel),
    };

    public async Task<Caller> CheckAsync(DirectLineToken? token, string? conversation, CancellationToken cancel)
    {
        if (token is null || (conversation is not null && conversation != token.Conversation.ToString())) return Caller.Refused(StatusCodes.Status403Forbidden);
        if (await viewers.ByMembershipAsync(token.MembershipKey, cancel) is not { } viewer) return Caller.Refused(StatusCodes.Status403Forbidden);
        var state = await conversations.FindAsync(token.Conversation, cancel);
        if (state is null) return Caller.Refused(StatusCodes.Status404NotFound);
        return state.IsOpen && state.MembershipKey == token.MembershipKey ? new(token, viewer, state) : Caller.Refused(StatusCodes.Status403Forbidden);
    }
}
