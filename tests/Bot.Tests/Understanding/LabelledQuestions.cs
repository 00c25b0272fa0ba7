using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FamilyPortal.Bot.Tests.Understanding;

/// <summary>A question with every answer that is right for it.</summary>
public sealed record LabelledQuestion(string Text, IReadOnlyList<string> Expect, string Who)
{
    /// <summary>The half that nobody reads while writing phrasings. Chosen by the text alone.</summary>
    public bool IsHeldOut => SHA256.HashData(Encoding.UTF8.GetBytes(Text))[0] % 2 == 1;
}

/// <summary>The labelled questions. The product never reads them.</summary>
public static class LabelledQuestions
{
    public static IReadOnlyList<LabelledQuestion> All { get; } = [.. Read()];

    private static IEnumerable<LabelledQuestion> Read()
    {
        using var stream = typeof(LabelledQuestions).Assembly.GetManifestResourceStream("FamilyPortal.Bot.Tests.Samples.questions.jsonl")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var question = JsonDocument.Parse(line).RootElement;
            var expect = question.GetProperty("expect").EnumerateArray().Select(id => id.GetString()!).ToList();
            yield return new LabelledQuestion(question.GetProperty("text").GetString()!, expect, question.GetProperty("who").GetString()!);
        }
    }
}
