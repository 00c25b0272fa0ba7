using FamilyPortal.Shared.Plans.Document;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FamilyPortal.Shared.Tests.Plans.Document;

/// <summary>Promise 1 for random plans, audiences and kept-apart pairs.</summary>
public class AudiencesProperties
{
    private static readonly string[] Everyone = [.. RandomPlans.Ids, "stranger", "everyone", "role:parent", ""];

    [Fact]
    public void Nobody_outside_the_audience_is_reached() => Holds(s => s.Items.All(item => Everyone.All(id =>
        !s.Audiences.Reaches(item, id) || (s.Document.Person(id) is { } person && (Staff(person) || IsWritten(item.Audience, person))))));

    [Fact]
    public void Workers_and_managers_are_always_reached_and_strangers_never() => Holds(s => s.Items.All(item =>
        s.Audiences.Reaches(item, "w") && s.Audiences.Reaches(item, "m") && !s.Audiences.Reaches(item, "stranger")));

    [Fact]
    public void Of_two_kept_apart_an_item_reaches_both_only_by_naming_both() => Holds(s => s.Items.All(item => PairsOf(s).All(p =>
        !s.Audiences.Reaches(item, p.Person.Id) || !s.Audiences.Reaches(item, p.Other)
        || Staff(p.Person) || (IsNamed(item.Audience, p.Person.Id) && IsNamed(item.Audience, p.Other)))));

    [Fact]
    public void An_item_that_refers_to_one_reaches_the_other_only_if_it_reaches_both() => Holds(s => s.Items.All(item => PairsOf(s).All(p =>
        Staff(p.Person) || !s.Audiences.Reaches(item, p.Person.Id)
        || item.References().All(r => r.PersonId != p.Other) || s.Audiences.Reaches(item, p.Other))));

    [Fact]
    public void Nothing_is_hidden_without_a_reason() => Holds(s => s.Items.All(item => s.Document.People.All(person =>
        !IsWritten(item.Audience, person) || s.Audiences.Reaches(item, person.Id)
        || s.Document.People.Any(other => s.Apart.Apart(person.Id, other.Id)
            && (((Staff(other) || IsWritten(item.Audience, other)) && !(IsNamed(item.Audience, person.Id) && IsNamed(item.Audience, other.Id)))
                || (item.References().Any(r => r.PersonId == other.Id) && !s.Audiences.Reaches(item, other.Id)))))));

    [Fact]
    public void It_does_not_matter_which_of_the_two_said_it() => Holds(s =>
    {
        var pairs = s.Document.People.SelectMany(p => p.KeepApartFrom.Select(o => (A: o, B: p.Id))).Concat(s.Extra.Select(e => (A: e.B, B: e.A))).ToArray();
        var unsaid = s.Document with { People = [.. s.Document.People.Select(p => p with { KeepApartFrom = [] })] };
        var turned = new Audiences(unsaid, KeptApart.In(unsaid, pairs));
        return Everyone.All(id => s.Items.All(item => turned.Reaches(item, id) == s.Audiences.Reaches(item, id)));
    });

    [Fact]
    public void Keeping_more_people_apart_never_shows_anybody_more() => Holds(s =>
    {
        var before = new Audiences(s.Document, KeptApart.In(s.Document));
        return Everyone.All(id => s.Items.All(item => !s.Audiences.Reaches(item, id) || before.Reaches(item, id)));
    });

    [Fact]
    public void An_item_added_for_others_changes_nothing_for_those_it_does_not_reach() => Prop.ForAll(
        Arb.From(from s in RandomPlans.Scenarios from item in RandomPlans.Item select new Adding(s, item)),
        adding =>
        {
            var after = new Scenario(adding.To.Document.With(adding.Item), adding.To.Extra);
            return Everyone.All(id => Slice(after, id).Where(i => i.Id != "added").SequenceEqual(Slice(adding.To, id)));
        }).Check(Runs);

    [Fact]
    public void A_slice_is_the_same_without_the_items_hidden_from_it() => Holds(s => Everyone.All(id =>
        Slice(new Scenario(s.Document.Without(item => !s.Audiences.Reaches(item, id)), s.Extra), id).SequenceEqual(Slice(s, id))));

    [Fact]
    public void What_passes_the_import_hides_nothing_on_reading() => Holds(s =>
    {
        var audiences = new Audiences(s.Document, KeptApart.In(s.Document));
        return PlanRules.Check(s.Document)?.Errors.Any(e => e.Rule == "kept-apart") == true
            || s.Items.All(item => s.Document.People.All(p => audiences.Reaches(item, p.Id) == (Staff(p) || IsWritten(item.Audience, p))));
    });

    [Fact]
    public void Answers_are_shown_to_giver_and_workers_and_else_only_within_seenBy_and_never_between_people_kept_apart() => Holds(s =>
        s.Items.All(item => RandomPlans.Ids.All(giver => s.Document.People.All(viewer =>
            !s.Audiences.ShowsAnswers(item, giver, viewer.Id) || Staff(viewer) || viewer.Id == giver
            || (IsWritten(item.SeenBy, viewer) && s.Audiences.Reaches(item, viewer.Id) && !s.Apart.Apart(giver, viewer.Id))))));

    [Fact]
    public void A_question_is_put_only_to_people_whom_it_reaches() => Holds(s =>
        s.Items.All(item => Everyone.All(id => !s.Audiences.Asks(item, id) || s.Audiences.Reaches(item, id))));

    private sealed record Adding(Scenario To, PlanItem Item);

    private static Config Runs => Config.QuickThrowOnFailure.WithMaxTest(400).WithQuietOnSuccess(true);

    private static void Holds(Func<Scenario, bool> property) => Prop.ForAll(Arb.From(RandomPlans.Scenarios), property).Check(Runs);

    private static IEnumerable<PlanItem> Slice(Scenario scenario, string id) => scenario.Audiences.SliceFor(id).Select(i => i.Item);

    private static IEnumerable<(PlanPerson Person, string Other)> PairsOf(Scenario s) =>
        from person in s.Document.People
        from other in RandomPlans.Ids
        where other != person.Id
        where s.Extra.Contains((person.Id, other)) || s.Extra.Contains((other, person.Id))
            || person.KeepApartFrom.Contains(other) || s.Document.Person(other)!.KeepApartFrom.Contains(person.Id)
        select (person, other);

    // The words of the format again, apart from the code under test.
    private static bool Staff(PlanPerson person) => person.Role is PersonRole.Worker or PersonRole.Manager;

    private static bool IsNamed(Audience audience, string id) => audience.Entries.Any(e => e.PersonId == id);

    private static bool IsWritten(Audience audience, PlanPerson person) => audience.Entries.Any(e =>
        e.PersonId == person.Id || e.Kind == AudienceKind.Everyone || (e.Kind == AudienceKind.Role && e.Role == person.Role));
}
