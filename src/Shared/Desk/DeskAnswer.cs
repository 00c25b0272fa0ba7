using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Shared.Desk;

/// <summary>An answer as staff read it.</summary>
/// <param name="Id">For the forms of the staff pages.</param>
/// <param name="ItemText">The item's words now, or as they last were.</param>
/// <param name="OneHigher">The form's second text.</param>
/// <param name="MeetingAt">Of an answer about a meeting: when that was to start when it was answered.</param>
/// <param name="Handle">Opaque, for URLs.</param>
/// <param name="Giver">Opaque: the same for everything that one giver said.</param>
/// <param name="NeedsRelease">It, or its words, wait for a worker before those whom the giver chose may read them, or one of them who came back since a release.</param>
/// <param name="Readers">Names of those of the chosen who get the words with the release: who may read it now, and were not let read it before.</param>
/// <param name="ReadersMark">Opaque: stands for these readers, for <see cref="StaffDesk.ReleaseAsync"/>.</param>
/// <param name="SharingEndedAt">When its giver took the sharing back.</param>
/// <param name="HasPicture">A picture goes with it: <see cref="StaffDesk.PictureAsync"/>.</param>
public sealed record DeskAnswer(Guid Id, AnswerKind Kind, string? Item, string? ItemText, string GiverName, bool ByStaff, string? WithName, DateTimeOffset GivenAt,
    int? Score, string? Choice, string? Words, string? OneHigher, DateTimeOffset? MeetingAt, DateOnly? DoneOn, IReadOnlyList<string> SharedWith, IReadOnlyList<ReadView> ReadBy, bool NeedsRelease, Guid? InReplyTo,
    string Handle, string Giver, bool IsMine, bool ReadByMe, IReadOnlyList<string> Readers, string ReadersMark, AnswerSharing Sharing, DateTimeOffset? SharingEndedAt, bool HasPicture = false)
{
    /// <summary>Its item said something else when it was given: <see cref="Plans.Comparing.OtherWords"/>.</summary>
    public bool IsOfOtherWords { get; init; }

    /// <summary>Its giver answered the same again: of what somebody will do, only the newest counts.</summary>
    public bool IsReplaced { get; init; }

    /// <summary>Who let whom of its readers read it, the last time; null where no worker did.</summary>
    public DeskRelease? Released { get; init; }

    /// <summary>The alert that its words opened or joined.</summary>
    public Guid? Alert { get; init; }

    /// <summary>Names of those whom a worker may let know that nobody has the task at the moment: of a no that says danger.</summary>
    public IReadOnlyList<string> LearnNobodyHas { get; init; } = [];

    /// <summary>Opaque: stands for these, for <see cref="StaffDesk.LetGapBeKnownAsync"/>.</summary>
    public string LearnMark { get; init; } = "";
}

/// <summary>A worker let what waited go.</summary>
/// <param name="To">Names of those who may read it now.</param>
public sealed record DeskRelease(string By, DateTimeOffset At, IReadOnlyList<string> To);
