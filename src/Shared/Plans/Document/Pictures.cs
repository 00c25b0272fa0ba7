using System.Collections.Frozen;

namespace FamilyPortal.Shared.Plans.Document;

/// <summary>The names of the portal's drawings that a story page may ask for. Source: <c>picture</c> of family-plan/1.</summary>
public static class Pictures
{
    /// <summary>All names, in the order of the format.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "house", "two-houses", "school", "hospital", "court", "office", "park", "beach", "shop", "kitchen", "bedroom",
        "bed", "bath", "door-open", "door-closed", "key", "garden", "mum", "dad", "nan", "grandad", "baby", "toddler",
        "boy", "girl", "children", "teenager", "family", "friends", "neighbour", "aunt-uncle", "foster-carer",
        "social-worker", "teacher", "doctor", "nurse", "police", "judge", "helper", "happy-face", "sad-face",
        "worried-face", "angry-face", "sleepy-face", "scared-face", "calm-face", "mixed-feelings", "tears", "hug", "heart",
        "broken-heart", "holding-hands", "talking", "listening", "shouting", "whispering", "secret", "asking-for-help",
        "sun", "rain-cloud", "storm", "rainbow", "star", "moon", "tree", "umbrella", "path", "bridge", "stepping-stones",
        "phone", "tablet", "computer", "letter", "list", "book", "pencil", "calendar", "clock", "question-mark", "tick",
        "cross", "breakfast", "dinner", "empty-plate", "drink", "bottle", "medicine", "toothbrush", "clothes", "washing",
        "school-bag", "toys", "teddy", "ball", "bike", "music", "dog", "cat", "car", "bus", "train", "aeroplane", "boat",
        "suitcase", "wheelchair", "talker", "hearing-aid", "safety-circle", "scale",
    ];

    private static readonly FrozenSet<string> Known = Names.ToFrozenSet(StringComparer.Ordinal);

    internal static bool Has(string name) => Known.Contains(name);
}
