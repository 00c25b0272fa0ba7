using System.Text.RegularExpressions;
using FamilyPortal.Bot.Conversation.Hearing;
using FamilyPortal.Bot.Understanding;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Bot.Conversation.Answers;

/// <summary>Questions that are known by how they are put, before anything is compared: what a word means, and what is asked of somebody.</summary>
internal sealed partial class DirectAnswers(WordAnswers words, QuestionMatcher matcher, TopicAnswers topics, FamilyPlans plans, FamilyAnswers answers, PeopleInPlan people, AuthorityPacks packs)
{
    /// <summary>Nobody asks one of these in more letters.</summary>
    private const int Longest = 200;

    private static readonly string[] NearWhere = ["child-missing"];

    private static readonly Dictionary<string, bool> NoNames = [];

    /// <summary>Null where it is another question.</summary>
    public async Task<Activity?> AnswerAsync(Turn turn, CancellationToken cancel)
    {
        if (Word(turn, turn.Text) is { } word) return word;
        if (turn.Text.Length is 0 or > Longest) return null;
        var plan = await plans.ReadAsync(turn.Viewer, cancel);
        var slice = PeopleInPlan.Names(plan);
        foreach (var sentence in Ends().Split(turn.Text))
            if (await AboutAsync(turn, plan, PeopleNamed.In(sentence, matcher.Names, slice), cancel) is { } answer) return answer;
        return null;
    }

    /// <summary>Somebody is asked for by a name, of whom the reader's slice tells nothing: the same to all, whether or not anybody is called so.</summary>
    public bool IsAboutNobody(Turn turn) =>
        turn.Text.Length is > 0 and <= Longest && Ends().Split(turn.Text).Any(sentence => WhoDoes.IsAsked(PeopleNamed.In(sentence, matcher.Names, NoNames).Words));

    /// <summary>What a word of the workers' means, where these words ask for one.</summary>
    public Activity? Word(Turn turn, string text) => words.Answer(turn, text);

    private async Task<Activity?> AboutAsync(Turn turn, PlanView plan, PeopleNamed asked, CancellationToken cancel) =>
        Whereabouts.AreAsked(asked.Words) ? Where(turn)
        : FamilyTime.IsAsked(asked.Words) ? topics.Answer(turn, FamilyTime.Topic)
        : MeetingGuests.IsAsked(asked.Words) ? people.AtMeetings(plan, asked.Known) ?? topics.Answer(turn, MeetingGuests.Topic)
        : ComingHome.IsAsked(asked.Words) ? topics.Answer(turn, ComingHome.Topic)
        : WhoDoes.IsAsked(asked.Words) ? people.Answer(plan, await answers.ReadAsync(turn.Viewer, cancel), asked.Known)
        : null;

    /// <summary>The same to everyone and about everyone, whatever stands in any plan: nobody can work anything out.</summary>
    private Activity Where(Turn turn) =>
        Reply.Say(HelperWords.Get("Where", packs.Get(turn.Viewer.AuthorityId).DayPhone.Display), [HelperWords.Get("Label.AskWorker"), .. topics.Titles(turn, NearWhere)]);

    // "Mr. Bailey" ends nothing.
    [GeneratedRegex(@"(?<!\b(?:mr|mrs|ms|dr))[.?!;\n]+", RegexOptions.IgnoreCase)]
    private static partial Regex Ends();
}
