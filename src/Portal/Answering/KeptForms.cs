using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses.Late;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace FamilyPortal.Portal.Answering;

/// <summary>
/// A form that is not sent yet, or arrives after its session ended: what was typed waits on the server, sealed, until the same
/// person opens the same page again (<see cref="LateForms"/>). Each form carries its owner, sealed together with its key, its page and its time: nobody
/// else is ever shown it, and nobody can have words kept or told in somebody's name without a form that we made for them.
/// </summary>
internal sealed class KeptForms(IDataProtectionProvider protection, LateForms late, TimeProvider clock)
{
    /// <summary>A page may lie open over a week; after that its words are given back at once and not kept.</summary>
    private static readonly TimeSpan OpenLife = TimeSpan.FromDays(7);

    /// <summary>Of what is sealed: owner, time, fingerprint of key and page, whether it is secret.</summary>
    private const int Length = 16 + 16 + 8 + 32 + 1;

    private readonly IDataProtector _owner = protection.CreateProtector("FamilyPortal.Portal.FormOwner.v5");

    /// <summary>For the form's hidden field.</summary>
    /// <param name="isSecret">What is typed in it is heard, and kept nowhere.</param>
    public string SealOwner(Viewer viewer, string? key, string path, bool isSecret = false)
    {
        var bytes = new byte[Length];
        viewer.FormOwner.Key.TryWriteBytes(bytes);
        (viewer.FormOwner.StaffIn ?? Guid.Empty).TryWriteBytes(bytes.AsSpan(16));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), clock.GetUtcNow().UtcTicks);
        Binding(key, path).CopyTo(bytes, 40);
        bytes[72] = isSecret ? (byte)1 : (byte)0;
        return WebEncoders.Base64UrlEncode(_owner.Protect(bytes));
    }

    /// <summary>For whom we made this form, and this page; null where the form is none of ours.</summary>
    public FormOwner? OwnerOf(AnswerInput form, string path) => Open(form, path)?.Owner;

    /// <summary>
    /// Whoever is signed in as a viewer of the family that their form is about; null where the form is not theirs. Staff are asked
    /// for anew whether they reach it.
    /// </summary>
    public async Task<Viewer?> ViewerOfAsync(SignedIn signedIn, AnswerInput form, string path, CancellationToken cancel) =>
        OwnerOf(form, path) is not { } owner || !signedIn.Owns(owner) ? null
        : owner.StaffIn is { } family ? await late.ViewerAsync(signedIn.Staff!, family, cancel)
        : signedIn.Viewer;

    /// <summary>The form of a page that is opened: what waits for its person here, else an empty one.</summary>
    public async Task<(AnswerInput Form, bool IsGivenBack)> OpenAsync(Viewer viewer, HttpContext http, bool keepsNothing = false)
    {
        var waiting = HttpMethods.IsPost(http.Request.Method) || keepsNothing ? null : await FindAsync(viewer, http.Request.Path, http.RequestAborted);
        var form = waiting ?? new() { Key = AnswerInput.NewKey() };
        form.Tab = AnswerInput.NewTab();
        return (form, waiting is not null);
    }

    /// <summary>Takes what was sent too late; null where the form is none that we made for this page.</summary>
    public async Task<LateOutcome?> TakeAsync(AnswerInput form, string path, CancellationToken cancel)
    {
        if (Open(form, path) is not { } made) return null;
        var place = PlaceOf(path);
        var words = clock.GetUtcNow() < made.At + OpenLife && !made.IsSecret ? Seal(made.Owner.Key, place, new(path, form)) : null;
        return await late.TakeAsync(new(made.Owner, made.At, place, form.ToForm(), words, form.Tab, GivenOf(form.Given)), cancel) with { IsSecret = made.IsSecret };
    }

    /// <summary>
    /// Keeps what stands in this person's own form, which they may yet send; nothing in it: forgets it. False where the form is
    /// none that we made for them and this page, is a secret one, or no more can be kept.
    /// </summary>
    public async Task<bool> DraftAsync(Viewer viewer, AnswerInput form, string path, CancellationToken cancel)
    {
        if (Open(form, path) is not { } made || made.Owner != viewer.FormOwner || made.IsSecret || string.IsNullOrEmpty(form.Key)) return false;
        if (form.HasAnything) return await late.DraftAsync(viewer, new(form.Key, form.Tab), PlaceOf(path), Seal(made.Owner.Key, PlaceOf(path), new(path, form)), GivenOf(form.Given), cancel);
        await ForgetAsync(viewer, form, cancel);
        return true;
    }

    /// <summary>What this person had typed on this page and not sent; null where nothing waits for them.</summary>
    private async Task<AnswerInput?> FindAsync(Viewer viewer, string path, CancellationToken cancel)
    {
        if (await late.FindAsync(viewer, PlaceOf(path), cancel) is not { } waiting || Unseal(viewer, waiting) is not { } kept || kept.Path != path) return null;
        kept.Form.Given = $"{waiting.KeptAt.UtcTicks:x}.{waiting.Row}";
        return kept.Form;
    }

    /// <summary>The pages on which words of this person wait, and when they last wrote on them.</summary>
    public async Task<IReadOnlyList<WaitingPage>> PagesAsync(Viewer viewer, CancellationToken cancel) =>
        [.. (await late.AllAsync(viewer, cancel)).Select(w => (w.Row, Unseal(viewer, w)?.Path, w.KeptAt)).Where(w => w.Path is not null).DistinctBy(w => w.Path).Select(w => new WaitingPage(NameOf(w.Row), w.Path!, w.KeptAt))];

    /// <summary>The form did what it was for.</summary>
    public Task SentAsync(Viewer viewer, AnswerInput form, CancellationToken cancel) =>
        string.IsNullOrEmpty(form.Key) ? Task.CompletedTask : late.SentAsync(viewer, new(form.Key, form.Tab), GivenOf(form.Given), cancel);

    /// <summary>What stands in the form is stored, and the form goes on: nothing of it waits, until more is typed.</summary>
    public Task ForgetAsync(Viewer viewer, AnswerInput form, CancellationToken cancel) =>
        string.IsNullOrEmpty(form.Key) ? Task.CompletedTask : late.ForgetAsync(viewer, new(form.Key, form.Tab), GivenOf(form.Given), cancel);

    /// <summary>What a page was given back (<see cref="AnswerInput.Given"/>) is not wanted any more.</summary>
    public Task ForgetGivenAsync(Viewer viewer, string? given, CancellationToken cancel) =>
        GivenOf(given) is { } waiting ? late.ForgetAsync(viewer, waiting.Row, cancel) : Task.CompletedTask;

    private static GivenBack? GivenOf(string? given) =>
        given?.Split('.', 2) is [var at, { Length: > 0 } row] && long.TryParse(at, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks) && ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            ? new(row, new DateTimeOffset(ticks, TimeSpan.Zero))
            : null;

    private (FormOwner Owner, DateTimeOffset At, bool IsSecret)? Open(AnswerInput form, string path)
    {
        if (string.IsNullOrEmpty(form.Who)) return null;
        try
        {
            var bytes = _owner.Unprotect(WebEncoders.Base64UrlDecode(form.Who));
            return bytes.Length == Length && bytes.AsSpan(40, 32).SequenceEqual(Binding(form.Key, path))
                ? (new(new Guid(bytes.AsSpan(0, 16)), new Guid(bytes.AsSpan(16, 16)) is var family && family == Guid.Empty ? null : family), new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(32)), TimeSpan.Zero), bytes[72] == 1)
                : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private byte[] Seal(Guid owner, string place, Kept kept)
    {
        using var output = new MemoryStream();
        using (var brotli = new BrotliStream(output, CompressionLevel.Fastest)) JsonSerializer.Serialize(brotli, kept);
        return SealOf(owner, place).Protect(output.ToArray());
    }

    private Kept? Unseal(Viewer viewer, WaitingForm waiting)
    {
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(SealOf(viewer.FormOwner.Key, waiting.Place).Unprotect(waiting.Sealed)), CompressionMode.Decompress);
            return JsonSerializer.Deserialize<Kept>(brotli);
        }
        catch (Exception e) when (e is CryptographicException or JsonException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>A row moved to another person or page does not open.</summary>
    private IDataProtector SealOf(Guid owner, string place) => protection.CreateProtector("FamilyPortal.Portal.KeptForm.v2", owner.ToString("N"), place);

    private static byte[] Binding(string? key, string path) => SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\n{path}"));

    private static string NameOf(string row) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row)).AsSpan(0, 8));

    private static string PlaceOf(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)));

    private sealed record Kept(string Path, AnswerInput Form);
}

/// <summary>A page on which words wait that were not sent.</summary>
/// <param name="Name">Stands for it in an address that says nothing.</param>
internal sealed record WaitingPage(string Name, string Path, DateTimeOffset At);
