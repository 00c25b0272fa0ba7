using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Plans.Document.Reading;

namespace FamilyPortal.Shared.Plans.Document;

/// <summary>unknown-person, shared-contact, own-backup and no-such-number.</summary>
internal static class PeopleRules
{
    public static void Check(PlanDocument document, Faults faults)
    {
        var known = document.People.Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < document.People.Count; i++)
        {
            var keptFrom = document.People[i].KeepApartFrom;
            for (var j = 0; j < keptFrom.Count; j++)
            {
                if (!known.Contains(keptFrom[j]))
                    faults.AddRule("unknown-person", $"/people/{i}/keepApartFrom/{j}", "UnknownPerson");
            }
        }

        foreach (var placed in document.Items())
        {
            var used = placed.Item.Audience.People("/audience")
                .Concat(placed.Item.References())
                .Concat(placed.Item.SeenBy.People("/seenBy"));
            foreach (var reference in used.Where(r => !known.Contains(r.PersonId)))
                faults.AddRule("unknown-person", placed.Pointer + reference.Pointer, "UnknownPerson");

            if (placed.Item is NetworkRole { BackupId: { } backup } role && string.Equals(backup, role.PersonId, StringComparison.Ordinal))
                faults.AddRule("own-backup", placed.Pointer + "/backup", "OwnBackup");
        }

        SharedContacts(document, faults);
        Numbers(document, faults);
    }

    /// <summary>
    /// `+4407700...` keeps to the pattern, and networks bring it to +447700...: a second way to write somebody's number, by which
    /// nobody would know it again.
    /// </summary>
    private static void Numbers(PlanDocument document, Faults faults)
    {
        for (var i = 0; i < document.People.Count; i++)
            if (document.People[i].Phone is { } phone && ContactAddress.Parse(phone)?.Value != phone)
                faults.AddRule("no-such-number", $"/people/{i}/phone", "NoSuchPhone");
        foreach (var placed in document.Items())
            if (placed.Item is IfThingsGoWrong sign)
                for (var i = 0; i < sign.Call.Count; i++)
                    if (sign.Call[i].Number is { } number && !ContactAddress.IsDialled(number))
                        faults.AddRule("no-such-number", $"{placed.Pointer}/call/{i}/number", "NoSuchPhone");
    }

    private static void SharedContacts(PlanDocument document, Faults faults)
    {
        var phones = new HashSet<string>(StringComparer.Ordinal);

        // Mail systems do not tell capitals apart, so neither may a code's way to one of two people.
        var emails = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < document.People.Count; i++)
        {
            if (document.People[i].Phone is { } phone && !phones.Add(phone))
                faults.AddRule("shared-contact", $"/people/{i}/phone", "SharedPhone");
            if (document.People[i].Email is { } email && !emails.Add(email))
                faults.AddRule("shared-contact", $"/people/{i}/email", "SharedEmail");
        }
    }
}
