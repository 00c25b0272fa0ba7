using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Record;
using Microsoft.Extensions.Configuration;

namespace FamilyPortal.Shared.Danger;

/// <summary>Where an authority's duty team is told that an alert is open: a webhook, a phone, or both.</summary>
internal sealed record DutyChannel(Uri? Webhook, StandardWebhook? Signer, string? Phone);

/// <summary>
/// Section `Duty`: `Duty:{authority}` with `Webhook`, `Secret` (`whsec_...`, needed with a webhook) and `Phone` (E.164), and
/// `Duty:Default` for authorities without a section of their own.
/// </summary>
internal sealed class DutyChannels
{
    private readonly Dictionary<string, DutyChannel?> _channels;

    /// <exception cref="InvalidOperationException">A setting is wrong: names it and what it must be.</exception>
    public DutyChannels(IConfiguration configuration, AuthorityPacks packs, bool isProduction)
    {
        var section = configuration.GetSection("Duty");
        foreach (var child in section.GetChildren())
        {
            if (child.Key != "Default" && packs.Find(child.Key) is null)
                throw new InvalidOperationException($"{child.Path} is for an authority that this deployment does not serve.");
            Read(child, isProduction);
        }
        _channels = packs.All.ToDictionary(p => p.Id, p => Read(section.GetSection(p.Id) is var own && own.Exists() ? own : section.GetSection("Default"), isProduction));
    }

    /// <summary>Null where the authority has none.</summary>
    public DutyChannel? For(string authority) => _channels.GetValueOrDefault(authority);

    public IEnumerable<string> Without => _channels.Where(c => c.Value is null).Select(c => c.Key);

    private static DutyChannel? Read(IConfigurationSection section, bool isProduction)
    {
        var (webhook, secret, phone) = (section["Webhook"], section["Secret"], section["Phone"]);
        if (string.IsNullOrEmpty(webhook) && string.IsNullOrEmpty(phone)) return null;
        if (!string.IsNullOrEmpty(phone) && ContactAddress.Parse(phone) is not { IsEmail: false })
            throw new InvalidOperationException($"{section.Path}:Phone must be a telephone number such as +447700900900.");
        if (string.IsNullOrEmpty(webhook)) return new(null, null, ContactAddress.Parse(phone)!.Value);

        if (!Uri.TryCreate(webhook, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new InvalidOperationException($"{section.Path}:Webhook must be an https address.");
        if (isProduction && url.Scheme != "https" && !url.IsLoopback)
            throw new InvalidOperationException($"{section.Path}:Webhook must begin with https.");
        try
        {
            return new(url, new StandardWebhook(secret ?? ""), ContactAddress.Parse(phone)?.Value);
        }
        catch (FormatException e)
        {
            throw new InvalidOperationException($"{section.Path}:Secret: {e.Message}", e);
        }
    }
}
