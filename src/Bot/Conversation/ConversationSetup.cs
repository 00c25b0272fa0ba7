using FamilyPortal.Bot.Conversation.Answers;
using FamilyPortal.Bot.Conversation.Flows;
using FamilyPortal.Bot.Understanding;
using FamilyPortal.Shared.Conversations;

namespace FamilyPortal.Bot.Conversation;

/// <summary>Registers the conversation: one for all channels.</summary>
public static class ConversationSetup
{
    public static IServiceCollection AddConversation(this IServiceCollection services) => services
        .AddUnderstanding()
        .AddSingleton<DangerFirst>().AddSingleton<OwnPlan>().AddSingleton<TopicAnswers>().AddSingleton<WordAnswers>().AddSingleton<PeopleInPlan>().AddSingleton<DirectAnswers>()
        .AddSingleton<ScoreFlow>().AddSingleton<TaskFlow>().AddSingleton<WorkerFlow>()
        .AddSingleton(sp => new ConversationEngine(
            sp.GetRequiredService<ConversationStore>(), sp.GetRequiredService<QuestionMatcher>(), sp.GetRequiredService<DangerFirst>(), sp.GetRequiredService<OwnPlan>(),
            sp.GetRequiredService<TopicAnswers>(), sp.GetRequiredService<DirectAnswers>(), sp.GetRequiredService<ScoreFlow>(), sp.GetRequiredService<TaskFlow>(), sp.GetRequiredService<WorkerFlow>()));
}
