using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using FamilyPortal.Portal.Hosting;
using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared.Families;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace FamilyPortal.Portal.Answering;

/// <summary>
/// A form that arrives after its session ended: what was typed waits, sealed, in cookies of the same browser until the same
/// person has signed in again, for half an hour at most. Each form carries its owner, sealed, so that nobody else is ever shown
/// it, and nobody can make somebody else's browser keep words of theirs.
/// </summary>
internal sealed class KeptForms
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    /// <summary>Cookies of 3.5 kB each, together well below what a server takes as headers (32 kB).</summary>
    private const int ChunkLength = 3500;
    private const int MostChunks = 5;

    private readonly IDataProtector _owner;
    private readonly ITimeLimitedDataProtector _words;
    private readonly PortalSettings _settings;

    public KeptForms(IDataProtectionProvider protection, PortalSettings settings)
    {
        _owner = protection.CreateProtector("FamilyPortal.Portal.FormOwner");
        _words = protection.CreateProtector("FamilyPortal.Portal.KeptForm").ToTimeLimitedDataProtector();
        _settings = settings;
    }

    private string Name(int chunk) => $"{_settings.CookieName("portal-kept")}-{chunk}";

    /// <summary>For the form's hidden field.</summary>
    public string SealOwner(FamilyViewer viewer) => WebEncoders.Base64UrlEncode(_owner.Protect(viewer.MembershipKey.ToByteArray()));

    /// <summary>Whether the form was made by us, for a family member.</summary>
    public bool IsOurs(AnswerInput form) => OwnerOf(form) is not null;

    /// <summary>False where it is too much for cookies, or the form is not ours.</summary>
    public bool TryKeep(HttpContext http, AnswerInput form)
    {
        if (OwnerOf(form) is not { } owner) return false;
        var sealedForm = WebEncoders.Base64UrlEncode(_words.Protect(Compress(new(owner, http.Request.Path, form)), Life));
        var chunks = sealedForm.Chunk(ChunkLength).Select(c => new string(c)).ToList();
        if (chunks.Count > MostChunks) return false;
        var options = SessionCookie.OptionsFor(_settings);
        options.MaxAge = Life;
        for (var i = 0; i < MostChunks; i++)
        {
            if (i < chunks.Count) http.Response.Cookies.Append(Name(i), chunks[i], options);
            else if (http.Request.Cookies.ContainsKey(Name(i))) http.Response.Cookies.Delete(Name(i), SessionCookie.OptionsFor(_settings));
        }
        return true;
    }

    /// <summary>What this person had typed on this page before their session ended; null where nothing waits for them.</summary>
    public AnswerInput? Find(HttpContext http, FamilyViewer viewer)
    {
        var written = string.Concat(Enumerable.Range(0, MostChunks).Select(i => http.Request.Cookies[Name(i)]));
        if (written.Length == 0) return null;
        try
        {
            var kept = Decompress(_words.Unprotect(WebEncoders.Base64UrlDecode(written)));
            return kept is not null && kept.Owner == viewer.MembershipKey && kept.Path == http.Request.Path ? kept.Form : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Once sent again, or left.</summary>
    public void Forget(HttpContext http)
    {
        for (var i = 0; i < MostChunks; i++)
            if (http.Request.Cookies.ContainsKey(Name(i))) http.Response.Cookies.Delete(Name(i), SessionCookie.OptionsFor(_settings));
    }

    private Guid? OwnerOf(AnswerInput form)
    {
        if (string.IsNullOrEmpty(form.Who)) return null;
        try
        {
            return new Guid(_owner.Unprotect(WebEncoders.Base64UrlDecode(form.Who)));
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static byte[] Compress(Kept kept)
    {
        using var output = new MemoryStream();
        using (var brotli = new BrotliStream(output, CompressionLevel.Optimal)) JsonSerializer.Serialize(brotli, kept);
        return output.ToArray();
    }

    private static Kept? Decompress(byte[] bytes)
    {
        using var brotli = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<Kept>(brotli);
    }

    private sealed record Kept(Guid Owner, string Path, AnswerInput Form);
}
