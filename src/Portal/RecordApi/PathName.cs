using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace FamilyPortal.Portal.RecordApi;

/// <summary>
/// One segment of a record API path, percent-decoded exactly once: a record's reference may hold `/`, spaces and dots.
/// <see cref="RouteAsSent"/> sees to it that the segment arrives here as it was sent.
/// </summary>
/// <param name="Value">Null where it is not properly encoded.</param>
internal readonly record struct PathName(string? Value)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static bool TryParse(string? segment, out PathName name)
    {
        name = new(Decode(segment));
        return true;
    }

    internal static string? Decode(string? segment)
    {
        if (string.IsNullOrEmpty(segment)) return null;
        var bytes = new List<byte>(segment.Length);
        for (var i = 0; i < segment.Length; i++)
        {
            if (segment[i] != '%')
            {
                if (!char.IsAscii(segment[i])) return null;
                bytes.Add((byte)segment[i]);
                continue;
            }
            if (i + 2 >= segment.Length || !char.IsAsciiHexDigit(segment[i + 1]) || !char.IsAsciiHexDigit(segment[i + 2])) return null;
            bytes.Add(Convert.ToByte(segment.Substring(i + 1, 2), 16));
            i += 2;
        }
        try
        {
            var text = Strict.GetString([.. bytes]);
            return text.Any(char.IsControl) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

/// <summary>
/// Routes the record API by the path as it was sent. The server's own path is decoded but for `%2F`, so that `%252F` and `%2F`
/// look alike, and it drops dot segments: a reference would reach another family's address.
/// </summary>
internal sealed class RouteAsSent : IStartupFilter
{
    private const string Root = "/api/record/";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, following) =>
        {
            var sent = PathOf(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "");
            if (sent.StartsWith(Root, StringComparison.OrdinalIgnoreCase)) context.Request.Path = new PathString(sent);
            // Asked for in a roundabout way, such as /x/../api/record/...: not an address of ours.
            else if (context.Request.Path.StartsWithSegments("/api/record")) context.Request.Path = "/api/record";
            return following(context);
        });
        next(app);
    };

    /// <summary>The path of a request target in origin or absolute form.</summary>
    private static string PathOf(string target)
    {
        if (!target.StartsWith('/'))
        {
            var authority = target.IndexOf("://", StringComparison.Ordinal);
            var slash = authority < 0 ? -1 : target.IndexOf('/', authority + 3);
            target = slash < 0 ? "" : target[slash..];
        }
        var end = target.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? target : target[..end];
    }
}
