namespace FamilyPortal.Identity.Accounts;

/// <summary>What is said of a PIN that may not be chosen.</summary>
internal static class PinWords
{
    public static string? Fault(PinFault fault) => fault switch
    {
        PinFault.None => null,
        PinFault.NotDigits => Words.Get("PinNotDigits"),
        PinFault.Length => Words.Get("PinLength"),
        _ => Words.Get("PinCommon"),
    };
}
