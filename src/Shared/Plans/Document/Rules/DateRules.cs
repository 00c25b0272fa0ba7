using FamilyPortal.Shared.Plans.Document.Reading;

namespace FamilyPortal.Shared.Plans.Document;

/// <summary>dates-out-of-order and recurrence.</summary>
internal static class DateRules
{
    public static void Check(PlanDocument document, Faults faults)
    {
        if (document.Plan.ReviewOn < document.Plan.AgreedOn)
            faults.AddRule("dates-out-of-order", "/plan/reviewOn", "ReviewBeforeAgreed");

        foreach (var placed in document.Items())
        {
            if (placed.Item is not NetworkRole { Recurrence: { } recurrence })
                continue;
            var pointer = placed.Pointer + "/recurrence";
            if (!RecurrenceDays.TryParse(recurrence.Rule, out var rule))
                faults.AddRule("recurrence", pointer + "/rule", "RecurrenceInvalid");
            else if (rule.Until < recurrence.First)
                faults.AddRule("dates-out-of-order", pointer + "/rule", "UntilBeforeFirst");
            else if (!rule.Picks(recurrence.First))
                faults.AddRule("recurrence", pointer + "/first", "RecurrenceFirst");
        }
    }
}
