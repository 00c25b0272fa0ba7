namespace FamilyPortal.Shared.Plans.Document.Reading;

internal static class PersonReading
{
    public static PlanPerson Person(Field field) => field.Object(o =>
    {
        var person = new PlanPerson
        {
            Id = o.Required("id", f => f.PersonId()),
            Name = o.Required("name", f => f.Name()),
            Role = o.Required("role", f => f.OneOf(Vocabulary.Roles, NoRole)),
            Relationship = o.Required("relationship", f => f.ShortText()),
            BornOn = o.OptionalValue("bornOn", f => f.BirthDate()),
            Phone = o.Optional("phone", f => f.Phone()),
            Email = o.Optional("email", f => f.Email()),
            Language = o.Required("language", f => f.Language()),
            TextMessages = o.Optional("textMessages", TextMessages),
            KeepApartFrom = o.Optional("keepApartFrom", f => f.Set(1, 20, id => id.PersonId())) ?? [],
            Access = o.Optional("access", Access),
        };
        if (person.TextMessages is { Allowed: true } && !o.Has("phone"))
            o.Faults.Add(o.Pointer, "PhoneNeeded");
        return person;
    });

    // A role that is none must not read as the first one: the rule that somebody is a worker looks at it.
    private const PersonRole NoRole = (PersonRole)(-1);

    private static TextMessages TextMessages(Field field) => field.Object(o =>
    {
        var result = new TextMessages(
            o.Required("allowed", f => f.Bool()),
            o.OptionalValue("quietFrom", f => f.LocalTime()),
            o.OptionalValue("quietUntil", f => f.LocalTime()),
            o.OptionalValue("notSafe", f => f.OnlyTrue()) ?? false,
            o.Optional("note", f => f.PlanText()));
        if (o.Has("quietFrom") != o.Has("quietUntil"))
            o.Faults.Add(o.Pointer, "QuietHoursHalf");
        if (result.NotSafe && result.Allowed)
            o.Faults.Add(o.Pointer + "/allowed", "NotSafeButAllowed");
        return result;
    });

    private static PlanAccess Access(Field field) => field.Object(o =>
    {
        if (o.Count == 0)
            o.Faults.Add(o.Pointer, "ObjectEmpty");
        return new PlanAccess(o.OptionalValue("until", f => f.Date()), o.OptionalValue("revoked", f => f.Bool()) ?? false);
    });
}
