using System.Security.Cryptography;
using System.Text;

namespace FamilyPortal.Shared.Texting.Inbound;

/// <summary>Ids that follow from a gateway's event, so that the same event handled twice, or by two copies at once, writes one row.</summary>
internal static class EventIds
{
    public static Guid Of(string eventId, string what) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{what}\n{eventId}")).AsSpan(0, 16));
}
