using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Shared.Danger.Language;

/// <summary>What the plan says of whoever is called by a name.</summary>
internal enum Named
{
    /// <summary>No name of the plan, or one that an adult and a child have.</summary>
    Unknown,

    Child,
    Adult,
}

/// <summary>A name of the plan, and who is called by it.</summary>
internal readonly record struct PlanName(string Name, Named Who)
{
    public static PlanName Of(PlanPerson person) => new(person.Name, person.Role == PersonRole.YoungPerson ? Named.Child : Named.Adult);
}
