namespace FamilyPortal.Shared.Plans.News;

/// <summary>What somebody last saw of their plan. Theirs alone: nothing of it is shown to anybody else.</summary>
internal sealed class PlanSeen
{
    public Guid FamilyId { get; set; }
    public required string PersonId { get; set; }

    /// <summary>The version that they saw: what was in it and is taken from them now leaves no trace.</summary>
    public int Version { get; set; }

    /// <summary>The language in which they saw it.</summary>
    public required string Language { get; set; }

    /// <summary>What they saw, without its words: see <see cref="SeenItems"/>.</summary>
    public required byte[] Items { get; set; }

    /// <summary>Fingerprint of what stood there when something was last marked as new; null where nothing is.</summary>
    public string? Shown { get; set; }

    /// <summary>The UK day on which that was first shown to them.</summary>
    public DateOnly? ShownOn { get; set; }
}
