using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FamilyPortal.Look.Web;

/// <summary>
/// A page as it was written, to be sent more than once: whoever keeps one must know that nothing has changed of what it is made
/// from. It is compressed once for each encoding; padding and the other headers are new at each sending.
/// </summary>
public sealed class WrittenPage
{
    private const string Html = "text/html; charset=utf-8";
    private readonly ConcurrentDictionary<string, byte[]> _compressed = [];
    private readonly byte[] _html;

    private WrittenPage(byte[] html) => _html = html;

    /// <summary>
    /// Has the page written. Null where that gave something for this request alone (another answer than a page, a form's token, a
    /// cookie): then it is sent already.
    /// </summary>
    public static async Task<WrittenPage?> WriteAsync(HttpContext context, RequestDelegate write)
    {
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var written = new MemoryStream();
        var instead = new StreamResponseBodyFeature(written, body);
        context.Features.Set<IHttpResponseBodyFeature>(instead);
        try
        {
            await write(context);
            await instead.Writer.FlushAsync(context.RequestAborted);
        }
        finally
        {
            context.Features.Set(body);
        }

        var response = context.Response;
        var bytes = written.ToArray();
        // Only markup holds the field with its quotes: in people's words they are encoded.
        var isForAll = response.StatusCode == StatusCodes.Status200OK && response.ContentType == Html
            && response.Headers.SetCookie.Count == 0 && bytes.AsSpan().IndexOf("name=\"__RequestVerificationToken\""u8) < 0;
        if (isForAll) return new(bytes);
        await response.Body.WriteAsync(bytes, context.RequestAborted);
        return null;
    }

    public Task SendAsync(HttpContext context)
    {
        var response = context.Response;
        var bytes = _html;
        var compression = context.RequestServices.GetRequiredService<IResponseCompressionProvider>();
        response.ContentType = Html;
        response.Headers.Vary = StringValues.Concat(response.Headers.Vary, HeaderNames.AcceptEncoding);
        if (compression.CheckRequestAcceptsCompression(context) && compression.GetCompressionProvider(context) is { } compressor)
        {
            bytes = _compressed.GetOrAdd(compressor.EncodingName, static (_, from) => Compress(from.compressor, from._html), (compressor, _html));
            response.Headers.ContentEncoding = compressor.EncodingName;
        }
        response.ContentLength = bytes.Length;
        return response.Body.WriteAsync(bytes, 0, bytes.Length, context.RequestAborted);
    }

    private static byte[] Compress(ICompressionProvider compressor, byte[] html)
    {
        using var compressed = new MemoryStream();
        using (var stream = compressor.CreateStream(compressed)) stream.Write(html);
        return compressed.ToArray();
    }
}
