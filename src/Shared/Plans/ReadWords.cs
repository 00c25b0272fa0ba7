using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace FamilyPortal.Shared.Plans;

/// <summary>
/// What somebody reads of an item, as an explicit list: fingerprints that are stored must not change with the shape of our types, or a
/// release would tell everybody that their whole plan has changed. A test asks of every member of a view whether it belongs here.
/// </summary>
internal static class ReadWords
{
    /// <summary>Of the list below: raise it with every change to it. What was stored under another is compared with nothing.</summary>
    public const byte Version = 2;

    /// <summary>Fingerprint of an item as it is read: not of its handle, nor of what hangs on which other items somebody sees or whom it asks.</summary>
    public static byte[] HashOf(ItemView item) => Hash(Of(item));

    /// <summary>Fingerprint of a whole plan as its reader reads it, less its days.</summary>
    public static string HashOf(PlanView view) => Convert.ToHexStringLower(Hash(
    [
        Number(Version), view.FamilyName, view.Approach,
        .. view.Items().SelectMany(i => (string?[])[i.Handle, .. Linked(i), .. List(Of(i))]),
        .. view.Workers.SelectMany(w => (string?[])[w.Name, w.Number, .. List(w.Items)]),
    ]));

    private static IReadOnlyList<string?> Of(ItemView item) =>
    [
        .. Words(item.Text),
        .. item switch
        {
            StrengthView i => [Flag(i.IsSafety)],
            WorryView i => [i.Type.ToString(), .. Words(i.Behaviour), .. Words(i.Impact), .. List(i.WorriedPeople)],
            GoalView i => [Flag(i.IsFamilyGoal), Flag(i.IsWellbeing)],
            StageView i => [Day(i.By), Day(i.ReachedOn), .. List([.. i.ToSee.SelectMany(Words)])],
            NextStepView i => [Flag(i.IsMine), Day(i.By), Flag(i.Done), .. List(i.Who)],
            TaskView i => [i.Person, Flag(i.IsMine), Flag(i.IsBackup), .. Words(i.When), i.Backup],
            SignView i => [.. Words(i.Do), .. i.Call.SelectMany(c => (string?[])[c.Name, c.Number])],
            ScaleView i => [.. Words(i.Zero), .. Words(i.Ten)],
            MeetingView i => [i.Kind, i.At.ToString("O", CultureInfo.InvariantCulture), i.Minutes?.ToString(CultureInfo.InvariantCulture), .. Words(i.Where), Flag(i.IsMine), .. List(i.Who)],
            PictureView i => [i.Picture],
            _ => (string?[])[],
        },
    ];

    /// <summary>With the English that they were made of: where it changes, a reader of the translation is told.</summary>
    private static IEnumerable<string?> Words(Said? said) => [said?.Text, said?.English];

    /// <summary>What a whole plan shows of an item besides: what it has to do with others of the reader's, and whether it asks them.</summary>
    private static IEnumerable<string?> Linked(ItemView item) => item switch
    {
        GoalView i => [Flag(i.Asked), .. List(i.Worries)],
        ScaleView i => [Flag(i.Asked), .. List(i.Goals)],
        StageView i => [Flag(i.IsNow)],
        _ => [],
    };

    /// <summary>With its length, so that no two lists beside each other read like two others.</summary>
    private static IEnumerable<string?> List(IReadOnlyCollection<string?> all) => [Number(all.Count), .. all];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

    private static string Flag(bool flag) => flag ? "yes" : "no";

    private static byte[] Hash(IEnumerable<string?> all) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(all));
}
