using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FamilyPortal.Shared.Tests.Danger;

/// <summary>A message with the level and kind that people gave it.</summary>
public sealed record LabelledMessage(string Text, string Level, string Kind)
{
    public bool IsDanger => Level != "none";

    /// <summary>The half that nobody reads while writing rules. Chosen by the text alone, so it never changes.</summary>
    public bool IsHeldOut => SHA256.HashData(Encoding.UTF8.GetBytes(Text))[0] % 2 == 1;
}

/// <summary>The labelled set of crisis messages, shared by all parts of the product for measuring. The product never reads it.</summary>
public static class LabelledMessages
{
    public static IReadOnlyList<LabelledMessage> All { get; } = [.. Read()];

    private static IEnumerable<LabelledMessage> Read()
    {
        using var stream = typeof(LabelledMessages).Assembly.GetManifestResourceStream("FamilyPortal.Shared.Tests.Danger.Samples.crisis.jsonl")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var message = JsonDocument.Parse(line).RootElement;
            yield return new LabelledMessage(message.GetProperty("text").GetString()!, message.GetProperty("level").GetString()!, message.GetProperty("kind").GetString()!);
        }
    }
}
