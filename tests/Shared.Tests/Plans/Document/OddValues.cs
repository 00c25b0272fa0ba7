using System.Text.Json.Nodes;

namespace FamilyPortal.Shared.Tests.Plans.Document;

/// <summary>Values at and over the edges of what the schema allows, to put anywhere in a plan.</summary>
internal static class OddValues
{
    /// <summary>One of each type, as JSON text.</summary>
    public static readonly string[] Types = ["null", "true", "false", "0", "1.0", "0.5", "[]", "{}", "[null]", "\"\""];

    /// <summary>More of each type, and numbers that are whole in more than one way. As JSON text.</summary>
    public static readonly string[] Raw =
    [
        "null", "true", "false", "0", "-0", "0.0", "1", "1.0", "1e0", "10", "1E1", "10.000", "0.5", "-1", "5", "4", "4.9999999", "1440", "1441", "1440.5",
        "1000000", "1000001", "1000000.0000000000001", "9007199254740993", "1e300", "1e400", "-1e400", "[]", "{}", "[[]]", "[null]", "[{}]", "{\"text\":\"x\"}", "{\"person\":\"anna\"}",
    ];

    public static readonly string[] Texts =
    [
        "", " ", "\n", "x", "everyone", "Everyone", "role:parent", "role:Parent", "role:", "role:all", "role:young-person ", "anna", "Anna", "a b", "-a", "a-", ".a", "a.b_c-d", "9", "a:b", "anna\n",
        "2026-02-28", "2026-02-29", "2028-02-29", "2000-02-29", "2100-02-28", "1999-12-31", "2026-04-31", "2026-11-31", "2026-13-01", "2026-00-10", "2026-1-1", "2026-11-02\n", "2026-11-02T00:00:00Z",
        "1900-01", "1900-02-29", "1899-12", "2017-13", "2017-05", "2017-05-", "1990-02-29", "2099-12-31", "٢٠٢٦-١١-٠٢",
        "00:00", "23:59", "24:00", "7:00", "07:60", "07:00:00", "07:00\n",
        "2026-12-03T16:00:00Z", "2026-12-03T16:00:00z", "2026-12-03t16:00:00Z", "2026-12-03T16:00:00", "2026-12-03T16:00:00+00:00", "2026-12-03T16:00:00-23:59", "2026-12-03T16:00:00+24:00",
        "2026-12-03T16:00:00+01:60", "2026-12-03T23:59:60Z", "2026-12-03T22:59:60-01:00", "2026-12-03T22:59:60Z", "2026-12-03T16:00:61Z", "2026-12-03T16:00Z", "2026-12-03T16:00:00.5Z", "2026-02-30T16:00:00Z",
        "2026-12-03T16:60:00Z", "2026-12-03T24:00:00Z", "2026-12-03 16:00:00Z", "1999-12-03T16:00:00Z", "2026-12-03T16:00:00+0100", "2026-12-03T16:00:00Z\n",
        "+447700900123", "+44 7700 900123", "07700900123", "+0447700900", "+1234567", "+123456", "+123456789012345", "+1234567890123456", "+44770090012٣", "+447700900123\n",
        "a@b.c", "a@b", "a.b@c.d", "a..b@c.d", ".a@b.c", "a.@b.c", "a'b@c.d", "a\"b@c.d", "a@b@c.d", "a@-b.c", "a@b-.c", "a@b.c.", "A+B@EXAMPLE.COM", "a@exämple.com", "ä@example.com", "<a@b.c>", "a@b.c\n", "a@[1.2.3.4]", "K@b.c",
        "en", "en-GB", "en-gb", "EN", "zh-Hans", "zh-Hans-CN", "zh-hans", "es-419", "es-41", "abcd", "abc", "e", "en_GB", "en-GB\n",
        "FREQ=DAILY", "FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=mo", "FREQ=WEEKLY;BYDAY=", "FREQ=WEEKLY;", "BYDAY=MO;FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=-1SA,+2SU", "FREQ=MONTHLY;BYDAY=6SA",
        "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=99", "FREQ=DAILY;INTERVAL=100", "FREQ=DAILY;COUNT=999", "FREQ=DAILY;COUNT=1000", "FREQ=DAILY;UNTIL=20270101", "FREQ=DAILY;UNTIL=20270101T000000Z", "FREQ=DAILY;UNTIL=19990101",
        "FREQ=MONTHLY;BYMONTHDAY=-31,1,15", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=YEARLY;BYMONTH=12,1", "FREQ=YEARLY;BYMONTH=13", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-5", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", "FREQ=WEEKLY;WKST=SU", "FREQ=WEEKLY;WKST=TU",
        "P1D", "P99D", "P100D", "P1W", "P99W", "P12M", "P13M", "P0D", "P1Y", "PT1H", "P01W", "p1w", "P1W\n",
        "cornwall", "westmorland-furness", "-cornwall", "cornwall-", "a--b", "Cornwall", "A/1 b.c_d-2", "/A", "A\u00e9", "family-plan/1", "family-plan/2",
        "999", "101", "112", "house", "horse", "worker", "manager", "young-person", "danger-statement", "worry-statement", "harm", "complicating-factor", "existing-strength", "family-goal", "other", "Signs of Success", "third-sector",
        "I <3 Nan", "a < b", "<", "a<", "<b", "</b", "<!", "<?", "<é", "x<\nb", "<<b", "&lt;b", "\u200b", "\u200b\u200f\u2060", "\ufe0f", "\u0301", "👩‍👧", "名", "ع", "½", "É", "'", "1", "-", "O'Neil", " Anna", "Anna ", "An\nna", "An\u2028na", "An\u0085na", "\u00a0Anna", "An\u200dna", "An\u00adna", "A>B",
    ];

    /// <summary>Lengths around each limit of the schema, in letters and in characters of two UTF-16 units.</summary>
    public static IEnumerable<string> Lengths() =>
        from length in new[] { 59, 60, 61, 63, 64, 65, 119, 120, 121, 200, 201, 253, 254, 255, 3999, 4000, 4001 }
        from letter in new[] { "a", "😀" }
        select string.Concat(Enumerable.Repeat(letter, length));

    public static IEnumerable<string> LongEmails() =>
        from length in new[] { 253, 254, 255 } select new string('a', length - 6) + "@bcd.e";

    public static IEnumerable<string> LongRules() =>
        from days in new (int Plain, int Numbered)[] { (58, 1), (60, 0), (57, 2) }
        select "FREQ=WEEKLY;BYDAY=MO" + string.Concat(Enumerable.Repeat(",MO", days.Plain)) + string.Concat(Enumerable.Repeat(",+1MO", days.Numbered));

    /// <summary>Every character about which a pattern of the schema has an opinion, and its neighbours.</summary>
    public static IEnumerable<string> Characters()
    {
        (int From, int To)[] ranges =
            [(0, 0x100), (0x167F, 0x1681), (0x180E, 0x180E), (0x1FFF, 0x2070), (0x2FFF, 0x3040), (0xFDFF, 0xFE10), (0xFEFE, 0xFF00), (0xFFFC, 0xFFFD), (0x10000, 0x10000), (0x1F600, 0x1F600), (0x10FFFD, 0x10FFFD)];
        return from range in ranges
               from c in Enumerable.Range(range.From, range.To - range.From + 1)
               select char.ConvertFromUtf32(c);
    }

    public static JsonNode? Parse(string raw) => JsonNode.Parse(raw);
}
