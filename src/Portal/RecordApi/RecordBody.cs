using FamilyPortal.Shared.Plans.Document;
using Microsoft.AspNetCore.Http.Features;

namespace FamilyPortal.Portal.RecordApi;

/// <summary>Reads the body of a record call, and stops at the limit: what is too long is answered before it has arrived.</summary>
internal static class RecordBody
{
    /// <summary>Null where it is over <see cref="PlanReader.MaxBytes"/>.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext http, CancellationToken cancel)
    {
        // The limit is ours. With the server's own it would cut the connection while the sender still sends, and the sender
        // would see a reset instead of our answer; so it discards what comes for a few seconds after the answer, then cuts.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } servers) servers.MaxRequestBodySize = null;
        if (http.Request.ContentLength > PlanReader.MaxBytes) return null;
        var bytes = new MemoryStream((int)(http.Request.ContentLength ?? 16 * 1024));
        var buffer = new byte[16 * 1024];
        while (await http.Request.Body.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            if (bytes.Length + read > PlanReader.MaxBytes) return null;
            bytes.Write(buffer, 0, read);
        }
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}
