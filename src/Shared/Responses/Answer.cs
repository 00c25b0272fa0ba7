namespace FamilyPortal.Shared.Responses;

/// <summary>What kind of answer somebody gave.</summary>
public enum AnswerKind
{
    /// <summary>0-10 on a scale.</summary>
    Score,

    /// <summary>Agree, partly, or not how I see it.</summary>
    GoalResponse,

    /// <summary>"How I see it" beside any item.</summary>
    View,

    /// <summary>A network member's reply to a task.</summary>
    RoleReply,

    /// <summary>How a next step of one's own is going.</summary>
    NextStepReply,

    /// <summary>What somebody has done about a goal, and on which day.</summary>
    GoalProgress,

    /// <summary>Coming, not coming, or by phone; what somebody wants to say at a meeting, and whom they want with them.</summary>
    MeetingReply,

    /// <summary>After a meeting: whether they felt listened to, and what would have made it better.</summary>
    Feedback,

    /// <summary>A question to the worker.</summary>
    Question,

    /// <summary>A number or words sent back by text.</summary>
    TextReply,

    /// <summary>Words from the chat that the danger check found.</summary>
    ChatMessage,

    /// <summary>A worker's reply to a question.</summary>
    WorkerReply,

    /// <summary>Words that say danger, from a form that could not be stored as asked.</summary>
    Unfinished,

    /// <summary>"Take my words out": of an own answer, which <see cref="Answer.InReplyTo"/> names.</summary>
    RemovalRequest,

    /// <summary>"This is wrong": of an item of the plan.</summary>
    CorrectionRequest,

    /// <summary>"Take my number off".</summary>
    NumberRequest,

    /// <summary>A young person's House of Worries: words, a face, a drawing.</summary>
    HouseOfWorries,

    /// <summary>Their House of Good Things.</summary>
    HouseOfGoodThings,

    /// <summary>Their House of Dreams.</summary>
    HouseOfDreams,

    /// <summary>A part of their Safety House.</summary>
    SafetyHouse,

    /// <summary>"I want to talk to someone alone."</summary>
    TalkAlone,

    /// <summary>"I want a different worker."</summary>
    AnotherWorker,

    /// <summary>"Something is wrong."</summary>
    SomethingWrong,
}

/// <summary>
/// One answer, never changed and never overwritten: a changed mind is a new answer. Only its picture comes after it, while no
/// member of staff has opened it; and of what a young person put into a house, who may read it. Seen by its giver, their workers, and
/// those in all of <see cref="Chosen"/>, <see cref="SeenByThen"/> and the item's `seenBy` now.
/// </summary>
internal sealed class Answer
{
    public Guid FamilyId { get; set; }
    public Guid Id { get; set; }
    public AnswerKind Kind { get; set; }
    public string? ItemId { get; set; }
    public int PlanVersion { get; set; }

    /// <summary>The plan's person id of the giver; for staff the staff id as text, with <see cref="ByStaff"/>.</summary>
    public required string GiverId { get; set; }

    public bool ByStaff { get; set; }
    public required string GiverName { get; set; }

    /// <summary>The worker on whose device it was given, if so: recorded as "with NAME".</summary>
    public string? WithName { get; set; }

    /// <summary>The staff id of that worker.</summary>
    public Guid? WithStaff { get; set; }

    /// <summary>The assisted session in which it was given: within it, only its own answers are shown.</summary>
    public Guid? WithSession { get; set; }

    public DateTimeOffset GivenAt { get; set; }

    /// <summary>0 to 10.</summary>
    public int? Score { get; set; }

    /// <summary>A fixed word of the kind, as docs/record.md lists them. None stands for two kinds, but for the feelings of the three houses.</summary>
    public string? Choice { get; set; }

    public string? Words { get; set; }

    /// <summary>
    /// The form's second text: "What would make it one higher?", and of a <see cref="AnswerKind.MeetingReply"/> whom they want with
    /// them; of what a young person asks for, how to reach them safely. No form has three, and each text has to pass the danger check, the holding, the late forms and the release.
    /// </summary>
    public string? OneHigher { get; set; }

    /// <summary>The day on which they did what they tell of.</summary>
    public DateOnly? DoneOn { get; set; }

    /// <summary>SHA-256 (hex) of the picture that belongs to it (<see cref="Pictures.AnswerPicture"/>); null: there is none.</summary>
    public string? PictureSha256 { get; set; }

    /// <summary>Of an answer about a meeting: when that was to start. It does not stand for the time that the meeting is moved to.</summary>
    public DateTimeOffset? MeetingAt { get; set; }

    /// <summary>Person ids the giver chose, after `everyone` where they chose all whom the plan lets see it. Empty: workers only.</summary>
    public required List<string> Chosen { get; set; }

    /// <summary>Person ids the item's `seenBy` reached when the answer was given.</summary>
    public required List<string> SeenByThen { get; set; }

    /// <summary>The form's key: the same key with the content that it brought last is stored once.</summary>
    public required string FormKey { get; set; }

    /// <summary>Counts what the key brought, from 1: a mind changed and changed back is three answers.</summary>
    public int Turn { get; set; }

    /// <summary>SHA-256 (hex) of what was answered, without its picture, which comes after it (<see cref="PictureSha256"/>).</summary>
    public required string ContentHash { get; set; }

    /// <summary>What a reply answers; of a <see cref="AnswerKind.RemovalRequest"/> the answer that is meant.</summary>
    public Guid? InReplyTo { get; set; }

    /// <summary>Its words said danger when it was given: of the family nobody but its giver reads anything of it before its release.</summary>
    public bool IsHeld { get; set; }

    /// <summary>The alert that its words opened or joined.</summary>
    public Guid? AlertId { get; set; }

    /// <summary>What is held, and in a family with people kept apart the words, reach others than workers only after this.</summary>
    /// <remarks>The last time: whoever came back later is let read it by itself.</remarks>
    public DateTimeOffset? ReleasedAt { get; set; }

    public string? ReleasedBy { get; set; }

    /// <summary>Of <see cref="ReleasedBy"/>, for the giver.</summary>
    public string? ReleasedByName { get; set; }

    /// <summary>Person ids of those whom the worker was shown at a release. It counts for nobody else of the chosen.</summary>
    public List<string> ReleasedTo { get; set; } = [];

    /// <summary>Of a no to a task that says danger: from then on it is known that nobody has the task, and nothing else of it.</summary>
    public DateTimeOffset? GapKnownAt { get; set; }

    public string? GapKnownBy { get; set; }

    /// <summary>Person ids, as <see cref="ReleasedTo"/>.</summary>
    public List<string> GapKnownTo { get; set; } = [];

    /// <summary>Its giver took the sharing back: from then on it is for workers only, whatever is released.</summary>
    public DateTimeOffset? SharingEndedAt { get; set; }
}

/// <summary>A member of staff had the words of an answer before them, and perhaps said that they read it. The giver sees who and when.</summary>
internal sealed class AnswerRead
{
    public Guid FamilyId { get; set; }
    public Guid AnswerId { get; set; }
    public Guid StaffId { get; set; }
    public required string StaffName { get; set; }

    /// <summary>When a page first showed them the words.</summary>
    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>When they said that they read it. Null: it was only on their screen.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>When they said so, they were of those who settle what is about a worker.</summary>
    public bool AsSettler { get; set; }
}
