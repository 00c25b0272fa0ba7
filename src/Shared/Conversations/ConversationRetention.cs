using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace FamilyPortal.Shared.Conversations;

/// <summary>
/// How long a conversation with the helper stays after its last word: `Conversations:KeepDays`. Nobody can open it once its
/// session is over; it stays only so that a complaint about what the helper said can be looked into. What a person told their
/// worker, or what said danger, is an answer of its own and stays with the answers.
/// </summary>
internal sealed record ConversationRetention(TimeSpan Kept)
{
    private const int Usual = 30;
    private const int Longest = 365;

    /// <exception cref="InvalidOperationException">Not a number of days from 1 to 365.</exception>
    public static ConversationRetention Read(IConfiguration configuration)
    {
        var written = configuration["Conversations:KeepDays"];
        if (string.IsNullOrEmpty(written)) return new(TimeSpan.FromDays(Usual));
        // Never shorter than a session lives (twelve hours): it would vanish under the person's hands.
        return int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= Longest
            ? new(TimeSpan.FromDays(days))
            : throw new InvalidOperationException($"Conversations:KeepDays must be a number of days from 1 to {Longest}.");
    }
}
