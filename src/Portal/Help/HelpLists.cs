using FamilyPortal.Look.Components;
using FamilyPortal.Portal.Answering;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Danger;
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

    /// <summary>A few that are right for anything: danger now, the council, and somebody to talk to who does not say about what.</summary>
    public static IReadOnlyList<PhoneNumber> AtHand(AuthorityPack? pack, Speaker speaker, DateTimeOffset now) =>
    [
        new(T["Emergency"], "999", T["Emergency55"], First: true),
        .. Council(pack, now).Take(1),
        HelpNumbers.Of(Helplines.Get(speaker == Speaker.YoungPerson ? "Childline" : "NHS 111")) with { Note = null },
    ];

    public static IReadOnlyList<PhoneNumber> Rights(AuthorityPack? pack) => pack is null ? [] :
    [
        new(pack.Advocacy.Name, pack.Advocacy.Phone.Display, T["AdvocacyNote"]),
        new(pack.Complaints.Name, pack.Complaints.Phone.Display, T["ComplaintsNote"]),
    ];

    public static IReadOnlyList<PhoneNumber> National() => [.. Helplines.All.Select(HelpNumbers.Of)];
}
