using FamilyPortal.Shared.Danger;

namespace FamilyPortal.Shared.Responses;

/// <summary>Somebody whom the giver may let see an answer.</summary>
/// <param name="Handle">Opaque, for the form.</param>
/// <param name="Name">Null: everyone whom the plan lets see it, named or not.</param>
public sealed record SharingChoice(string Handle, string? Name)
{
    /// <summary>Never the id of a person in a plan.</summary>
    internal const string Everyone = "everyone";
}

/// <summary>How the giver's choice who may see an answer stands.</summary>
public enum AnswerSharing
{
    /// <summary>They chose nobody.</summary>
    WorkersOnly,

    /// <summary>Those they chose may read it.</summary>
    Shared,

    /// <summary>It says danger: those they chose read nothing of it until a worker releases it.</summary>
    Held,

    /// <summary>They took it back.</summary>
    Ended,

    /// <summary>They said something else since of what they will do: to others only that counts.</summary>
    Replaced,
}

/// <summary>An answer as its viewer may see it.</summary>
/// <param name="Handle">Opaque.</param>
/// <param name="Giver">Opaque: the same for everything that one giver said, and for nobody else, whatever their name.</param>
/// <param name="Item">Handle of the item it answers, where the viewer sees that.</param>
/// <param name="Words">Null where there are none, or where a worker has not released them to this viewer yet.</param>
/// <param name="OneHigher">The form's second text: what would make a number one higher; whom somebody wants with them at a meeting.</param>
/// <param name="MeetingAt">Of an answer about a meeting that the viewer sees: when that was to start when it was answered.</param>
/// <param name="SharedWith">Names, only for the giver and staff.</param>
/// <param name="SharedWithAll">The giver chose everyone whom the plan lets see it; then no names, which they may not know.</param>
/// <param name="ReadBy">Staff who read it and when, only for the giver and staff.</param>
/// <param name="InReplyTo">Handle of the answer that a worker replies to, or that its giver asks to have removed.</param>
/// <param name="Sharing">Null for anybody but the giver.</param>
/// <param name="HasPicture">A picture goes with it, which this viewer may see: <see cref="FamilyAnswers.PictureAsync"/>.</param>
public sealed record AnswerView(
    string Handle, string Giver, AnswerKind Kind, string? Item, bool IsMine, bool ByStaff, string GiverName, string? WithName, DateTimeOffset GivenAt,
    int? Score, string? Choice, string? Words, string? OneHigher, DateTimeOffset? MeetingAt, DateOnly? DoneOn,
    IReadOnlyList<string> SharedWith, bool SharedWithAll, IReadOnlyList<ReadView> ReadBy, string? InReplyTo, AnswerSharing? Sharing, bool HasPicture = false)
{
    /// <summary>Staff on whose screen it was and since when, whether or not they said that they read it; only for the giver.</summary>
    public IReadOnlyList<ReadView> OpenedBy { get; init; } = [];

    /// <summary>The item said something else when it was given: <see cref="Plans.Comparing.OtherWords"/>.</summary>
    public bool IsOfOtherWords { get; init; }

    /// <summary>That a next step is done, as it reads now: said of other words, it is not.</summary>
    public bool SaysDone => Kind == AnswerKind.NextStepReply && Choice == FamilyAnswers.StepDone && !IsOfOtherWords;

    /// <summary>When a worker let those whom its giver chose read what was held; only for the giver.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>That worker's name.</summary>
    public string? ReleasedBy { get; init; }

    /// <summary>Its giver may let others read it now: <see cref="FamilyAnswers.ShareHouseAsync"/>.</summary>
    public bool MayShareLater => IsMine && AnswerVisibility.MayShareLater(Kind, Sharing);
}

/// <summary>A member of staff opened or read an answer.</summary>
public sealed record ReadView(string Name, DateTimeOffset At);

/// <summary>What somebody answers. Only what the form asked for is set.</summary>
public sealed record AnswerForm
{
    /// <summary>The form's key: the same key with the content that it brought last is stored once, with other content it is a new answer.</summary>
    public required string FormKey { get; init; }

    /// <summary>0 to 10.</summary>
    public int? Score { get; init; }

    public string? Choice { get; init; }
    public string? Words { get; init; }
    public string? OneHigher { get; init; }

    /// <summary>Null also where what was typed is no day.</summary>
    public DateOnly? DoneOn { get; init; }

    /// <summary>A picture as it was sent: PNG, JPEG or WebP. Null: none.</summary>
    public byte[]? Picture { get; init; }

    /// <summary>One was sent, of more bytes than <see cref="Pictures.PictureLimits.Bytes"/>: nobody held it.</summary>
    public bool HasTooBigPicture { get; init; }

    internal bool HasPicture => Picture is not null || HasTooBigPicture;

    /// <summary>Handles of <see cref="SharingChoice"/>s. Empty: workers only.</summary>
    public IReadOnlyList<string> ShareWith { get; init; } = [];
}

/// <summary>Why an answer was not stored.</summary>
public enum AnswerFault
{
    None,

    /// <summary>The plan changed, or it never was this reader's: they may not answer it now.</summary>
    NotThere,

    ScoreMissing,
    ChoiceMissing,
    WordsMissing,

    /// <summary>No day, or one before <see cref="AnswerLimits.FirstDay"/>, which is a slip.</summary>
    DayMissing,

    /// <summary>It is not there yet.</summary>
    DayToCome,

    /// <summary>Longer than <see cref="AnswerLimits.Words"/>.</summary>
    TooLong,

    /// <summary>More in an hour than anybody gives. Never said to words that tell of danger: those are stored.</summary>
    TooMany,

    /// <summary>They asked for the same, and it is not answered yet.</summary>
    AskedAlready,

    /// <summary>More bytes than <see cref="Pictures.PictureLimits.Bytes"/>, or more dots than are drawn.</summary>
    PictureTooBig,

    /// <summary>No picture of a kind that is taken.</summary>
    PictureUnreadable,

    /// <summary>Its turn did not come in time. It can be added again at once.</summary>
    PictureWaits,

    /// <summary>More pictures in an hour than <see cref="Pictures.PictureLimits.InAnHour"/>.</summary>
    TooManyPictures,

    /// <summary>As many lie here as <see cref="Pictures.PictureLimits.BytesOfPerson"/> allows.</summary>
    PicturesFull,
}

/// <summary>What kind of fault.</summary>
public static class AnswerFaults
{
    /// <summary>Of the picture alone: the rest of the form has none.</summary>
    public static bool IsOfPicture(this AnswerFault fault) =>
        fault is AnswerFault.PictureTooBig or AnswerFault.PictureUnreadable or AnswerFault.PictureWaits or AnswerFault.TooManyPictures or AnswerFault.PicturesFull;
}

/// <summary>Lengths that forms and service share.</summary>
public static class AnswerLimits
{
    /// <summary>Characters of one free text.</summary>
    public const int Words = 4000;

    public static readonly DateOnly FirstDay = new(2000, 1, 1);

    /// <summary>Characters of a form's key; a longer one is stored by its fingerprint.</summary>
    public const int FormKey = 64;
}

/// <summary>What came of giving an answer.</summary>
/// <param name="Stored">False for a repeat of one already stored, which is as good.</param>
/// <param name="Danger">What the danger check found in the words; its advice is shown before anything else.</param>
public sealed record AnswerOutcome(AnswerFault Fault, bool Stored, DangerFinding Danger)
{
    public bool IsOk => Fault == AnswerFault.None;

    /// <summary>The stored answer's, for its giver; null where nothing is stored. Beside a fault of its picture, the answer is stored without it.</summary>
    public string? Handle { get; init; }

    internal Guid Answer { get; init; }
}

/// <summary>The danger check found something in an own answer.</summary>
/// <param name="Handle">The answer's.</param>
/// <param name="Item">Handle of the item it answers, where its giver sees that.</param>
public sealed record HeardDanger(string Handle, DangerFinding Finding, AnswerKind Kind, string? Item, AnswerSharing Sharing);
