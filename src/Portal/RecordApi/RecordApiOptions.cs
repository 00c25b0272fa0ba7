using FamilyPortal.Shared.Record;

namespace FamilyPortal.Portal.RecordApi;

/// <summary>Section `RecordApi`.</summary>
internal sealed class RecordApiOptions
{
    public const string Section = "RecordApi";

    /// <summary>By client id.</summary>
    public Dictionary<string, ClientOptions> Clients { get; set; } = [];

    /// <summary>Requests that one client may make per second, over time.</summary>
    public int RequestsPerSecond { get; set; } = 50;

    /// <summary>Requests that one client may make at once after a quiet time.</summary>
    public int RequestsAtOnce { get; set; } = 300;

    internal sealed class ClientOptions
    {
        /// <summary>The authorities whose families this client serves.</summary>
        public List<string> Authorities { get; set; } = [];
    }

    /// <summary>A client that no setting names serves nobody.</summary>
    public RecordClient Client(string id) => new(id, Clients.GetValueOrDefault(id)?.Authorities ?? []);
}
