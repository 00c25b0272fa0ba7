using System.Net.Mail;
using PhoneNumbers;

namespace FamilyPortal.Shared.Families.SignIn;

/// <summary>A mobile number (E.164) or an e-mail address (lower case), as somebody typed it.</summary>
public sealed record ContactAddress
{
    private const int UnitedKingdom = 44;

    /// <summary>Of a mobile number of the United Kingdom, without the 0 in front.</summary>
    private const int UkDigits = 10;

    private ContactAddress(string value, bool isEmail) => (Value, IsEmail) = (value, isEmail);

    public string Value { get; }

    public bool IsEmail { get; }

    /// <summary>Reads what a person types: `07700 900123`, `+44 7700 900123`, `Nan@Example.org `. Null where it can be neither.</summary>
    public static ContactAddress? Parse(string? typed)
    {
        typed = typed?.Trim() ?? "";
        if (typed.Length is 0 or > 254) return null;
        if (typed.Contains('@'))
            // Only a mail server's own machine has an address without a dot: here somebody has not finished typing. In quotes, or with a
            // dot at its end, an address reaches the same box as without: one box has one spelling here.
            return !typed.Contains('"') && !typed.EndsWith('.') && MailAddress.TryCreate(typed, out var mail) && mail.Address == typed && mail.Host.Trim('.').Contains('.') ? new(typed.ToLowerInvariant(), isEmail: true) : null;
        try
        {
            var util = PhoneNumberUtil.GetInstance();
            var number = util.Parse(typed, "GB");
            // Too few digits are asked for again, and not sent to somebody else's number with zeros in front.
            return util.IsPossibleNumber(number) && (number.CountryCode != UnitedKingdom || util.GetNationalSignificantNumber(number).Length == UkDigits) ? new(util.Format(number, PhoneNumberFormat.E164), isEmail: false) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>Whether a number in E.164 is written as it is dialled: without the 0 that stands in front of it at home. Short ones of helplines are.</summary>
    public static bool IsDialled(string e164)
    {
        try
        {
            var util = PhoneNumberUtil.GetInstance();
            return util.Format(util.Parse(e164, null), PhoneNumberFormat.E164) == e164;
        }
        catch (NumberParseException)
        {
            return false;
        }
    }
}
