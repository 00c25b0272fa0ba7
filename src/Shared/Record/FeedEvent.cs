using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.Extensions;
using CloudNative.CloudEvents.SystemTextJson;

namespace FamilyPortal.Shared.Record;

/// <summary>An entry as receivers get it: a CloudEvents 1.0 event in JSON. The same entry always gives the same bytes.</summary>
internal static class FeedEvent
{
    public const string MediaType = "application/cloudevents+json";
    private static readonly JsonEventFormatter Formatter = new();

    /// <param name="recordRef">The family's reference; percent-encoded it is the event's `subject`.</param>
    public static ReadOnlyMemory<byte> Write(RecordEntry entry, string recordRef)
    {
        using var data = JsonDocument.Parse(entry.Data);
        var cloudEvent = new CloudEvent
        {
            Id = entry.EventId.ToString("D"),
            Source = new Uri($"/authorities/{Uri.EscapeDataString(entry.AuthorityId)}", UriKind.Relative),
            Type = entry.Type,
            Time = entry.At.ToUniversalTime(),
            Subject = Uri.EscapeDataString(recordRef),
            DataContentType = "application/json",
            Data = data.RootElement,
        };
        // `sequence` is a string whose order `sequencetype` explains: 1, 2, 3 ... in the family, without gaps.
        cloudEvent.SetSequence(checked((int)entry.Number));
        return Formatter.EncodeStructuredModeMessage(cloudEvent, out _);
    }
}
