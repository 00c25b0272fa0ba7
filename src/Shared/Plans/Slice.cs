using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Shared.Plans;

/// <summary>A reader's items of a plan, what decided it, and what their pages show of it. Never changes.</summary>
/// <param name="Items">In the order of the plan.</param>
/// <param name="Handles">The handle of each item, by its id.</param>
internal sealed record Slice(PlanDocument Document, Audiences Audiences, KeptApart Apart, IReadOnlyList<PlanItem> Items, IReadOnlyDictionary<string, PlanItem> ById, IReadOnlyDictionary<string, string> Handles, PlanView View)
{
    /// <summary>The same slice as it reads in another language.</summary>
    public PlanView ViewIn(string language, string personId) => new PlanViewBuilder(Document, Items, personId, language, id => Handles[id]).Build(View.AgreedOn);

    public PlanItem? ByHandle(string handle) => Items.FirstOrDefault(i => Handles[i.Id] == handle);
}

/// <summary>
/// All that decides a slice, as it was read for this request. <see cref="Cut"/> knows nothing else, so whoever has the same key
/// has the same slice: that alone makes it safe to keep one.
/// </summary>
/// <param name="Apart">Pairs kept apart besides those of the document.</param>
/// <param name="AgreedOn">The day of the version that last changed something of this reader's.</param>
/// <param name="With">The session on a worker's device, if so: what is shown of answers beside the slice is decided by it.</param>
internal sealed record SliceKey(Guid FamilyId, int Version, int ErasureStamp, string PersonId, Values<(string, string)> Apart, string Language, DateOnly? AgreedOn, Values<byte> HandleKey, Guid? With)
{
    public static SliceKey Of(FamilyViewer viewer)
    {
        var family = viewer.State.Family;
        return new(
            family.Id, family.CurrentVersion, family.ErasureStamp, viewer.PersonId, new([.. viewer.State.KeptApartPairs]),
            viewer.Language, viewer.Person.SliceAgreedOn, new(viewer.Membership.HandleKey), viewer.With?.Session);
    }

    /// <param name="document">That of this family, version and erasure stamp.</param>
    public Slice Cut(PlanDocument document)
    {
        var apart = KeptApart.In(document, Apart.All);
        var audiences = new Audiences(document, apart);
        List<PlanItem> items = [.. audiences.SliceFor(PersonId).Select(i => i.Item)];
        var handles = items.ToDictionary(i => i.Id, i => Handles.Item(HandleKey.All, i.Id));
        var view = new PlanViewBuilder(document, items, PersonId, Language, id => handles[id]).Build(AgreedOn ?? document.Plan.AgreedOn);
        return new(document, audiences, apart, items, items.ToDictionary(i => i.Id), handles, view);
    }
}

/// <summary>Several values that are equal where each is.</summary>
internal readonly struct Values<T>(T[] all) : IEquatable<Values<T>> where T : IEquatable<T>
{
    public T[] All { get; } = all;

    public bool Equals(Values<T> other) => All.AsSpan().SequenceEqual(other.All);

    public override bool Equals(object? obj) => obj is Values<T> other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (var value in All) hash.Add(value);
        return hash.ToHashCode();
    }
}
