namespace FamilyPortal.Identity.SignIn;

/// <summary>The brakes on guessing, section `SignIn`. Each counts over an hour, in the database, for all copies together.</summary>
internal sealed class SignInOptions
{
    /// <summary>Codes asked for from one network address. Generous: a mobile network puts thousands of phones behind one.</summary>
    public int CodesPerAddress { get; set; } = 100;

    /// <summary>Codes and words tried from one network address.</summary>
    public int TriesPerAddress { get; set; } = 300;

    /// <summary>Codes asked for by everybody.</summary>
    public int Codes { get; set; } = 5000;

    /// <summary>Codes and words tried by everybody: bounds what guessing from many addresses can reach.</summary>
    public int Tries { get; set; } = 20000;
}
