using System.Text.Json;
using System.Text.Json.Serialization;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;

namespace FamilyPortal.Shared.Responses;

/// <summary>The fixed words by which answers are known in the record feed.</summary>
internal static class AnswerCodes
{
    /// <summary>`score`, `goal-response` ...</summary>
    public static string Of(AnswerKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    /// <summary>The CloudEvent type.</summary>
    public static string EventType(AnswerKind kind) => EventType(Of(kind));

    public static string EventType(string kind) => $"uk.familyportal.answer.{kind}.v1";

    /// <summary>No answer of its own: the giver took back who may read one.</summary>
    public const string SharingEnded = "sharing-ended";

    /// <summary>No answer of its own: the giver lets others read one that only workers read until then.</summary>
    public const string SharingStarted = "sharing-started";

    /// <summary>No answer of its own: nobody had read one in time, and cover was asked to.</summary>
    public const string HandedOn = "handed-on";

    /// <summary>No answer of its own: the picture of one that was stored before it.</summary>
    public const string PictureAdded = "picture-added";
}

/// <summary>An answer as the worker's record gets it: the `data` of its CloudEvent. Ids are the plan's own.</summary>
internal sealed record AnswerRecord
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public required Guid AnswerId { get; init; }
    public required string RecordRef { get; init; }
    public required string Kind { get; init; }
    public string? Item { get; init; }
    public required int PlanVersion { get; init; }
    public required Giver GivenBy { get; init; }
    public string? With { get; init; }
    public required DateTimeOffset GivenAt { get; init; }
    public int? Score { get; init; }
    public string? Choice { get; init; }
    public string? Words { get; init; }
    public string? OneHigher { get; init; }

    /// <summary>Of what somebody has done: the day on which they say they did it.</summary>
    public DateOnly? DoneOn { get; init; }

    /// <summary>Of a meeting reply: whom they want with them there, in their words.</summary>
    public string? WantsWithThem { get; init; }

    /// <summary>Of what a young person asked for: how to reach them safely, in their words.</summary>
    public string? ReachBy { get; init; }

    /// <summary>Of what a young person put into a house: the drawing or photo. With words it comes after them, as <see cref="AnswerCodes.PictureAdded"/>.</summary>
    public PictureReference? Picture { get; init; }

    /// <summary>When the meeting was to start, as it stood in the plan that was answered.</summary>
    public DateTimeOffset? MeetingAt { get; init; }

    public required IReadOnlyList<string> SharedWith { get; init; }

    /// <summary>True where those in <see cref="SharedWith"/> read nothing of it until a worker releases it.</summary>
    public bool? Held { get; init; }

    public Guid? InReplyTo { get; init; }

    /// <summary>Of a worker's reply: the other questions that it answers.</summary>
    public IReadOnlyList<Guid>? AlsoAnswers { get; init; }

    /// <summary>Of what is owed an answer: the day by which the portal says there will be one.</summary>
    public DateOnly? ReplyBy { get; init; }

    /// <summary>`urgent` or `emergency` where the words say danger.</summary>
    public string? Danger { get; init; }

    /// <param name="Person">The plan's person id; null for staff.</param>
    internal sealed record Giver(string? Person, string Name, bool Staff);

    /// <summary>The picture itself is fetched from the record API: an event stays small.</summary>
    /// <param name="Href">Below the portal's own address.</param>
    internal sealed record PictureReference(string MediaType, int Size, string Sha256, string Href);

    public static AnswerRecord Of(Family family, Answer a, DangerFinding finding, Pictures.AnswerPicture? picture = null) => new()
    {
        AnswerId = a.Id,
        RecordRef = family.RecordRef,
        Kind = AnswerCodes.Of(a.Kind),
        Item = a.ItemId,
        PlanVersion = a.PlanVersion,
        GivenBy = new(a.ByStaff ? null : a.GiverId, a.GiverName, a.ByStaff),
        With = a.WithName,
        GivenAt = a.GivenAt,
        Score = a.Score,
        Choice = a.Choice,
        Words = a.Words,
        OneHigher = a.Kind == AnswerKind.MeetingReply || a.Kind.IsWish() ? null : a.OneHigher,
        ReachBy = a.Kind.IsWish() ? a.OneHigher : null,
        WantsWithThem = a.Kind == AnswerKind.MeetingReply ? a.OneHigher : null,
        MeetingAt = a.MeetingAt,
        DoneOn = a.DoneOn,
        Picture = picture is null ? null : ReferenceTo(family, a, picture),
        SharedWith = [.. a.Chosen.Where(c => c != SharingChoice.Everyone)],
        Held = a.IsHeld ? true : null,
        InReplyTo = a.InReplyTo,
        Danger = finding.IsDanger ? finding.LevelCode : null,
    };

    /// <summary>As <see cref="OfEndedSharing"/>.</summary>
    /// <param name="a">With the hash of the picture.</param>
    public static AnswerRecord OfPicture(Family family, Answer a, Pictures.AnswerPicture picture, DateTimeOffset at) => new()
    {
        AnswerId = a.Id,
        RecordRef = family.RecordRef,
        Kind = AnswerCodes.PictureAdded,
        PlanVersion = a.PlanVersion,
        GivenBy = new(a.GiverId, a.GiverName, false),
        With = a.WithName,
        GivenAt = at,
        SharedWith = [.. a.Chosen.Where(c => c != SharingChoice.Everyone)],
        Held = a.IsHeld ? true : null,
        Picture = ReferenceTo(family, a, picture),
    };

    private static PictureReference ReferenceTo(Family family, Answer a, Pictures.AnswerPicture picture) => new(
        Pictures.AnswerPicture.MediaType, picture.Jpeg.Length, a.PictureSha256!,
        $"/api/record/v1/{Uri.EscapeDataString(family.AuthorityId)}/families/{Uri.EscapeDataString(family.RecordRef)}/responses/{a.Id:D}/picture");

    /// <summary>As <see cref="OfEndedSharing"/>.</summary>
    public static AnswerRecord OfHandedOn(Family family, Answer a, DateOnly replyBy, DateTimeOffset at) => new()
    {
        AnswerId = a.Id,
        RecordRef = family.RecordRef,
        Kind = AnswerCodes.HandedOn,
        PlanVersion = a.PlanVersion,
        GivenBy = new(a.GiverId, a.GiverName, false),
        With = a.WithName,
        GivenAt = at,
        SharedWith = [],
        ReplyBy = replyBy,
    };

    /// <summary>As <see cref="OfEndedSharing"/>.</summary>
    public static AnswerRecord OfStartedSharing(Family family, Answer a, string? with, DateTimeOffset at) =>
        OfSharing(AnswerCodes.SharingStarted, family, a, with, at) with { SharedWith = [.. a.Chosen.Where(c => c != SharingChoice.Everyone)], Held = a.IsHeld ? true : null };

    /// <summary>The answer is known by its id already, and none of its words go again.</summary>
    public static AnswerRecord OfEndedSharing(Family family, Answer a, string? with, DateTimeOffset at) => OfSharing(AnswerCodes.SharingEnded, family, a, with, at);

    private static AnswerRecord OfSharing(string kind, Family family, Answer a, string? with, DateTimeOffset at) => new()
    {
        AnswerId = a.Id,
        RecordRef = family.RecordRef,
        Kind = kind,
        Item = a.ItemId,
        PlanVersion = a.PlanVersion,
        GivenBy = new(a.GiverId, a.GiverName, false),
        With = with,
        GivenAt = at,
        SharedWith = [],
    };
}
