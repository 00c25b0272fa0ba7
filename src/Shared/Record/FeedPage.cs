namespace FamilyPortal.Shared.Record;

/// <summary>Why the record's side was refused. `Code` ends the problem type `/problems/{code}` and never says more than the caller may know.</summary>
/// <param name="Status">The HTTP status.</param>
public sealed record RecordRefusal(int Status, string Code)
{
    /// <summary>The authority is not one of the client's.</summary>
    public static readonly RecordRefusal WrongAuthority = new(403, "wrong-authority");

    /// <summary>The authority has no family with this reference.</summary>
    public static readonly RecordRefusal UnknownFamily = new(404, "unknown-family");

    /// <summary>The family has no answer with this id that has a picture.</summary>
    public static readonly RecordRefusal UnknownPicture = new(404, "unknown-picture");

    /// <summary>The cursor is not one that this feed gave.</summary>
    public static readonly RecordRefusal BadCursor = new(400, "bad-cursor");

    /// <summary>The limit is not a whole number from 1 to 1000.</summary>
    public static readonly RecordRefusal BadLimit = new(400, "bad-limit");
}

/// <summary>One page of the feed.</summary>
/// <param name="Items">CloudEvents 1.0, one JSON object each, oldest first.</param>
/// <param name="Next">The cursor to ask with next time, on an empty page too.</param>
/// <param name="More">Whether there was already more when this page was read.</param>
public sealed record FeedPage(IReadOnlyList<ReadOnlyMemory<byte>> Items, string Next, bool More);

/// <summary>A picture, or why there is none.</summary>
public sealed record PictureRead(byte[]? Jpeg, RecordRefusal? Refusal);

/// <summary>A page, or why there is none.</summary>
public sealed record FeedRead(FeedPage? Page, RecordRefusal? Refusal)
{
    public static implicit operator FeedRead(RecordRefusal refusal) => new(null, refusal);
    public static implicit operator FeedRead(FeedPage page) => new(page, null);
}
