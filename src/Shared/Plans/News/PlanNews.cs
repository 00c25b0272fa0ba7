namespace FamilyPortal.Shared.Plans.News;

/// <summary>How an item is new to its reader.</summary>
public enum NewsKind
{
    /// <summary>It was not there when they last looked.</summary>
    New,

    /// <summary>It was there, or what it takes the place of was, and said something else.</summary>
    Changed,
}

/// <summary>What of a plan is new to its reader.</summary>
/// <param name="Items">By handle.</param>
/// <param name="Gone">How many things that they saw are in their plan no more.</param>
/// <param name="Shown">Stands for what is shown: sent back by whoever has read it.</param>
public sealed record PlanNews(IReadOnlyDictionary<string, NewsKind> Items, int Gone, string Shown)
{
    public static readonly PlanNews None = new(new Dictionary<string, NewsKind>(), 0, "");

    public int Count => Items.Count + Gone;

    public NewsKind? Of(string handle) => Items.TryGetValue(handle, out var kind) ? kind : null;

    /// <summary>Two with the same key are shown alike.</summary>
    public string Key => Count == 0 ? "" : $"{Shown} {Gone} {string.Join(' ', Items.Select(i => i.Key + i.Value))}";
}
