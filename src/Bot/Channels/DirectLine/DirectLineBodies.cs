using System.Text.Json;
using FamilyPortal.Bot.Conversation;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace FamilyPortal.Bot.Channels.DirectLine;

/// <summary>Reads what clients send, within limits.</summary>
internal static class DirectLineBodies
{
    public const int LargestActivity = 32 * 1024;

    /// <summary>What is read of an activity, so that danger in words too long for one is still heard.</summary>
    private const int LargestRead = 256 * 1024;

    /// <summary>What goes up with files, which are read past and not kept anywhere.</summary>
    public const int LargestUpload = 10 * 1024 * 1024;

    /// <summary>The whole of a body; null where it is larger than an activity may be.</summary>
    public static async Task<byte[]?> BoundedAsync(Stream body, CancellationToken cancel) => await ReadAsync(body, LargestActivity, cancel);

    /// <summary>The whole of an activity's body, which may be larger than an activity may be; null where it is out of all bounds.</summary>
    public static async Task<byte[]?> WholeAsync(Stream body, CancellationToken cancel)
    {
        try
        {
            return await ReadAsync(body, LargestRead, cancel);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    private static async Task<byte[]?> ReadAsync(Stream body, int most, CancellationToken cancel)
    {
        using var read = new MemoryStream();
        var buffer = new byte[8 * 1024];
        while (await body.ReadAsync(buffer, cancel) is > 0 and var count)
        {
            if (read.Length + count > most) return null;
            read.Write(buffer, 0, count);
        }
        return read.ToArray();
    }

    /// <summary>Null for what does not read as <typeparamref name="T"/>.</summary>
    public static T? Parse<T>(byte[]? body) where T : class
    {
        try
        {
            return body is null || !IsText(body) ? null : JsonSerializer.Deserialize<T>(body, Activity.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether every string is one: half of a surrogate pair reads as JSON and fails wherever it is used.</summary>
    private static bool IsText(byte[] body)
    {
        var reader = new Utf8JsonReader(body, new() { MaxDepth = Activity.Json.MaxDepth });
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>An activity has a type.</summary>
    public static Activity? ParseActivity(byte[]? body) => Parse<Activity>(body) is { Type.Length: > 0 and < 40 } activity ? activity : null;

    /// <summary>The activity of a message with files. Null where there is none; the words are taken without the files.</summary>
    public static async Task<(Activity Activity, bool IsTooLarge)?> UploadedAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and < 200 } boundary) return null;
        try
        {
            var parts = new MultipartReader(boundary, request.Body);
            while (await parts.ReadNextSectionAsync(cancel) is { } part)
            {
                if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var header) || HeaderUtilities.RemoveQuotes(header.Name) != "activity") continue;
                var body = await WholeAsync(part.Body, cancel);
                if (ParseActivity(body) is not { } activity) return null;
                activity.Others?.Remove("attachments");
                return (activity, body!.Length > LargestActivity);
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // Cut off, or no multipart after all.
        }
        return null;
    }
}
