using FamilyPortal.Look.Components;
using FamilyPortal.Shared.Responses.Pictures;

namespace FamilyPortal.Portal.Space;

/// <summary>The picture of a form, as it was sent.</summary>
internal static class SentPicture
{
    /// <summary>Null where there is none. Of one that is too large so much that it is seen to be.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContext http)
    {
        if (http.Request.Form.Files.GetFile(DrawingPad.Field) is not { Length: > 0 } file) return null;
        var bytes = new byte[(int)Math.Min(file.Length, PictureLimits.Bytes + 1)];
        await using var sent = file.OpenReadStream();
        await sent.ReadExactlyAsync(bytes, http.RequestAborted);
        return bytes;
    }
}
