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
