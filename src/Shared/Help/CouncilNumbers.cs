using FamilyPortal.Shared.Authorities;

namespace FamilyPortal.Shared.Help;

/// <summary>The council's own numbers as words may show them, from the authority's pack.</summary>
/// <param name="Duty">In the day, when the worker is away.</param>
/// <param name="OutOfHours">Evenings, nights, weekends and bank holidays.</param>
/// <param name="Complaints">Name and number.</param>
/// <param name="Advocacy">Name and number.</param>
public sealed record CouncilNumbers(string Duty, string OutOfHours, string Complaints, string Advocacy)
{
    /// <summary>The numbers of one authority.</summary>
    public static CouncilNumbers Of(AuthorityPack pack) =>
        new(pack.DayPhone.Display, pack.NightPhone.Display, NameAndNumber(pack.Complaints), NameAndNumber(pack.Advocacy));

    private static string NameAndNumber(HelpContact contact) => $"{contact.Name} {contact.Phone.Display}";
}
