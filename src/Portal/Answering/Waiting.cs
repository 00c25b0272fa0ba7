using FamilyPortal.Portal.Words;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Owed;
using static FamilyPortal.Portal.Answering.AnsweringText;

namespace FamilyPortal.Portal.Answering;

/// <summary>For whom an answer still waits, for whoever asked: handed on, and of what is about a worker, that the worker's own reply does not end it.</summary>
internal static class Waiting
{
    public static IEnumerable<string> Of(AnswerView asked, OwedView owed, AuthorityPack? pack, DateOnly today)
    {
        var team = pack?.Duty.Team ?? "";
        // Once somebody has read it, it no longer waits for whoever was asked to look. The duty team is not asked to look for itself.
        if (owed.HandedOnAt is { } at && !owed.IsRead && owed.Settler != Settler.Duty)
            yield return T[owed.Settler == Settler.Manager ? "HandedOn.Manager" : "HandedOn", team, UkWords.Moment(at, today)];
        else if (owed.Settler == Settler.Anybody)
            yield break;
        else if (owed.WroteBack is { } name)
            yield return T[$"StillLooks.{owed.Settler}", name, team];
        else if (!owed.IsRead && asked.ReadBy.Count > 0)
            yield return T[$"NotReadBy.{owed.Settler}", team];
    }
}
