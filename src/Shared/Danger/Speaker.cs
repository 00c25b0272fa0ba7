using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Shared.Danger;

/// <summary>Who wrote the words. The same words may mean another danger, and always another helpline.</summary>
public enum Speaker
{
    /// <summary>A number that several share, or a form whose session had ended.</summary>
    Unknown = 0,

    /// <summary>A parent or somebody of the network.</summary>
    Adult,

    YoungPerson,
}

internal static class Speakers
{
    /// <summary>A child of the family speaks as a young person; family and friends as adults; staff as nobody in the family.</summary>
    public static Speaker Of(PersonRole role) => role switch
    {
        PersonRole.YoungPerson => Speaker.YoungPerson,
        PersonRole.Parent or PersonRole.Network => Speaker.Adult,
        _ => Speaker.Unknown,
    };
}
