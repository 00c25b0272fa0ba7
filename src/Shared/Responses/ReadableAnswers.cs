using System.Collections.ObjectModel;

namespace FamilyPortal.Shared.Responses;

/// <summary>The answers that a viewer may read, in the order of the record, and what they may know besides.</summary>
/// <param name="nobodyHas">Handles of tasks.</param>
public sealed class ReadableAnswers(IReadOnlyList<AnswerView> answers, IReadOnlyList<string> nobodyHas) : ReadOnlyCollection<AnswerView>([.. answers])
{
    private readonly HashSet<string> _nobodyHas = [.. nobodyHas];

    /// <summary>Whose task it is has last said that they cannot, and this viewer may know that; never why, nor in what words.</summary>
    /// <param name="task">Its handle.</param>
    public bool NobodyHas(string task) => _nobodyHas.Contains(task);
}
