using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization;
using FamilyPortal.Shared.Responses.Pictures;
using FamilyPortal.Shared.Texting;

namespace FamilyPortal.Portal.MyWords.Everything;

/// <summary>
/// All that is held here about one person, as the page shows it and the copies hold it (docs/your-copy.md). Nothing in it is read
/// but through this person's own viewer.
/// </summary>
public sealed record YourCopy
{
    /// <summary>Of this shape; raised when a reader would have to change.</summary>
    public const string ThisFormat = "your-copy/1";

    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        // A file, never part of a page: names stay readable in whatever language.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string Format => ThisFormat;
    public required DateTimeOffset MadeAt { get; init; }
    public required string Name { get; init; }
    public required string Language { get; init; }
    public required string Family { get; init; }
    public required DateOnly PlanAgreedOn { get; init; }
    public required DateOnly PlanReviewOn { get; init; }
    public required IReadOnlyList<CopyItem> Plan { get; init; }
    public required IReadOnlyList<CopyAnswer> Answers { get; init; }

    /// <summary>What they asked to have changed.</summary>
    public required IReadOnlyList<CopyAnswer> Requests { get; init; }

    public required OwnTextsView Texts { get; init; }
    public required CopyPreferences Preferences { get; init; }
    public required CopySignIn SignIn { get; init; }

    /// <summary>As a file, answer by answer: of the pictures one at a time is in memory.</summary>
    public async Task WriteJsonAsync(Stream to, OwnPictures pictures, CancellationToken cancel)
    {
        var pipe = PipeWriter.Create(to, new(leaveOpen: true));
        await using var writer = new Utf8JsonWriter(pipe, new() { Indented = Written.WriteIndented, Encoder = Written.Encoder });
        writer.WriteStartObject();
        foreach (var member in JsonSerializer.SerializeToElement(this with { Answers = [] }, Written).EnumerateObject())
        {
            if (!member.NameEquals("answers"))
            {
                member.WriteTo(writer);
                continue;
            }
            writer.WriteStartArray(member.Name);
            foreach (var answer in Answers)
            {
                JsonSerializer.Serialize(writer, answer.PictureOf is { } drawn ? answer with { Picture = await pictures.ReadAsync(drawn, cancel) } : answer, Written);
                writer.Flush();
                await pipe.FlushAsync(cancel);
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
        writer.Flush();
        await pipe.FlushAsync(cancel);
    }
}

/// <param name="Part">`worry`, `goal` ...</param>
/// <param name="Language">Of the text (BCP 47).</param>
/// <param name="Details">By a fixed word: `who`, `by`, `zero` ...</param>
public sealed record CopyItem(string Part, string Text, string Language, IReadOnlyList<CopyDetail> Details);

/// <summary>Something that belongs to an item.</summary>
/// <param name="Language">Of words of the plan; null for days and names.</param>
public sealed record CopyDetail(string Is, string Text, string? Language);

/// <summary>One answer of theirs.</summary>
/// <param name="Kind">As in docs/record.md.</param>
/// <param name="About">The words of the item, where they still see it; of a request to remove words, when those were said.</param>
/// <param name="MayRead">Names of those whom they let read it; `everyone` with <paramref name="MayReadAll"/>.</param>
/// <param name="Sharing">`workers-only`, `shared`, `held`, `ended` or `replaced`.</param>
public sealed record CopyAnswer(
    string Kind, DateTimeOffset At, string? About, string? Choice, int? Score, string? Words, string? SecondWords, DateOnly? DoneOn, string? With,
    string Sharing, IReadOnlyList<string> MayRead, bool MayReadAll, IReadOnlyList<CopyRead> OpenedBy, IReadOnlyList<CopyRead> ReadBy,
    DateOnly? ReplyBy, DateTimeOffset? HandedOnAt, DateTimeOffset? AnsweredAt, string? Outcome, IReadOnlyList<CopyReply> Replies)
{
    /// <summary>The worker who let those whom they chose read what was held, the last time.</summary>
    public CopyRead? LetReadBy { get; init; }

    /// <summary>The drawing or photo that went with it (JPEG): in the copies, only while they are written.</summary>
    public byte[]? Picture { get; init; }

    /// <summary>The answer's handle, where a picture went with it.</summary>
    [JsonIgnore]
    public string? PictureOf { get; init; }
}

/// <summary>A member of staff opened or read it.</summary>
public sealed record CopyRead(string Name, DateTimeOffset At);

/// <summary>What a worker wrote back.</summary>
public sealed record CopyReply(string By, DateTimeOffset At, string? Outcome, string Words);

/// <summary>What they chose for themselves. The code word is for workers to say: no file tells it.</summary>
public sealed record CopyPreferences(string? Language, string Size, bool CalmColours, bool EndsSoon, TimeOnly? TextsFrom, TimeOnly? TextsUntil, bool HasCodeWord);

/// <summary>How they came in, as this part knows it.</summary>
public sealed record CopySignIn(DateTimeOffset InvitedAt, DateTimeOffset? FirstSignInAt, IReadOnlyList<DateTimeOffset> SignIns);
