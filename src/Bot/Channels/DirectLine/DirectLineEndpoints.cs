using System.Net;
using System.Text.Json.Serialization;
using FamilyPortal.Bot.Conversation;
using FamilyPortal.Shared.Conversations;
using FamilyPortal.Shared.Families;
using Microsoft.AspNetCore.Http.Metadata;

namespace FamilyPortal.Bot.Channels.DirectLine;

/// <summary>Direct Line 3.0 under <c>/v3/directline</c>, as botframework-directlinejs calls it.</summary>
internal static class DirectLineEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/tokens/generate", GenerateAsync);
        group.MapPost("/tokens/refresh", RefreshAsync);
        group.MapPost("/conversations", StartAsync);
        group.MapGet("/conversations/{id}", ResumeAsync);
        group.MapGet("/conversations/{id}/activities", ReadAsync);
        group.MapPost("/conversations/{id}/activities", PostAsync);
        group.MapPost("/conversations/{id}/upload", UploadAsync).WithMetadata(new UploadLimit());
        group.MapGet("/conversations/{id}/stream", StreamAsync);
        group.MapGet("/session/getsessionid", () => Results.NotFound());
    }

    /// <summary>
    /// For the Portal alone, which knows who is signed in: begins a conversation, or goes on with one of the same person's.
    /// </summary>
    private static async Task<IResult> GenerateAsync(HttpRequest request, DirectLineSettings settings, DirectLineTokens tokens, ViewerDirectory viewers, ConversationStore store, CancellationToken cancel)
    {
        if (!settings.IsSecret(DirectLineAccess.Shown(request))) return Error(StatusCodes.Status401Unauthorized);
        if (DirectLineBodies.Parse<GenerateRequest>(await DirectLineBodies.BoundedAsync(request.Body, cancel)) is not { } asked || DirectLineToken.MembershipOf(asked.User?.Id) is not { } key) return Error(StatusCodes.Status400BadRequest);
        if (await viewers.ByMembershipAsync(key, cancel) is not { } viewer) return Error(StatusCodes.Status403Forbidden);

        if (asked.ConversationId is null)
        {
            var begun = new DirectLineToken(await store.StartAsync(viewer, asked.SessionKey, cancel), key);
            // A session that was left in the meantime opens nothing.
            return await store.FindAsync(begun.Conversation, cancel) is { IsOpen: true } ? Opening(tokens, begun) : Error(StatusCodes.Status403Forbidden);
        }
        if (await store.FindAsync(asked.ConversationId.Value, cancel) is not { } found) return Error(StatusCodes.Status404NotFound);
        return found.IsOpen && found.MembershipKey == key ? Opening(tokens, new(found.Id, key)) : Error(StatusCodes.Status403Forbidden);
    }

    private static async Task<IResult> RefreshAsync(HttpRequest request, DirectLineAccess access, DirectLineTokens tokens, CancellationToken cancel)
    {
        var caller = await access.CheckAsync(request, null, cancel);
        return caller.Refusal is { } refusal ? Error(refusal) : Opening(tokens, caller.Token);
    }

    /// <summary>Opens the conversation of the token. Opened again, it goes on and is not greeted twice.</summary>
    private static async Task<IResult> StartAsync(HttpRequest request, DirectLineAccess access, DirectLineTokens tokens, DirectLineSettings settings, DirectLineChannel channel, CancellationToken cancel)
    {
        var caller = await access.CheckAsync(request, null, cancel);
        if (caller.Refusal is { } refusal) return Error(refusal);
        await channel.GreetAsync(caller.Viewer, caller.Token.Conversation);
        return Opening(tokens, caller.Token, Stream(request, settings, tokens, caller.Token, null), StatusCodes.Status201Created);
    }

    private static async Task<IResult> ResumeAsync(HttpRequest request, string id, string? watermark, DirectLineAccess access, DirectLineTokens tokens, DirectLineSettings settings, CancellationToken cancel)
    {
        var caller = await access.CheckAsync(request, id, cancel);
        return caller.Refusal is { } refusal ? Error(refusal) : Opening(tokens, caller.Token, Stream(request, settings, tokens, caller.Token, watermark));
    }

    private static async Task<IResult> ReadAsync(HttpRequest request, string id, string? watermark, DirectLineAccess access, DirectLineChannel channel, CancellationToken cancel)
    {
        var caller = await access.CheckAsync(request, id, cancel);
        return caller.Refusal is { } refusal ? Error(refusal) : Results.Json(await channel.ReadAsync(caller, watermark, cancel), Activity.Json);
    }

    private static async Task<IResult> PostAsync(HttpRequest request, string id, DirectLineAccess access, DirectLineChannel channel, CancellationToken cancel)
    {
        var caller = await access.CheckAsync(request, id, cancel);
        if (caller.Refusal is { } refusal) return Error(refusal);
        if (await DirectLineBodies.WholeAsync(request.Body, cancel) is not { } body) return Error(StatusCodes.Status413PayloadTooLarge);
        if (DirectLineBodies.ParseActivity(body) is not { } activity) return Error(StatusCodes.Status400BadRequest);
        return Answer(request, await channel.PostAsync(caller, activity, isTooLarge: body.Length > DirectLineBodies.LargestActivity));
    }

    /// <summary>A message with files: its words are taken, the files are not, and the person is told.</summary>
    private static async Task<IResult> UploadAsync(HttpRequest request, string id, DirectLineAccess access, DirectLineChannel channel, CancellationToken cancel)
    {
        var caller = await access.CheckAsync(request, id, cancel);
        if (caller.Refusal is { } refusal) return Error(refusal);
        return await DirectLineBodies.UploadedAsync(request, cancel) is { } uploaded
            ? Answer(request, await channel.PostAsync(caller, uploaded.Activity, uploaded.IsTooLarge, hasFiles: true))
            : Error(StatusCodes.Status400BadRequest);
    }

    private static async Task StreamAsync(HttpContext http, string id, string? t, string? watermark, DirectLineTokens tokens, DirectLineAccess access, DirectLineStream stream)
    {
        var token = tokens.OpenForStream(t);
        var caller = await access.CheckAsync(token, id, http.RequestAborted);
        if (caller.Refusal is { } refusal) http.Response.StatusCode = refusal;
        else if (!http.WebSockets.IsWebSocketRequest) http.Response.StatusCode = StatusCodes.Status400BadRequest;
        else
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await stream.RunAsync(socket, token!, watermark, http.RequestAborted);
        }
    }

    private static IResult Opening(DirectLineTokens tokens, DirectLineToken token, string? stream = null, int status = StatusCodes.Status200OK) =>
        Results.Json(new OpenedConversation(token.Conversation.ToString(), tokens.Make(token), (int)DirectLineTokens.Life.TotalSeconds, stream), Activity.Json, statusCode: status);

    private static string Stream(HttpRequest request, DirectLineSettings settings, DirectLineTokens tokens, DirectLineToken token, string? watermark)
    {
        // Never the host that the request names: whoever wrote that would be sent the token.
        var address = settings.PublicUrl ?? ListensOn(request);
        var after = string.IsNullOrEmpty(watermark) ? "" : $"watermark={Uri.EscapeDataString(watermark)}&";
        return $"{(address.Scheme == Uri.UriSchemeHttps ? "wss" : "ws")}://{address.Authority}/v3/directline/conversations/{token.Conversation}/stream?{after}t={tokens.MakeForStream(token)}";
    }

    private static Uri ListensOn(HttpRequest request)
    {
        var connection = request.HttpContext.Connection;
        var local = connection.LocalIpAddress ?? IPAddress.Loopback;
        return new($"{request.Scheme}://{new IPEndPoint(local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local, connection.LocalPort)}");
    }

    private static IResult Answer(HttpRequest request, Posted posted)
    {
        if (posted.Refusal is not { } refusal) return Results.Ok(new { id = posted.Id });
        if (refusal == StatusCodes.Status429TooManyRequests) request.HttpContext.Response.Headers.RetryAfter = "5";
        return Error(refusal);
    }

    /// <summary>In Direct Line's shape; says nothing of why.</summary>
    private static IResult Error(int status) => Results.Json(new { error = new { code = Code(status), message = Code(status) } }, statusCode: status);

    private static string Code(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "BadArgument",
        StatusCodes.Status401Unauthorized => "Unauthorized",
        StatusCodes.Status403Forbidden => "TokenExpired",
        StatusCodes.Status404NotFound => "ConversationNotFound",
        StatusCodes.Status413PayloadTooLarge => "MessageSizeTooBig",
        _ => "TooManyRequests",
    };

    private sealed record GenerateRequest(GenerateUser? User, string? SessionKey, Guid? ConversationId);

    private sealed record GenerateUser(string? Id);

    private sealed record OpenedConversation(
        string ConversationId, string Token, [property: JsonPropertyName("expires_in")] int ExpiresIn, string? StreamUrl);

    private sealed class UploadLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => DirectLineBodies.LargestUpload;
    }
}
