using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FamilyPortal.Shared.Danger;

namespace FamilyPortal.Shared.Tests.Danger;

/// <summary>A message with the level and kind that people gave it.</summary>
/// <param name="Speaker">Who says it, as callers know it.</param>
public sealed record LabelledMessage(string Text, string Level, string Kind, Speaker Speaker = Speaker.Unknown)
{
    public bool IsDanger => Level != "none";

    /// <summary>The half that nobody reads while writing rules. Chosen by the text alone, so it never changes.</summary>
    public bool IsHeldOut => SHA256.HashData(Encoding.UTF8.GetBytes(Text))[0] % 2 == 1;
}

/// <summary>The labelled set of crisis messages, shared by all parts of the product for measuring. The product never reads it.</summary>
public static class LabelledMessages
{
    public static IReadOnlyList<LabelledMessage> All { get; } = [.. Read()];

    /// <summary>Invented while the rules were written: level (or <c>danger</c> for either), kind, text. They measure what the rules mean to do, not what they meet.</summary>
    public static IReadOnlyList<LabelledMessage> WrittenByUs { get; } =
        [.. Lines("written-by-us.tsv").Select(line => line.Split('\t')).Select(cells => new LabelledMessage(cells[2], cells[0], cells[1]))];

    /// <summary>Sentences in the voices of parents, children and grans, written before any rule was made for them: level, kind, who speaks, text.</summary>
    public static IReadOnlyList<LabelledMessage> Voices { get; } = [.. Spoken("voices.tsv")];

    /// <summary>The half of them that was put aside, and that nobody reads while writing rules.</summary>
    public static IReadOnlyList<LabelledMessage> VoicesHeldOut { get; } = [.. Spoken("voices-held-out.tsv")];

    /// <summary>Children alone, and somebody who cannot be woken, beside what only sounds like it; in the form of the voices.</summary>
    public static IReadOnlyList<LabelledMessage> NobodyThere { get; } = [.. Spoken("nobody-there.tsv")];

    /// <summary>Who does it, and what only sounds like sexual abuse: what the alert's title may say; in the form of the voices.</summary>
    public static IReadOnlyList<LabelledMessage> Titles { get; } = [.. Spoken("titles.tsv")];

    /// <summary>Texts that tell of two dangers, or that somebody who frightens them is there: level, kind, the other kind, who speaks, text.</summary>
    public static IReadOnlyList<(LabelledMessage Message, string Also)> Several { get; } =
        [.. Lines("several.tsv").Select(line => line.Split('\t')).Select(cells => (new LabelledMessage(cells[4], cells[0], cells[1], SpeakerOf(cells[3])), cells[2]))];

    /// <summary>Plain sentences in Polish, Urdu and Arabic, made with their rules by one who speaks none of them: level, language, text.</summary>
    public static IReadOnlyList<(string Level, string Language, string Text)> OtherLanguages { get; } =
        [.. Lines("other-languages.tsv").Select(line => line.Split('\t')).Select(cells => (cells[0], cells[1], cells[2]))];

    private static IEnumerable<LabelledMessage> Spoken(string file) =>
        Lines(file).Select(line => line.Split('\t')).Select(cells => new LabelledMessage(cells[3], cells[0], cells[1], SpeakerOf(cells[2])));

    private static Speaker SpeakerOf(string who) => who is "young" or "young-person" ? Speaker.YoungPerson : Speaker.Adult;

    private static IEnumerable<LabelledMessage> Read()
    {
        foreach (var line in Lines("crisis.jsonl"))
        {
            var message = JsonDocument.Parse(line).RootElement;
            yield return new LabelledMessage(message.GetProperty("text").GetString()!, message.GetProperty("level").GetString()!, message.GetProperty("kind").GetString()!, SpeakerOf(message.GetProperty("who").GetString()!));
        }
    }

    private static IEnumerable<string> Lines(string file)
    {
        using var stream = typeof(LabelledMessages).Assembly.GetManifestResourceStream($"FamilyPortal.Shared.Tests.Danger.Samples.{file}")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) yield return line;
    }
}
