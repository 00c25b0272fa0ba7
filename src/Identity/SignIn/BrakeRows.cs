namespace FamilyPortal.Identity.SignIn;

/// <summary>One of the few codes that a number or address gets in an hour, from everybody or from one browser. Times are Unix seconds, for plain SQL on both databases.</summary>
internal sealed class CodeSlot
{
    /// <summary>Keyed hash of the number or address, or of the browser and it.</summary>
    public required string Mark { get; set; }

    public int Slot { get; set; }
    public long TakenAt { get; set; }
}

/// <summary>How often something was done since <see cref="Since"/> (Unix seconds).</summary>
internal sealed class BrakeCount
{
    /// <summary>What is counted, with the keyed hash of who did it.</summary>
    public required string Mark { get; set; }

    public long Since { get; set; }
    public int Count { get; set; }
}
