using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans.Document;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Danger;

/// <summary>Whom the duty worker finds beside an alert of somebody without a safe number.</summary>
public sealed class AlertContactsTests
{
    private static readonly Guid Family = Guid.NewGuid();

    [Fact]
    public void AProfessionalWithoutANumber_IsNamedAfterThoseWhoCanBeRung_AndNobodyElseIs()
    {
        Person[] people =
        [
            Of("child", PersonRole.YoungPerson, "+447700900001"), Of("mum", PersonRole.Parent, "+447700900002"), Of("nan", PersonRole.Network, null), Of("uncle", PersonRole.Network, "+447700900003"),
            Of("teacher", PersonRole.Professional, null), Of("nurse", PersonRole.Professional, "+447700900004"), Of("gone", PersonRole.Professional, null, p => p.InPlan = false),
            Of("ended", PersonRole.Professional, null), Of("revoked", PersonRole.Professional, null, p => p.Revoked = true), Of("withdrawn", PersonRole.Professional, "+447700900005"),
            Of("apart", PersonRole.Professional, null), Of("worker", PersonRole.Worker, null),
        ];
        Restriction[] restrictions = [On("ended", RestrictionKind.AccessEnded), On("withdrawn", RestrictionKind.ContactWithdrawn, "+447700900005")];
        var apart = KeptApart.In(Document(people), [("apart", "child")]);

        var found = AlertContacts.For("child", people, apart, restrictions, new Dictionary<string, string> { ["teacher"] = "otter" }, new(2026, 11, 27));

        found.Select(c => (c.Name, c.Phone, c.IsWithoutNumber, c.CodeWord)).ShouldBe(
        [
            ("nurse", "+447700900004", false, null),
            ("uncle", "+447700900003", false, null),
            ("mum", "+447700900002", false, null),
            ("teacher", null, true, null),
        ], "a number that was taken away, or that a helper never gave, is not one that nobody knows");
    }

    /// <summary>"Uncle Col hit Kit": his number is not the first that the worker is given, and no tap rings him.</summary>
    [Fact]
    public void For_WhoeverTheWordsName_StandsLastAndIsNotRungByATap()
    {
        Person[] people = [Of("child", PersonRole.YoungPerson, null), Of("col", PersonRole.Network, "+447700900003", p => p.Name = "Colin (Col) Nance"), Of("zoe", PersonRole.Network, "+447700900004")];
        var found = AlertContacts.For("child", people, KeptApart.Nobody, [], new Dictionary<string, string>(), new(2026, 11, 27), "Uncle Col hit Kit");
        found.Select(c => (c.Name, c.Phone, c.IsNamed)).ShouldBe([("zoe", "+447700900004", false), ("Colin (Col) Nance", null, true)]);
    }

    private static Person Of(string id, PersonRole role, string? phone, Action<Person>? change = null)
    {
        Person person = new() { FamilyId = Family, PersonId = id, Name = id, Role = role, Relationship = id, Language = "en-GB", Phone = phone, InPlan = true };
        change?.Invoke(person);
        return person;
    }

    private static Restriction On(string person, RestrictionKind kind, string? contact = null) =>
        new() { FamilyId = Family, Id = Guid.NewGuid(), Kind = kind, Source = RestrictionSource.Portal, PersonId = person, Contact = contact, SetBy = "test" };

    private static PlanDocument Document(Person[] people) => new()
    {
        Authority = "cornwall",
        Family = new("R-1", "A family", FamilyService.School, "Signs of Safety"),
        People = [.. people.Select(p => new PlanPerson { Id = p.PersonId, Name = p.Name, Role = p.Role, Relationship = p.Relationship, Language = p.Language })],
        Plan = new() { Version = 1, AgreedOn = new(2026, 1, 1), ReviewOn = new(2027, 1, 1) },
    };
}
