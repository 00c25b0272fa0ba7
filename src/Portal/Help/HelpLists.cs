using FamilyPortal.Look.Components;
using FamilyPortal.Portal.Answering;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Help;
using static FamilyPortal.Portal.Help.HelpText;

namespace FamilyPortal.Portal.Help;

/// <summary>Numbers to call, from the authority's pack and the list of helplines: never written anywhere else.</summary>
internal static class HelpLists
{
    /// <summary>The authority's numbers, the one that answers now first. None where the authority is not known.</summary>
    public static IReadOnlyList<PhoneNumber> Council(AuthorityPack? pack, DateTimeOffset now)
    {
        if (pack is null) return [];
        PhoneNumber day = new(T["Day"], pack.DayPhone.Display, T["DayNote"]);
        PhoneNumber night = new(T["Night"], pack.NightPhone.Display, T["NightNote"]);
        return pack.Hours.IsOpen(now) ? [day, night] : [night, day];
    }

    public static IReadOnlyList<PhoneNumber> Rights(AuthorityPack? pack) => pack is null ? [] :
    [
        new(pack.Advocacy.Name, pack.Advocacy.Phone.Display, T["AdvocacyNote"]),
        new(pack.Complaints.Name, pack.Complaints.Phone.Display, T["ComplaintsNote"]),
    ];

    public static IReadOnlyList<PhoneNumber> National() => [.. Helplines.All.Select(HelpNumbers.Of)];
}
