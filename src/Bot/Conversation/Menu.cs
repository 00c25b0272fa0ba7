using FamilyPortal.Bot.Conversation.Hearing;
using FamilyPortal.Bot.Understanding;

namespace FamilyPortal.Bot.Conversation;

/// <summary>What is offered to tap. The same for everyone of a role: an offer must not tell what stands in a plan.</summary>
internal static class Menu
{
    private static readonly Dictionary<string, string> Intents = new()
    {
        ["Label.Meeting"] = PersonalIntents.MyNextMeeting,
        ["Label.Steps"] = PersonalIntents.MyNextSteps,
        ["Label.Goals"] = PersonalIntents.MyGoals,
        ["Label.Scores"] = PersonalIntents.MyScores,
        ["Label.Network"] = PersonalIntents.MyNetwork,
        ["Label.Worker"] = PersonalIntents.MyWorker,
        ["Label.Score"] = PersonalIntents.GiveScore,
        ["Label.Confirm"] = PersonalIntents.ConfirmRole,
        ["Label.Decline"] = PersonalIntents.DeclineRole,
        ["Label.AskWorker"] = PersonalIntents.AskWorker,
    };

    private static readonly Dictionary<string, string> ByLabel = Intents.ToDictionary(i => Plain.Of(HelperWords.Get(i.Key)), i => i.Value);

    public static IEnumerable<string> For(Turn turn) => For(turn.Role);

    public static IEnumerable<string> For(string role) => Labels(role).Select(key => HelperWords.Get(key));

    /// <summary>The intent of a tapped offer; null for words of the person's own.</summary>
    public static string? IntentOf(string text) => ByLabel.GetValueOrDefault(Plain.Of(text));

    private static string[] Labels(string role) => role switch
    {
        "network" => ["Label.Steps", "Label.Confirm", "Label.Decline", "Label.AskWorker"],
        "young-person" => ["Label.Meeting", "Label.Score", "Label.Network", "Label.AskWorker"],
        _ => ["Label.Meeting", "Label.Steps", "Label.Score", "Label.AskWorker"],
    };
}
