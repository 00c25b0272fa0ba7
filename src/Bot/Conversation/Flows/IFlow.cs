using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Bot.Conversation.Flows;

/// <summary>Something that takes more than one turn and ends, after a yes, in something stored.</summary>
internal interface IFlow
{
    IReadOnlySet<PendingStep> Steps { get; }

    /// <summary>Whether words of this intent mean what is being asked already, rather than something new.</summary>
    bool IsAbout(string intent, Pending pending);

    /// <summary>Goes on with what was said. Null where that is no answer to what was asked.</summary>
    Task<Spoken?> ContinueAsync(Turn turn, Pending pending, CancellationToken cancel);

    /// <summary>The question as it was asked; null where the plan no longer has what it was about.</summary>
    Task<Activity?> AskAsync(Turn turn, Pending pending, CancellationToken cancel);
}

internal static class FlowExtensions
{
    /// <summary>Asks the next question, or says <paramref name="gone"/> where it can no longer be asked.</summary>
    public static async Task<Spoken> GoToAsync(this IFlow flow, Turn turn, Pending pending, string gone, CancellationToken cancel) =>
        await flow.AskAsync(turn, pending, cancel) is { } question ? new([question], pending) : Spoken.Only(Reply.Say(HelperWords.Get(gone), Menu.For(turn)).Opening(gone.EndsWith(".Gone", StringComparison.Ordinal) ? PortalPage.Plan : null));

    /// <summary>Why something was not stored: too much at once, or <paramref name="gone"/>.</summary>
    public static string WhyNot(this AnswerOutcome outcome, string gone) => HelperWords.Get(outcome.Fault == AnswerFault.TooMany ? "TooMany" : gone);

    /// <summary>"1. …" a line.</summary>
    public static string Numbered(this IEnumerable<string> lines) => string.Join('\n', lines.Select((line, place) => $"{place + 1}. {line}"));

    public static IEnumerable<string> Places(this IReadOnlyCollection<string> lines) => Enumerable.Range(1, lines.Count).Select(n => $"{n}");

    public static string[] YesOrNo => [HelperWords.Get("Label.Yes"), HelperWords.Get("Label.No")];
}
