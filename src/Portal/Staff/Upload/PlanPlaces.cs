using System.Globalization;
using FamilyPortal.Shared.Plans.Document;
using static FamilyPortal.Portal.Staff.StaffText;

namespace FamilyPortal.Portal.Staff.Upload;

/// <summary>
/// Says in a worker's words where in a plan file something is wrong: "Worry 3, who sees it". Made of our own words and of
/// counting alone, so that nothing of the file is repeated.
/// </summary>
internal static class PlanPlaces
{
    public static string Sentence(PlanFault fault) => $"{Of(fault.Pointer)}: {WhatToDo(fault)}";

    /// <summary>The sentences of the record API are for whoever builds the file; where they use such words, staff have their own.</summary>
    private static string WhatToDo(PlanFault fault) => T.Find("Fault." + fault.Sentence) is { } own
        ? string.Format(CultureInfo.CurrentCulture, own, [.. (fault.Arguments ?? []).Select(a => a is string member ? T.Find("Field." + member) ?? T.Find("Place." + member) ?? member : a)])
        : fault.Detail;

    /// <param name="pointer">RFC 6901.</param>
    public static string Of(string pointer)
    {
        var parts = pointer.Split('/', StringSplitOptions.RemoveEmptyEntries).AsSpan();
        if (parts is ["plan", ..]) parts = parts[1..];
        if (parts.Length == 0) return T["PlaceFile"];

        List<string> place = [];
        var i = 0;
        if (T.Find("Place." + parts[0]) is { } list)
        {
            // "Worry 3": people count from one.
            place.Add(parts.Length > 1 && Index(parts[1]) is { } number ? $"{list} {number}" : list);
            i = parts.Length > 1 && Index(parts[1]) is not null ? 2 : 1;
        }
        for (; i < parts.Length; i++)
            if (T.Find("Field." + parts[i]) is { } field) place.Add(field);
        return place.Count == 0 ? T["PlaceFile"] : char.ToUpper(place[0][0], CultureInfo.CurrentCulture) + string.Join(", ", place)[1..];
    }

    private static int? Index(string part) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n + 1 : null;
}
