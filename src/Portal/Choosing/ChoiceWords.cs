using FamilyPortal.Shared.Families;
using static FamilyPortal.Portal.Choosing.ChoosingText;

namespace FamilyPortal.Portal.Choosing;

/// <summary>Why not all of a choice was stored, in words.</summary>
internal static class ChoiceWords
{
    /// <summary>Null where all of it was.</summary>
    public static string? Of(ChoiceFault fault) => fault switch
    {
        ChoiceFault.None => null,
        ChoiceFault.NotAWord => T["WordWrong"],
        ChoiceFault.TooMany => T["TooMany"],
        _ => T["Together"],
    };
}
