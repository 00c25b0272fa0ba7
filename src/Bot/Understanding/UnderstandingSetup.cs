using FamilyPortal.Bot.Topics;

namespace FamilyPortal.Bot.Understanding;

/// <summary>Registers the topics and the matcher. Wrong files stop the start.</summary>
public static class UnderstandingSetup
{
    public static IServiceCollection AddUnderstanding(this IServiceCollection services)
    {
        var topics = TopicCatalogue.LoadEmbedded();
        return services.AddSingleton(topics).AddSingleton(new QuestionMatcher(topics));
    }
}
