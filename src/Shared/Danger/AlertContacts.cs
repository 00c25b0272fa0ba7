using System.Text.RegularExpressions;
using FamilyPortal.Shared.Danger.Language;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Shared.Danger;

/// <summary>Somebody of the plan whom a worker may think of ringing about an alert.</summary>
/// <param name="Relationship">In the plan's words.</param>
/// <param name="Phone">Null where they are not to be rung in a hurry: they are kept apart from others of the plan.</param>
/// <param name="CodeWord">What to say to them, so that they know who rings; null where they chose none.</param>
/// <param name="IsWithoutNumber">A professional whose number nobody gave us: where they work can be rung.</param>
/// <param name="IsNamed">The words name them: they may be the danger, or be in it.</param>
public sealed record AlertContact(string Name, string Relationship, string? Phone, string? CodeWord, bool IsWithoutNumber = false, bool IsNamed = false);

/// <summary>
/// THE rule whom to ring about what somebody said who has no safe number: professionals first, then the network, then parents, for a
/// parent may be the danger. Neither children nor who may no longer see the plan, nor anybody who is kept apart from whoever said it.
/// Professionals without a number are named after those who can be rung; of others, no number may mean that it is not safe.
/// Which of two people kept apart is the danger, nothing here knows: both stand last, and no tap rings them. A professional is no such danger.
/// The same of whomever the words name: "Uncle Col hit Kit" must not lead to Col by one tap.
/// </summary>
internal static partial class AlertContacts
{
    private static readonly string[] Threats = [DangerCodes.Of(nameof(DangerKind.Threat)), DangerCodes.Of(nameof(DangerKind.OwnThreat))];
    private static readonly PersonRole[] Order = [PersonRole.Professional, PersonRole.Network, PersonRole.Parent];

    /// <param name="saidBy">Plan person id.</param>
    /// <param name="people">Of the family.</param>
    /// <param name="restrictions">Of the family, in force.</param>
    /// <param name="words">Code words by plan person id.</param>
    /// <param name="said">What the alert is about.</param>
    public static IReadOnlyList<AlertContact> For(string saidBy, IEnumerable<Person> people, KeptApart apart, IReadOnlyList<Restriction> restrictions, IReadOnlyDictionary<string, string> words, DateOnly today, string? said = null) =>
    [
        .. from p in people
           where p.InPlan && Order.Contains(p.Role) && p.PersonId != saidBy && !apart.Apart(p.PersonId, saidBy)
           let isNamed = IsNamedIn(said, p)
           let isWithout = p.Role == PersonRole.Professional && p.Phone is null
           let standing = Standing.Of(p, Standing.AsIfInvited(p), restrictions, today)
           where isWithout ? standing.MayLook : standing.MayReach(p.Phone)
           let isApart = p.Role != PersonRole.Professional && apart.From(p.PersonId).Count > 0
           let isLast = isApart || isNamed
           orderby isLast, isWithout, Array.IndexOf(Order, p.Role), p.Name
           select new AlertContact(p.Name, p.Relationship, isLast ? null : p.Phone, isLast || isWithout ? null : words.GetValueOrDefault(p.PersonId), isWithout, isNamed),
    ];

    private static bool IsNamedIn(string? said, Person person)
    {
        if (said is null) return false;
        var names = new FamilyNames([new(person.Name, Named.Unknown)]);
        return Word().Matches(FamilyNames.Plain(said)).Any(word => names.Fit(word.Value) != NameFit.None);
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();

    /// <summary>
    /// Of a threat: names of those who are kept apart from whoever said it. They are who may be threatened, or who threatens: whoever
    /// rings thinks of that first. Of another danger nobody: there the number of whoever is in it must not come last.
    /// </summary>
    public static IReadOnlyList<string> ApartFrom(Alert alert, KeptApart apart, PlanDocument document) =>
        !Threats.Contains(alert.Kind) && !Threats.Contains(alert.AlsoKind) ? [] : [.. document.People.Where(p => apart.Apart(p.Id, alert.PersonId)).Select(p => p.Name)];
}
