using System.Text.Json;

namespace FamilyPortal.Bot.Conversation;

/// <summary>Makes the helper's side of a conversation.</summary>
internal static class Reply
{
    public static readonly ActivityAccount Helper = new("helper", "bot");

    /// <summary>One bubble with what may be tapped under it.</summary>
    public static Activity Say(string text, params IEnumerable<string> suggestions) => Make(text, [.. suggestions], waits: false);

    /// <summary>A bubble that waits for an answer.</summary>
    public static Activity Ask(string text, params IEnumerable<string> suggestions) => Make(text, [.. suggestions], waits: true);

    /// <summary>Marks what the channel shows in a way of its own: <c>{"kind": …}</c>.</summary>
    public static Activity With(this Activity activity, object channelData)
    {
        activity.ChannelData = JsonSerializer.SerializeToElement(channelData, Activity.Json);
        return activity;
    }

    /// <summary>Leads to a page that the words name.</summary>
    public static Activity Opening(this Activity activity, PortalPage? page)
    {
        if (page is not null) activity.SuggestedActions = new([SuggestedAction.Open(page.Name, page.Path), .. activity.SuggestedActions?.Actions ?? []]);
        return activity;
    }

    /// <summary>Says from which items of the reader's plan the words were made. Whatever holds words of a plan says it.</summary>
    public static Activity From(this Activity activity, IEnumerable<string> items)
    {
        activity.MadeFrom = [.. activity.MadeFrom, .. items];
        return activity;
    }

    /// <summary>What stands where words stood that their reader may no longer see.</summary>
    public static void Hide(Activity activity)
    {
        activity.Text = HelperWords.Get("NotShown");
        activity.TextFormat = "plain";
        (activity.SuggestedActions, activity.ChannelData, activity.InputHint, activity.Others) = (null, null, null, null);
    }

    private static Activity Make(string text, IReadOnlyList<string> suggestions, bool waits) => new()
    {
        Type = Activity.Message,
        From = Helper,
        Text = text,
        TextFormat = "plain",
        InputHint = waits ? "expectingInput" : "acceptingInput",
        SuggestedActions = suggestions.Count == 0 ? null : new([.. suggestions.Select(SuggestedAction.Say)]),
    };
}
