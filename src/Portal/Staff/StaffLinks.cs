using FamilyPortal.Portal.Staff.Alerts;
using FamilyPortal.Shared.Danger;

namespace FamilyPortal.Portal.Staff;

/// <summary>Addresses of the staff pages. They hold the family's own random id and opaque handles, nothing that names anybody.</summary>
internal static class StaffLinks
{
    public const string Home = "/staff";
    public const string Alerts = "/staff/alerts";
    public const string Open = "/staff/open";
    public const string Deliveries = "/staff/feed";
    public const string Colleagues = "/staff/colleagues";

    /// <summary>The very card of one alert.</summary>
    public static string Alert(AlertView alert) => $"{Alerts}#{AlertCard.Place(alert)}";

    public static string Family(Guid family) => $"/staff/family/{family:D}";

    public static string Answers(Guid family) => Family(family) + "/answers";

    public static string Reply(Guid family, string answer) => $"{Family(family)}/reply/{answer}";

    public static string Picture(Guid family, string answer) => $"{Family(family)}/picture/{answer}";

    public static string Scale(Guid family, string scale) => $"{Family(family)}/scale/{scale}";

    public static string Plan(Guid family) => Family(family) + "/plan";

    public static string Preview(Guid family, string person) => $"{Family(family)}/preview/{person}";

    public static string PreviewInEnglish(Guid family, string person) => Preview(family, person) + "/english";

    public static string People(Guid family) => Family(family) + "/people";

    public static string Person(Guid family, string person) => $"{People(family)}/{person}";

    public static string EndAccess(Guid family, string person) => Person(family, person) + "/end";

    public static string Word(Guid family, string person) => Person(family, person) + "/word";

    public static string Contact(Guid family, string person) => Person(family, person) + "/contact";

    public static string Sheet(Guid family, string person) => Person(family, person) + "/sheet";

    public static string Together(Guid family, string person) => Person(family, person) + "/together";

    public static string Upload(Guid family) => Family(family) + "/upload";

    public static string Team(Guid family) => Family(family) + "/team";
}
