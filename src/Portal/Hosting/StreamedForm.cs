using System.Buffers;
using System.Text;
using FamilyPortal.Portal.SignIn;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FamilyPortal.Portal.Hosting;

/// <summary>The one file of a page's form is kept, in memory, up to so many bytes. On every other page files pass by.</summary>
/// <param name="mostBytes">A longer file is said to be longer, and nothing of it is kept.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesFileAttribute(int mostBytes) : Attribute
{
    public int MostBytes => mostBytes;

    /// <summary>Bytes of all texts of the form, of somebody signed in.</summary>
    public int MostText { get; init; } = StreamedForm.MostText;
}

/// <summary>
/// A form with files (multipart), read as it comes in: its texts up to a limit; a file only where the page takes one and somebody is
/// signed in. All else passes by, so that a request holds little memory whatever is sent, and nothing of a file is ever written to the
/// server's disk. Words stand before the file in our forms: they are heard however large that is.
/// </summary>
public sealed class StreamedForm(HttpContext http) : IFormFeature
{
    /// <summary>Bytes of a body without files, as the server takes it of anybody.</summary>
    public const int MostBody = 1_000_000;

    /// <summary>Bytes of all texts of somebody signed in.</summary>
    internal const int MostText = MostBody;

    /// <summary>Of whoever has not shown yet who they are; no form of a family's comes near it.</summary>
    public const int MostTextOfStrangers = 256 * 1024;

    /// <summary>More than this of a body is not waited for: what came before it counts.</summary>
    private const long MostStreamed = 100_000_000;

    private const int MostParts = 300;

    private Task<IFormCollection>? _reading;

    /// <summary>Before anything reads a form.</summary>
    public static Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (IsMultipart(http.Request, out _)) http.Features.Set<IFormFeature>(new StreamedForm(http));
        return next(http);
    }

    public static bool IsMultipart(HttpRequest request, out MediaTypeHeaderValue? type) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    public bool HasFormContentType => true;

    public IFormCollection? Form { get; set; }

    public IFormCollection ReadForm() => Form ?? ReadFormAsync(http.RequestAborted).GetAwaiter().GetResult();

    public Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken) => Form is { } form ? Task.FromResult(form) : _reading ??= ReadAsync(cancellationToken);

    private async Task<IFormCollection> ReadAsync(CancellationToken cancel)
    {
        var isKnown = http.RequestServices.GetRequiredService<Current>().SignedIn is not null;
        var takes = isKnown ? http.GetEndpoint()?.Metadata.GetMetadata<TakesFileAttribute>() : null;
        var mostOfFile = takes?.MostBytes ?? 0;
        // The limits are ours: the server's own would refuse the words with the file.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = null;

        IsMultipart(http.Request, out var type);
        var boundary = HeaderUtilities.RemoveQuotes(type!.Boundary);
        if (boundary.Length is 0 or > 100) throw new InvalidDataException("The form has no boundary.");
        var reader = new MultipartReader(boundary.ToString(), http.Request.Body);
        var fields = new KeyValueAccumulator();
        var files = new FormFileCollection();
        var text = isKnown ? takes?.MostText ?? MostText : MostTextOfStrangers;
        var (left, parts) = (MostStreamed, 0);
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            while (left > 0 && await reader.ReadNextSectionAsync(cancel) is { } part)
            {
                if (++parts > MostParts || part.GetContentDispositionHeader() is not { } what) throw new InvalidDataException("The form has parts that no form of ours has.");
                var name = HeaderUtilities.RemoveQuotes(what.Name).ToString();
                var isFile = what.IsFileDisposition();
                var most = isFile ? files.Count == 0 ? mostOfFile : 0 : text - name.Length;
                var kept = new MemoryStream();
                long length = 0;
                while (left > 0 && await part.Body.ReadAsync(buffer, cancel) is > 0 and var read)
                {
                    (length, left) = (length + read, left - read);
                    if (length <= most) kept.Write(buffer, 0, read);
                    else if (!isFile) throw new InvalidDataException("The form's texts are too long.");
                    else if (kept.Length > 0) kept = new MemoryStream();
                }
                if (!isFile)
                {
                    text -= name.Length + (int)length;
                    fields.Append(name, Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length));
                }
                else if (most > 0)
                {
                    kept.Position = 0;
                    files.Add(new FormFile(kept, 0, length > most ? most + 1L : length, name, HeaderUtilities.RemoveQuotes(what.FileName).ToString()));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return Form = new FormCollection(fields.HasValues ? fields.GetResults() : null, files);
    }
}
