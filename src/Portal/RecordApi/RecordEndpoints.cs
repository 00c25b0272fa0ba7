using System.Globalization;
using System.Text.Json.Serialization;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Record;
using Microsoft.Net.Http.Headers;

namespace FamilyPortal.Portal.RecordApi;

/// <summary>The calls of the record API (design.md, "Outside interfaces").</summary>
internal sealed class RecordEndpoints(RecordCalls calls, PlanImport plans, SafetyCall safety, Shared.Record.RecordFeed feed)
{
    /// <summary>What a stored plan or an applied safety call answers.</summary>
    /// <param name="Version">The plan version in force.</param>
    /// <param name="Unchanged">The same content was stored before.</param>
    /// <param name="Unknown">Of a safety call: pointers to the ids that no plan of the family ever named. They are in force all the same.</param>
    public sealed record Stored(int? Version, bool Unchanged, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Unknown);

    public Task<IResult> PutPlanAsync(PathName authority, PathName recordRef, HttpContext http, CancellationToken cancel) =>
        ImportAsync(http, body => plans.PutAsync(calls.Client(http), authority.Value!, recordRef.Value!, body, cancel), cancel);

    public Task<IResult> PostSafetyAsync(PathName authority, PathName recordRef, HttpContext http, CancellationToken cancel) =>
        ImportAsync(http, body => safety.ApplyAsync(calls.Client(http), authority.Value!, recordRef.Value!, body, cancel), cancel);

    public async Task<IResult> FamilyAsync(PathName authority, PathName recordRef, string? after, string? limit, HttpContext http, CancellationToken cancel) =>
        Page(await feed.ReadFamilyAsync(calls.Client(http), authority.Value!, recordRef.Value!, after, Limit(limit), cancel));

    public async Task<IResult> AuthorityAsync(PathName authority, string? after, string? limit, HttpContext http, CancellationToken cancel) =>
        Page(await feed.ReadAuthorityAsync(calls.Client(http), authority.Value!, after, Limit(limit), cancel));

    public async Task<IResult> PictureAsync(PathName authority, PathName recordRef, Guid id, HttpContext http, CancellationToken cancel)
    {
        var read = await feed.ReadPictureAsync(calls.Client(http), authority.Value!, recordRef.Value!, id, cancel);
        return read.Refusal is { } refusal ? Problems.Of(refusal.Status, refusal.Code) : Space.PictureEndpoints.Answer(http, read.Jpeg);
    }

    private static async Task<IResult> ImportAsync(HttpContext http, Func<ReadOnlyMemory<byte>, Task<ImportOutcome>> import, CancellationToken cancel)
    {
        var encodings = http.Request.Headers[HeaderNames.ContentEncoding];
        if (encodings.Any(e => !string.Equals(e, "identity", StringComparison.OrdinalIgnoreCase))) return Problems.Of("encoded-body");
        if (await RecordBody.ReadAsync(http, cancel) is not { } body) return Problems.Of(StatusCodes.Status413PayloadTooLarge, "too-large");
        var outcome = await import(body);
        return outcome.Code is { } code
            ? Problems.Of(outcome.Status, code, outcome.Title, outcome.Faults)
            : Results.Json(new Stored(outcome.Version, outcome.Unchanged, outcome.Unknown), statusCode: outcome.Status);
    }

    private static IResult Page(FeedRead read) => read.Page is { } page ? new PageResult(page) : Problems.Of(read.Refusal!.Status, read.Refusal.Code);

    /// <summary>What is no number becomes a limit that the feed refuses.</summary>
    private static int Limit(string? limit) =>
        string.IsNullOrEmpty(limit) ? Shared.Record.RecordFeed.UsualLimit
        : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
