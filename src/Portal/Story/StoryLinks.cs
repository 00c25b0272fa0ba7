namespace FamilyPortal.Portal.Story;

/// <summary>Addresses of the story's pages. They lead past the menu: whoever reads on has it behind them.</summary>
internal static class StoryLinks
{
    public const string Start = "/story";

    public static string Page(int number) => number == 1 ? Start + "#main" : $"{Start}/{number}#main";

    public static string After(int number, int pages) => number < pages ? Page(number + 1) : $"{Start}/end#main";
}
