using FamilyPortal.Shared.Plans.Document.Reading;

namespace FamilyPortal.Shared.Plans.Document;

/// <summary>The rules of family-plan/1 that its schema cannot say. Source: <c>$comment</c> of the schema.</summary>
internal static class PlanRules
{
    /// <summary>Whether the document is for the family in the address it was sent to.</summary>
    /// <returns>Null, or a refusal <c>wrong-family</c>.</returns>
    public static PlanRefusal? CheckAddress(PlanDocument document, string authority, string recordRef)
    {
        var faults = new Faults();
        if (!string.Equals(document.Authority, authority, StringComparison.Ordinal))
            faults.Add("/authority", "WrongAuthorityHere");
        if (!string.Equals(document.Family.RecordRef, recordRef, StringComparison.Ordinal))
            faults.Add("/family/recordRef", "WrongRecordRefHere");
        return faults.None ? null : new PlanRefusal(PlanRefusalCode.WrongFamily, faults.Found);
    }

    /// <summary>Checks everything that follows reading: the document's own rules, then its version, then what depends on earlier versions.</summary>
    public static PlanVerdict Judge(PlanReading reading, PlanHistory history)
    {
        if (!reading.IsPlan)
            return PlanVerdict.Refuse(reading.Refusal);
        if (Check(reading.Document) is { } broken)
            return PlanVerdict.Refuse(broken);
        if (history.Version is { } held && reading.Document.Plan.Version <= held)
        {
            return reading.Document.Plan.Version == held && string.Equals(reading.ContentHash, history.ContentHash, StringComparison.Ordinal)
                ? PlanVerdict.Same
                : PlanVerdict.Refuse(PlanRefusal.Of(PlanRefusalCode.VersionConflict));
        }

        return Check(reading.Document, history) is { } brokenOverTime ? PlanVerdict.Refuse(brokenOverTime) : PlanVerdict.Store;
    }

    /// <summary>The rules that need only the document.</summary>
    /// <returns>Null, or a refusal <c>broken-rule</c> with every fault.</returns>
    public static PlanRefusal? Check(PlanDocument document)
    {
        var faults = new Faults();
        IdRules.Check(document, faults);
        PeopleRules.Check(document, faults);
        AudienceRules.Check(document, faults);
        DateRules.Check(document, faults);
        return Refusal(faults);
    }

    /// <summary>The rules that need the earlier versions.</summary>
    /// <returns>Null, or a refusal <c>broken-rule</c> with every fault.</returns>
    public static PlanRefusal? Check(PlanDocument document, PlanHistory history)
    {
        var faults = new Faults();
        HistoryRules.Check(document, history, faults);
        return Refusal(faults);
    }

    private static PlanRefusal? Refusal(Faults faults) =>
        faults.None ? null : new PlanRefusal(PlanRefusalCode.BrokenRule, faults.Found);
}
