namespace FamilyPortal.Identity.Accounts;

/// <summary>What is wrong with a PIN that somebody chose.</summary>
internal enum PinFault
{
    None,
    NotDigits,
    Length,

    /// <summary>One of those that others try first.</summary>
    Common,
}

/// <summary>Which PINs may be chosen: 4 to 8 digits, and none that somebody who knows the person, or nothing, would try first.</summary>
internal static class PinRules
{
    public const int Shortest = 4;
    public const int Longest = 8;

    /// <summary>Lines and corners of a phone's keypad, and what people like (measured lists of leaked PINs); also as a part that is repeated.</summary>
    private static readonly HashSet<string> Liked =
    [
        "2580", "0852", "1470", "0741", "3690", "0963", "1590", "1593", "3571", "3579", "7531", "9513", "1379", "1397", "3197", "7931", "9731", "7139", "9317",
        "1478", "7896", "1236", "3214", "7412", "9874", "6321", "4789", "3698", "7894", "1475", "3695", "4561", "4568", "2684", "4862", "2486", "6842", "8426",
        "1004", "2468", "8642", "1357", "7531", "5683", "4711", "0007", "1313", "4242", "6969", "5150", "8520", "2589", "1122", "2211", "1001", "2112",
        "14789", "12369", "15937", "35789", "25800", "147258", "147852", "258369", "159357", "357159", "147369", "789456", "456123", "741852", "852963", "963852",
        "112233", "223344", "332211", "123123", "142536", "159753", "123654", "321654", "100200", "246810", "314159", "420420", "1472580", "12345679", "14725836", "11223344",
    ];

    public static PinFault Check(string pin)
    {
        if (!pin.All(char.IsAsciiDigit)) return PinFault.NotDigits;
        if (pin.Length is < Shortest or > Longest) return PinFault.Length;
        return IsRepeated(pin) || IsRun(pin) || IsDate(pin) || Liked.Contains(pin) ? PinFault.Common : PinFault.None;
    }

    /// <summary>As people type it: without spaces and hyphens.</summary>
    public static string Read(string? typed) => string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-'));

    /// <summary>1111, 1212, 123123, 11112222, and nearly all the same: 1112.</summary>
    private static bool IsRepeated(string pin)
    {
        if (pin.Distinct().Count() == 1 || pin.GroupBy(c => c).Max(g => g.Count()) >= pin.Length - 1) return true;
        for (var part = 2; part <= pin.Length / 2; part++)
            if (pin.Length % part == 0 && Enumerable.Range(0, pin.Length).All(i => pin[i] == pin[i % part])) return true;
        return pin.Length % 2 == 0 && pin[..(pin.Length / 2)].Distinct().Count() == 1 && pin[(pin.Length / 2)..].Distinct().Count() == 1;
    }

    /// <summary>1234, 9876, 7890, 2468: the same step each time, round the end too.</summary>
    private static bool IsRun(string pin)
    {
        var steps = pin.Zip(pin[1..], (a, b) => (b - a + 10) % 10).Distinct().ToList();
        return steps.Count == 1 && steps[0] is 1 or 2 or 8 or 9;
    }

    /// <summary>Days and years that stand for a birthday: 1990, 2014, 0305, 0503, 030590, 900503, 03051990, 19900503.</summary>
    private static bool IsDate(string pin) => pin.Length switch
    {
        4 => IsYear(pin) || IsDay(pin[..2], pin[2..]),
        5 => IsDay("0" + pin[..1], pin[1..3]) || IsDay(pin[..2], "0" + pin[2..3]) || IsYear(pin[1..]),
        6 => IsDay(pin[..2], pin[2..4]) || IsDay(pin[2..4], pin[4..]) || IsYear(pin[..4]) || IsYear(pin[2..]),
        7 => IsYear(pin[3..]) || IsYear(pin[..4]),
        8 => (IsDay(pin[..2], pin[2..4]) && IsYear(pin[4..])) || (IsYear(pin[..4]) && IsDay(pin[4..6], pin[6..])),
        _ => false,
    };

    private static bool IsYear(string four) => four is ['1', '9', ..] or ['2', '0', ..];

    /// <summary>A day and a month, whichever comes first.</summary>
    private static bool IsDay(string a, string b)
    {
        var (first, second) = (int.Parse(a, null), int.Parse(b, null));
        return first is > 0 and <= 31 && second is > 0 and <= 31 && Math.Min(first, second) <= 12;
    }
}
