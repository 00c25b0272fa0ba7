using PhoneNumbers;

namespace FamilyPortal.Shared;

/// <summary>Telephone numbers as people read them.</summary>
public static class UkPhone
{
    /// <summary>A number of a plan (E.164) as people in the UK write it; anything else as it stands.</summary>
    public static string Shown(string number)
    {
        var util = PhoneNumberUtil.GetInstance();
        try
        {
            var parsed = util.Parse(number, "GB");
            return util.Format(parsed, parsed.CountryCode == 44 ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
        }
        catch (NumberParseException)
        {
            return number;
        }
    }
}
