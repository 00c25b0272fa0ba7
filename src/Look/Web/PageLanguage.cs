using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace FamilyPortal.Look.Web;

/// <summary>What is known of a reader's language.</summary>
/// <param name="Asked">Asked for with this very page: one or more tags with spaces between.</param>
/// <param name="Own">Theirs, of somebody who is signed in.</param>
public sealed record PageReader(string? Asked, string? Own);

/// <summary>
/// Which language a page is written in: what its address asks for, else the signed-in person's own, else, where nobody is signed in,
/// what the browser asks for. Only words: numbers and the like stay British. Nothing of it is kept on the phone: what somebody
/// chose before they signed in goes from page to page in the address.
/// </summary>
public static class PageLanguage
{
    /// <summary>Query parameter of any page.</summary>
    public const string Query = "lang";

    /// <summary>English that nobody asked for, so that no address needs to say it.</summary>
    private const string Plain = "en-GB";

    /// <summary>The language to carry from page to page; null for English that nobody asked for.</summary>
    public static string? Asked => CultureInfo.CurrentUICulture.Name is Plain or "" ? null : CultureInfo.CurrentUICulture.Name;

    /// <summary>The address of a page for somebody signed out, in the language of this one.</summary>
    public static string Carry(string address) => Asked is { } tag ? QueryHelpers.AddQueryString(address, Query, tag) : address;

    /// <summary>This page in another language.</summary>
    /// <param name="keepsQuery">The rest of the address is repeated (<see cref="LookOptions.FormsKeepQuery"/>).</param>
    public static string Switch(HttpRequest page, string tag, bool keepsQuery)
    {
        var others = keepsQuery ? page.Query.Where(q => q.Key != Query).SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value)) : [];
        return QueryHelpers.AddQueryString("", others.Append(new(Query, tag)));
    }

    /// <param name="tags">The languages that the pages speak, English among them.</param>
    /// <param name="reader">Null: nobody is signed in. Called once for each request.</param>
    public static WebApplication UsePageLanguage(this WebApplication app, IReadOnlyCollection<string> tags, Func<HttpContext, ValueTask<PageReader?>> reader)
    {
        app.UseRequestLocalization(new RequestLocalizationOptions
        {
            SupportedCultures = [CultureInfo.GetCultureInfo(Plain)],
            SupportedUICultures = [.. tags.Append(Plain).Select(CultureInfo.GetCultureInfo)],
            DefaultRequestCulture = new(Plain),
            RequestCultureProviders = [new CustomRequestCultureProvider(async http => new(Plain, await TagAsync(http, tags, reader)))],
        });
        return app;
    }

    private static async Task<string> TagAsync(HttpContext http, IReadOnlyCollection<string> tags, Func<HttpContext, ValueTask<PageReader?>> reader)
    {
        var known = await reader(http);
        if (First(known?.Asked?.Split(' ')) is { } asked) return asked;
        if (known?.Own is not null) return OrPlain(First([known.Own]));
        return OrPlain(First(Accepted(http.Request)));

        string? First(IEnumerable<string>? wanted) => wanted?.Select(w => tags.FirstOrDefault(t => Speaks(w, t))).FirstOrDefault(t => t is not null);
    }

    private static string OrPlain(string? tag) => tag is null or "en" ? Plain : tag;

    private static bool Speaks(string wanted, string tag) =>
        wanted.StartsWith(tag, StringComparison.OrdinalIgnoreCase) && (wanted.Length == tag.Length || wanted[tag.Length] == '-');

    private static IEnumerable<string> Accepted(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.Where(l => l.Quality is not 0).OrderByDescending(l => l, StringWithQualityHeaderValueComparer.QualityComparer).Select(l => l.Value.ToString());
}
