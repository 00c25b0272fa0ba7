namespace FamilyPortal.Shared.Storage.Prepared;

/// <summary>The columns of a row in the order of the query, each as the model has it in either database.</summary>
internal abstract class Columns
{
    private int _at;

    /// <summary>Back to the first column, for the next row.</summary>
    public Columns Row()
    {
        _at = 0;
        return this;
    }

    /// <summary>Whether the next columns are those of a row that a left join did not find: then they are passed over.</summary>
    public bool HasNone(int columns)
    {
        if (!IsNull(_at)) return false;
        _at += columns;
        return true;
    }

    public string Text() => TextOrNull() ?? throw new InvalidOperationException($"Column {_at - 1} is empty.");

    public string? TextOrNull() => Text(_at++);

    public bool Flag() => Flag(_at++);

    public int Int() => (int)Number(_at++);

    public int? IntOrNull() => SkipsNull() ? null : Int();

    public long Long() => Number(_at++);

    public Guid Guid() => Guid(_at++);

    public Guid? GuidOrNull() => SkipsNull() ? null : Guid();

    public byte[] Bytes() => Bytes(_at++);

    public DateOnly? DayOrNull() => SkipsNull() ? null : Day(_at++);

    public TimeOnly? TimeOrNull() => SkipsNull() ? null : Time(_at++);

    public DateTimeOffset Moment() => Moment(_at++);

    public DateTimeOffset? MomentOrNull() => SkipsNull() ? null : Moment();

    public string[] Texts() => Texts(_at++);

    /// <summary>An enum that is stored by name.</summary>
    public TEnum Name<TEnum>() where TEnum : struct, Enum => Enum.Parse<TEnum>(Text());

    protected abstract bool IsNull(int at);

    protected abstract string? Text(int at);

    protected abstract bool Flag(int at);

    protected abstract long Number(int at);

    protected abstract Guid Guid(int at);

    protected abstract byte[] Bytes(int at);

    protected abstract DateOnly Day(int at);

    protected abstract TimeOnly Time(int at);

    protected abstract DateTimeOffset Moment(int at);

    protected abstract string[] Texts(int at);

    private bool SkipsNull()
    {
        if (!IsNull(_at)) return false;
        _at++;
        return true;
    }
}
