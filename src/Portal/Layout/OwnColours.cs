using System.Security.Cryptography;
using System.Text;
using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared.Authorities;

namespace FamilyPortal.Portal.Layout;

/// <summary>
/// The authorities' own colours, as one sheet for all of them: a phone that keeps the file does not tell which council it was for.
/// Only pages of somebody signed in name it, and only where their council has a colour.
/// </summary>
internal sealed class OwnColours
{
    private readonly string _css;
    private readonly string _version;
    private readonly IReadOnlyDictionary<string, string> _marks;

    public OwnColours(AuthorityPacks packs)
    {
        var own = packs.All.Where(p => p.Colours is not null).ToList();
        _marks = own.Select((pack, i) => (pack.Id, Mark: (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))).ToDictionary(p => p.Id, p => p.Mark);
        _css = string.Concat(own.Select(p => $"[data-own=\"{_marks[p.Id]}\"]{{--own:{p.Colours!.Accent.ToLowerInvariant()}}}"));
        _version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_css)))[..8];
    }

    public string Href => $"/own.{_version}.css";

    /// <summary>What the header of this authority's pages is marked with; null where it has no colour.</summary>
    public string? MarkOf(AuthorityPack? pack) => pack is null ? null : _marks.GetValueOrDefault(pack.Id);

    internal IResult Send(string version, HttpContext context)
    {
        // A page from before the last start asks for the colours of then: better none than wrong ones that stay.
        if (version != _version) return Results.NotFound();
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Text(_css, "text/css", Encoding.UTF8);
    }
}

internal static class OwnColoursSetup
{
    public static void AddOwnColours(this WebApplicationBuilder builder) => builder.Services.AddSingleton<OwnColours>();

    public static void MapOwnColours(this WebApplication app) =>
        app.MapGet("/own.{version}.css", (string version, OwnColours colours, HttpContext context) => colours.Send(version, context)).AllowAnonymous().WithMetadata(new NoSessionAttribute());
}
