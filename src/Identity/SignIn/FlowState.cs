using System.Text.Json;
using System.Text.Json.Serialization;
using FamilyPortal.Identity.Sessions;
using FamilyPortal.Shared.Families.SignIn;

namespace FamilyPortal.Identity.SignIn;

/// <summary>
/// What the browser keeps of its attempt, sealed: the value that finds the row, what the first factor is about (the number or
/// address that was typed, or the membership that a link or sheet proved, and by which), since when (Unix milliseconds: a number of
/// one length, so that the cookie's length says nothing), and whether they said that they have a word to tell: a device that knows
/// them does not pass it over.
/// </summary>
/// <param name="Asker">Stands for this browser where the codes that it asks for are counted, whatever numbers it asks with.</param>
/// <param name="Before">The attempts before this one with other numbers, newest first: their last codes can still be given.</param>
internal sealed record FlowState(
    string Secret, string? Contact, Guid? Membership, long StartedAt, string? Link = null, Guid? Sheet = null, bool HasWord = false, string? Asker = null, IReadOnlyList<FlowState>? Before = null)
{
    /// <summary>A number mistyped twice; more would make the cookie grow.</summary>
    private const int Kept = 2;

    private static readonly JsonSerializerOptions s_short = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    [JsonIgnore]
    public string RowId => Secrets.Hash(Secret);

    /// <summary>This and those before it.</summary>
    [JsonIgnore]
    public IEnumerable<FlowState> Attempts => [this, .. Before ?? []];

    [JsonIgnore]
    public ContactAddress? Address => ContactAddress.Parse(Contact);

    public bool IsOver(DateTimeOffset now) => now >= DateTimeOffset.FromUnixTimeMilliseconds(StartedAt) + SignInFlow.Lifetime;

    /// <summary>The last attempt of this browser, also one that has run out.</summary>
    public static FlowState? Read(HttpContext http, IdentityCookies cookies) =>
        cookies.Read(http, IdentityCookies.Flow) is { } text ? JsonSerializer.Deserialize<FlowState>(text) : null;

    /// <summary>This attempt as the one under way, after the last one of the same browser.</summary>
    public FlowState After(FlowState? last, DateTimeOffset now) => this with
    {
        Asker = Asker ?? last?.Asker,
        Before = last is null ? null : [.. last.Attempts.Where(f => f.Contact is not null && f.Contact != Contact && !f.IsOver(now)).Take(Kept).Select(f => f with { Asker = null, Before = null })],
    };

    public void Write(HttpContext http, IdentityCookies cookies) => cookies.Write(http, IdentityCookies.Flow, JsonSerializer.Serialize(this, s_short));
}
