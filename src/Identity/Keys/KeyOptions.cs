using FamilyPortal.Shared.Families;
using FamilyPortal.Identity.Sessions;

namespace FamilyPortal.Identity.Keys;

/// <summary>How the keys rotate: settings `Keys:*`.</summary>
internal sealed class KeyOptions
{
    /// <summary>How long a key signs.</summary>
    public TimeSpan RotateEvery { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a new key stands in JWKS before it signs: longer than clients keep JWKS.</summary>
    public TimeSpan AnnounceFor { get; set; } = TimeSpan.FromDays(2);

    /// <summary>How long a key that signs no more still verifies: as long as anything that it signed may live.</summary>
    public TimeSpan KeptFor { get; set; } = TimeSpan.FromDays(2);

    /// <summary>How often each copy looks into the table.</summary>
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <exception cref="InvalidOperationException">The times do not fit together: names the setting.</exception>
    public static KeyOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("Keys").Get<KeyOptions>() ?? new();
        if (options.LookEvery < TimeSpan.FromSeconds(1)) throw new InvalidOperationException("Keys:LookEvery must be a second or more, as 00:01:00.");
        if (options.AnnounceFor < 5 * options.LookEvery)
            throw new InvalidOperationException("Keys:AnnounceFor must be at least five times Keys:LookEvery: every copy must know a key before one signs with it.");
        if (options.RotateEvery < 2 * options.AnnounceFor) throw new InvalidOperationException("Keys:RotateEvery must be at least twice Keys:AnnounceFor.");
        if (options.KeptFor < SessionLife.Longest)
            throw new InvalidOperationException($"Keys:KeptFor must be {SessionLife.Longest.TotalHours} hours or more: refresh tokens and hints live that long.");
        return options;
    }
}
