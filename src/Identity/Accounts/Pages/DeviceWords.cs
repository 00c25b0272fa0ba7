using FamilyPortal.Identity.Sessions;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Languages;

namespace FamilyPortal.Identity.Accounts.Pages;

/// <summary>Devices and moments in words: "Phone, Chrome", "Thursday 3 December", "10:42am".</summary>
internal static class DeviceWords
{
    /// <param name="device">As <see cref="DeviceKind"/> has it.</param>
    public static string Of(string device)
    {
        var parts = device.Split(' ');
        var kind = parts[0] switch { "phone" => "DevicePhone", "tablet" => "DeviceTablet", "computer" => "DeviceComputer", _ => "DeviceOther" };
        var browser = parts[^1] switch
        {
            "chrome" => "Chrome",
            "safari" => "Safari",
            "firefox" => "Firefox",
            "edge" => "Edge",
            "samsung" => "Samsung Internet",
            "opera" => "Opera",
            "duckduckgo" => "DuckDuckGo",
            _ => null,
        };
        return browser is null ? Words.Get(kind) : Words.Get("DeviceWithBrowser", Words.Get(kind), browser);
    }

    public static string Day(DateTimeOffset at) => SpokenDates.Weekday(UkTime.Day(at));

    public static string Moment(DateTimeOffset at) => Words.Get("DeviceMoment", Day(at), SpokenDates.Time(TimeOnly.FromDateTime(UkTime.At(at).DateTime)));
}
