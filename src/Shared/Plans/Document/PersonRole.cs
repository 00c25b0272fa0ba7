namespace FamilyPortal.Shared.Plans.Document;

/// <summary>What a person of a plan is to the family. Source: <c>people[].role</c> of family-plan/1.</summary>
public enum PersonRole
{
    /// <summary>Has parental responsibility, or brings the children up for good.</summary>
    Parent,

    /// <summary>A child of the family, whatever their age.</summary>
    YoungPerson,

    /// <summary>Family, friends and foster carers who help.</summary>
    Network,

    /// <summary>Staff who work with the family; sees the whole plan.</summary>
    Worker,

    /// <summary>Staff who manage a worker; sees the whole plan.</summary>
    Manager,

    /// <summary>From another service; may be asked and answer.</summary>
    Professional,
}

/// <summary>What follows from a role alone.</summary>
public static class PersonRoles
{
    /// <summary>Workers and managers see every item whatever its audience says.</summary>
    public static bool SeesEverything(this PersonRole role) => role is PersonRole.Worker or PersonRole.Manager;
}
