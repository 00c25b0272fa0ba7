using FamilyPortal.Shared.Plans.Document.Reading;

namespace FamilyPortal.Shared.Plans.Document;

/// <summary>asked-but-cannot-see and kept-apart, in terms of <see cref="Audiences"/>: what would be hidden on reading is refused on import.</summary>
internal static class AudienceRules
{
    public static void Check(PlanDocument document, Faults faults)
    {
        var apart = KeptApart.In(document);
        var audiences = new Audiences(document, apart);
        foreach (var placed in document.Items())
        {
            AskedButCannotSee(document, placed, faults);
            if (apart.Any)
                CheckApart(document, placed, apart, audiences, faults);
        }
    }

    private static void AskedButCannotSee(PlanDocument document, PlacedItem placed, Faults faults)
    {
        var item = placed.Item;
        if (item.AskOf is { } asked && document.People.Any(p => asked.Covers(p) && !Audiences.Covers(item.Audience, p)))
            faults.AddRule("asked-but-cannot-see", placed.Pointer + "/askOf", "AskedButCannotSee");
        if (document.People.Any(p => item.SeenBy.Covers(p) && !Audiences.Covers(item.Audience, p)))
            faults.AddRule("asked-but-cannot-see", placed.Pointer + "/seenBy", "AskedButCannotSee");
    }

    private static void CheckApart(PlanDocument document, PlacedItem placed, KeptApart apart, Audiences audiences, Faults faults)
    {
        var item = placed.Item;
        var hidden = document.People.Where(p => Audiences.Covers(item.Audience, p) && !audiences.Reaches(item, p.Id)).ToList();
        if (hidden.Count > 0)
        {
            var sharesWithOther = hidden.Any(p => document.People.Any(other => apart.Apart(p.Id, other.Id)
                && Audiences.Covers(item.Audience, other)
                && !(item.Audience.Names(p.Id) && item.Audience.Names(other.Id))));
            faults.AddRule("kept-apart", placed.Pointer + "/audience", sharesWithOther ? "KeptApartAudience" : "KeptApartReference");
        }

        // "Neither is ever shown the other's scores or replies."
        var givers = document.People.Where(p => audiences.Asks(item, p.Id)).ToList();
        if (document.People.Any(p => !p.Role.SeesEverything() && item.SeenBy.Covers(p) && givers.Any(g => apart.Apart(g.Id, p.Id))))
            faults.AddRule("kept-apart", placed.Pointer + "/seenBy", "KeptApartAnswers");
    }
}
