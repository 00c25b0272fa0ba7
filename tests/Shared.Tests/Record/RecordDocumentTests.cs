using FamilyPortal.Shared.Responses;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Record;

/// <summary>docs/record.md is what the makers of record systems build by: it names every kind of answer and every choice.</summary>
public sealed class RecordDocumentTests
{
    [Fact]
    public void Every_kind_has_a_row_with_its_choices_and_no_row_is_of_another()
    {
        var rows = File.ReadAllLines(Path.Combine(Root(), "docs", "record.md")).SkipWhile(l => !l.StartsWith("| `kind` |", StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|'))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries)).SelectMany(cells => Codes(cells[1]).Select(kind => (Kind: kind, Choices: Codes(cells[3])))).ToDictionary(r => r.Kind, r => r.Choices);

        rows.Keys.ShouldBe(Enum.GetValues<AnswerKind>().Select(AnswerCodes.Of), ignoreOrder: true);
        rows["goal-response"].ShouldBe(FamilyAnswers.GoalChoices);
        rows["role-reply"].ShouldBe(FamilyAnswers.RoleChoices);
        rows["meeting-reply"].ShouldBe(FamilyAnswers.MeetingChoices);
        rows["feedback"].ShouldBe(FamilyAnswers.FeedbackChoices);
        foreach (var house in AnswerKinds.Houses.Where(k => k != AnswerKind.SafetyHouse)) rows[AnswerCodes.Of(house)].ShouldBe(FamilyAnswers.Feelings);
        rows["safety-house"].ShouldBe(FamilyAnswers.SafetyParts);
        rows["something-wrong"].ShouldBe(FamilyAnswers.WrongChoices);
    }

    [Fact]
    public void No_choice_stands_for_two_kinds() => new[] { FamilyAnswers.GoalChoices, FamilyAnswers.RoleChoices, FamilyAnswers.MeetingChoices, FamilyAnswers.FeedbackChoices, FamilyAnswers.StepChoices, FamilyAnswers.Feelings, FamilyAnswers.SafetyParts, FamilyAnswers.WrongChoices }.SelectMany(c => c).ShouldBeUnique();

    private static List<string> Codes(string cell) => [.. cell.Split('`').Where((_, i) => i % 2 == 1)];

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "FamilyPortal.sln"))) return folder.FullName;
        throw new InvalidOperationException("Not in the repository.");
    }
}
