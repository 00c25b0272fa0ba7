using FamilyPortal.Bot.Conversation.Hearing;

namespace FamilyPortal.Bot.Conversation.Answers;

/// <summary>Hello, thanks, bye, "what can you do?", and a yes to nothing.</summary>
internal static class SmallTalk
{
    private static readonly (IReadOnlySet<string> Heard, string Answer)[] Known =
    [
        (HelperWords.Set("Hear.Hello"), "Hello"),
        (HelperWords.Set("Hear.Thanks"), "Thanks"),
        (HelperWords.Set("Hear.Bye"), "Bye"),
        (HelperWords.Set("Hear.Menu"), "Menu"),
    ];

    /// <summary>Null where it is anything more.</summary>
    public static Activity? Answer(Turn turn)
    {
        var said = Plain.Of(turn.Text);
        if (said.Length == 0) return Reply.Say(HelperWords.Get("Empty"), Menu.For(turn));
        var answer = Known.FirstOrDefault(k => k.Heard.Contains(said)).Answer ?? (YesNo.Read(turn.Text) is null ? null : "NothingAsked");
        return answer is null ? null : Reply.Say(HelperWords.Get(answer), Menu.For(turn));
    }
}
