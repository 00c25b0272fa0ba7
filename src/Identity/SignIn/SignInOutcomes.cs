namespace FamilyPortal.Identity.SignIn;

/// <summary>What came of asking for a code. Nothing here depends on who has the number.</summary>
internal enum AskOutcome
{
    /// <summary>If somebody has that number, a code is on its way.</summary>
    Asked,

    /// <summary>This browser asked for all the codes it gets in this attempt.</summary>
    EnoughAsked,

    /// <summary>Too many from this network, or altogether.</summary>
    Busy,

    /// <summary>The attempt is gone: begin again.</summary>
    Gone,
}

/// <summary>What came of giving the code.</summary>
internal enum CodeOutcome
{
    /// <summary>Right, on a device that the person is known on: signed in.</summary>
    SignedIn,

    /// <summary>Right: the word comes next.</summary>
    AskWord,

    Wrong,

    /// <summary>Too many tries: that code is no longer good.</summary>
    UsedUp,

    /// <summary>Ten minutes are over.</summary>
    Expired,

    Busy,
    Gone,
}

/// <summary>What came of telling the word.</summary>
internal enum WordStep
{
    SignedIn,
    Wrong,

    /// <summary>Only the worker can open it again.</summary>
    Locked,

    Busy,
    Gone,
}
