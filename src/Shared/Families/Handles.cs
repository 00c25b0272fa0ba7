using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FamilyPortal.Shared.Families;

/// <summary>
/// Opaque names for items and people on a person's pages and forms. Keyed by the membership, so that they say nothing, differ
/// between readers, and are the same whether or not items exist that this reader may not see (design.md, "Nothing to infer").
/// 12 characters, 72 bits: a name need only be told from those of the same reader and scope. Of items, of which a plan has dozens on one
/// page, 8 characters and 48 bits do. Guessing one gives nothing that its reader could not open anyway.
/// </summary>
internal static class Handles
{
    public static string For(byte[] key, string scope, string id, int bytes = 9) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{scope}\n{id}")).AsSpan(0, bytes));

    public static string Item(byte[] handleKey, string itemId) => For(handleKey, "item", itemId, bytes: 6);

    public static string Item(this FamilyViewer viewer, string itemId) => Item(viewer.Membership.HandleKey, itemId);

    /// <summary>Whose page it is.</summary>
    public static string Page(byte[] key) => For(key, "page", "");

    public static string OfPerson(this FamilyViewer viewer, string personId) => For(viewer.Membership.HandleKey, "person", personId);

    /// <summary>Staff may know ids; their pages still carry handles, keyed by the family, so that URLs and histories hold none.</summary>
    public static string Item(this StaffViewer viewer, string itemId) => For(viewer.FamilyId.ToByteArray(), "staff-item", itemId);

    public static string Answer(this StaffViewer viewer, Guid answerId) => StaffAnswer(viewer.FamilyId, answerId);

    /// <summary>As <see cref="Answer(StaffViewer, Guid)"/>, for lists across families.</summary>
    public static string StaffAnswer(Guid family, Guid answerId) => For(family.ToByteArray(), "staff-answer", answerId.ToString());

    /// <summary>Stands for several people together, whoever is read first.</summary>
    public static string OfPeople(this StaffViewer viewer, IEnumerable<string> personIds) =>
        For(viewer.FamilyId.ToByteArray(), "staff-people", string.Join(' ', personIds.Order(StringComparer.Ordinal)));

    public static string OfPerson(this StaffViewer viewer, string personId) => For(viewer.FamilyId.ToByteArray(), "staff-person", personId);
}
