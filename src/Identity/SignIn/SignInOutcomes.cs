namespace FamilyPortal.Identity.SignIn;

/// <summary>What came of asking for a code. Nothing here depends on who has the number.</summary>
internal enum AskOutcome
{
    /// <summary>If somebody has that number, a code is on its way.</summary>
    Asked,

    /// <summary>This browser asked for all the codes that it gets with this number, and the newest can still be given.</summary>
    EnoughAsked,

    /// <summary>The same, but that so many other numbers were tried since that none can be given.</summary>
    EnoughElsewhere,

    /// <summary>Too many from this network, or altogether.</summary>
    Busy,

    /// <summary>The attempt is gone: begin again.</summary>
    Gone,
}

/// <summary>What comes next after a code, a link, a word or a PIN; or what was wrong with it.</summary>
internal enum SignInStep
{
    SignedIn,

    /// <summary>Signed in; since last time somebody did so on another device not known: they are told first.</summary>
    SignedInWithNews,

    /// <summary>Signed in on a phone that is theirs alone, for the first time: a passkey is offered, once.</summary>
    SignedInOfferPasskey,

    AskWord,
    AskPin,
    ChoosePin,

    Wrong,

    /// <summary>Wrong, and only one more try before it is <see cref="Locked"/>.</summary>
    WrongOneLeft,

    /// <summary>Too many tries: that code is no longer good.</summary>
    UsedUp,

    /// <summary>Ten minutes are over.</summary>
    Expired,

    /// <summary>Only the worker can open it again.</summary>
    Locked,

    /// <summary>Too many from this network, or altogether.</summary>
    Busy,

    /// <summary>The attempt is gone: begin again.</summary>
    Gone,
}

/// <summary>What a person says of the phone they sign in on.</summary>
internal enum PhoneUse
{
    /// <summary>Somebody else uses it, or they did not say: it is never known.</summary>
    Shared,

    /// <summary>The same, and they want to be signed out sooner when they stop.</summary>
    SharedEndsSoon,

    /// <summary>Only they use it: next time a code is enough.</summary>
    Own,

    /// <summary>The same, in a browser that can make a passkey.</summary>
    OwnMakesPasskeys,
}
