using System.Text.RegularExpressions;

namespace FamilyPortal.Shared.Texting.Inbound;

/// <summary>What a text that came in asks of us.</summary>
internal enum InboundWord
{
    /// <summary>No word of ours: an answer.</summary>
    None,
    Stop,
    Start,
}

/// <summary>Knows STOP and START and the ways in which people write them. Only a whole text counts: "stop hitting me" is no STOP.</summary>
internal static partial class InboundWords
{
    private static readonly HashSet<string> Stops =
    [
        "stop", "stopp", "stp", "stop all", "stopall", "stop it", "stop now", "stop please", "please stop", "stop texts", "stop texting", "stop texting me", "please stop texting me",
        "stop messages", "stop messaging me", "no more texts", "no more", "unsubscribe", "cancel", "end", "quit", "opt out", "optout", "arret", "remove me", "dont text me", "do not text me",
    ];

    private static readonly HashSet<string> Starts = ["start", "start again", "start texts", "please start", "unstop", "subscribe", "opt in", "optin"];

    public static InboundWord Read(string message)
    {
        var plain = Spaces().Replace(NoLetters().Replace(message.ToLowerInvariant().Replace("'", "").Replace("’", ""), " "), " ").Trim();
        return Stops.Contains(plain) ? InboundWord.Stop : Starts.Contains(plain) ? InboundWord.Start : InboundWord.None;
    }

    [GeneratedRegex(@"[^\p{L}\s]")]
    private static partial Regex NoLetters();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
