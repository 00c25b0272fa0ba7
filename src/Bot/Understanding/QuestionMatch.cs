namespace FamilyPortal.Bot.Understanding;

/// <summary>How sure the matcher is.</summary>
public enum MatchConfidence
{
    /// <summary>Off-topic, abuse, tricks, or nothing we know: decline kindly, offer topics or the worker.</summary>
    None,

    /// <summary>A guess that is not safe to answer with: "I don't know. Shall I ask your worker?"; the guesses may be offered to choose from.</summary>
    Weak,

    /// <summary>Answer with the first.</summary>
    Sure,
}

/// <summary>A topic id, or one of <see cref="PersonalIntents"/>.</summary>
/// <param name="Score">0 to 1; only good for comparing within one match.</param>
public sealed record RankedIntent(string Id, double Score)
{
    public bool IsPersonal => PersonalIntents.All.Contains(Id);
}

/// <summary>What a question may be about, the likeliest first. Empty when nothing fits at all.</summary>
public sealed record QuestionMatch(MatchConfidence Confidence, IReadOnlyList<RankedIntent> Ranked)
{
    /// <summary>What to answer; null unless sure.</summary>
    public RankedIntent? Best => Confidence == MatchConfidence.Sure ? Ranked[0] : null;
}
