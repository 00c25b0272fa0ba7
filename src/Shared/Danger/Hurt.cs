namespace FamilyPortal.Shared.Danger;

/// <summary>Whom the words tell to be hurt or threatened, as far as it chooses a helpline.</summary>
public enum Hurt
{
    /// <summary>Several, or nobody that the words tell: lines for women and for men.</summary>
    Unknown = 0,

    /// <summary>Whoever wrote.</summary>
    Writer,

    Woman,
    Man,
}
