namespace FamilyPortal.Bot.Understanding;

/// <summary>Questions and wishes that are answered from, or written to, the person's own part of the plan.</summary>
public static class PersonalIntents
{
    public const string MyNextMeeting = "my-next-meeting";
    public const string MyNextSteps = "my-next-steps";
    public const string MyGoals = "my-goals";
    public const string MyScores = "my-scores";
    public const string MyNetwork = "my-network";
    public const string MyWorker = "my-worker";

    /// <summary>What they asked for or wished, and what became of it.</summary>
    public const string MyRequests = "my-requests";
    public const string GiveScore = "give-score";
    public const string ConfirmRole = "confirm-role";
    public const string DeclineRole = "decline-role";
    public const string AskWorker = "ask-worker";

    /// <summary>Only raises a request to the worker.</summary>
    public const string ChangeContact = "change-contact";

    public static IReadOnlySet<string> All { get; } = new HashSet<string>
    {
        MyNextMeeting, MyNextSteps, MyGoals, MyScores, MyNetwork, MyWorker, MyRequests, GiveScore, ConfirmRole, DeclineRole, AskWorker, ChangeContact,
    };
}
