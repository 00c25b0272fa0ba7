using FamilyPortal.Shared.Responses;
using static FamilyPortal.Portal.Answering.AnsweringText;

namespace FamilyPortal.Portal.Answering;

/// <summary>Who gave an answer, and with whom: what was given on a worker's device says so wherever it is shown.</summary>
internal static class GiverWords
{
    public static string Who(AnswerView answer) => With(answer.GiverName, answer.WithName);

    public static string With(string name, string? with) => with is null ? name : T["NameWith", name, with];
}
