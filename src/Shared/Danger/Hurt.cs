namespace FamilyPortal.Shared.Danger;

/// <summary>Whom the words tell to be hurt or threatened, or to want to die, as far as it chooses the advice.</summary>
public enum Hurt
{
    /// <summary>Several, or nobody that the words tell: lines for women and for men.</summary>
    Unknown = 0,

    /// <summary>Whoever wrote.</summary>
    Writer,

    Woman,
    Man,

    /// <summary>A child wants to die, not whoever wrote.</summary>
    Child,

    /// <summary>Somebody else does, not whoever wrote.</summary>
    Another,
}
