namespace FamilyPortal.Shared.Plans.Document.Reading;

/// <summary>The faults found so far, up to <see cref="PlanRefusal.MaxErrors"/>. Reading goes on after a fault, so that all are found.</summary>
internal sealed class Faults
{
    private readonly List<PlanFault> found = [];

    public bool None => found.Count == 0;

    public IReadOnlyList<PlanFault> Found => found;

    /// <param name="text">The key of a sentence in PlanRefusalText.resx.</param>
    public void Add(string pointer, string text, params ReadOnlySpan<object> arguments) =>
        Add(new PlanFault(pointer, null, PlanRefusalText.Get(text, arguments), text, arguments.ToArray()));

    public void AddRule(string rule, string pointer, string text) =>
        Add(new PlanFault(pointer, rule, PlanRefusalText.Get(text), text, []));

    private void Add(PlanFault fault)
    {
        if (found.Count < PlanRefusal.MaxErrors)
            found.Add(fault);
    }
}
