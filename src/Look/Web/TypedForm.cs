using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace FamilyPortal.Look.Web;

/// <summary>
/// A form without files (application/x-www-form-urlencoded), read so that nothing typed in it is lost. Browsers send it in UTF-8 whatever
/// its type says (WHATWG URL 5): a charset that nobody knows, such as UTF-7, is passed over, where the framework fails. And a text is not
/// refused for a NUL in it, for which the framework refuses the whole form: whoever stores it writes what stood there.
/// </summary>
public sealed class TypedForm(HttpContext http) : IFormFeature
{
    /// <summary>As many as the framework takes.</summary>
    private const int MostFields = 1024;

    private Task<IFormCollection>? _reading;

    /// <summary>Before anything reads a form.</summary>
    public static Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            http.Features.Set<IFormFeature>(new TypedForm(http));
        return next(http);
    }

    public bool HasFormContentType => true;

    public IFormCollection? Form { get; set; }

    public IFormCollection ReadForm() => Form ?? ReadFormAsync(http.RequestAborted).GetAwaiter().GetResult();

    public Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken) => Form is { } form ? Task.FromResult(form) : _reading ??= ReadAsync(cancellationToken);

    // How long it may be, the server minds as it is read.
    private async Task<IFormCollection> ReadAsync(CancellationToken cancel)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var fields = new KeyValueAccumulator();
        foreach (var field in (await reader.ReadToEndAsync(cancel)).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (fields.ValueCount == MostFields) throw new InvalidDataException($"The form has more than {MostFields} fields.");
            var (name, value) = field.IndexOf('=') is >= 0 and var at ? (field[..at], field[(at + 1)..]) : (field, "");
            fields.Append(WebUtility.UrlDecode(name), WebUtility.UrlDecode(value));
        }
        return Form = fields.HasValues ? new FormCollection(fields.GetResults()) : FormCollection.Empty;
    }
}
