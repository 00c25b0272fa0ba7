using System.Text.Json.Serialization;

namespace FamilyPortal.Shared.Authorities;

/// <summary>What differs between authorities: names, terms, numbers, hours. One JSON file each, checked at start.</summary>
public sealed record AuthorityPack
{
    /// <summary>As in the plan documents: `cornwall`.</summary>
    public required string Id { get; init; }

    /// <summary>Short, as people say it: `Cornwall`.</summary>
    public required string Name { get; init; }

    /// <summary>In full: `Cornwall Council`.</summary>
    public required string Council { get; init; }

    /// <summary>Children's services, in <see cref="Hours"/>.</summary>
    public required HelpNumber DayPhone { get; init; }

    /// <summary>The out-of-hours team, at all other times.</summary>
    public required HelpNumber NightPhone { get; init; }

    public required HelpContact Complaints { get; init; }

    public required HelpContact Advocacy { get; init; }

    public required OfficeHours Hours { get; init; }

    /// <summary>The promised reply time to a question, in working days.</summary>
    public required int ReplyWithinWorkingDays { get; init; }

    /// <summary>So many opening hours after somebody asked, what no worker has read goes to cover.</summary>
    public int UnreadAfterWorkingHours { get; init; } = 8;

    /// <summary>Quiet hours for nudges, UK time, where the person has none of their own.</summary>
    public required QuietTime Quiet { get; init; }

    /// <summary>Where "Leave this page" goes: a site that says nothing about anybody.</summary>
    public required Uri LeaveUrl { get; init; }

    /// <summary>The order of the plan's three columns: `working-well`, `worries`, `next`.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Used where <see cref="Services"/> has nothing for the plan's service.</summary>
    public required AuthorityTerms Terms { get; init; }

    /// <summary>Terms by the plan's `service`.</summary>
    public required IReadOnlyDictionary<string, AuthorityTerms> Services { get; init; }

    public required DutyTeam Duty { get; init; }

    /// <summary>The council's colour at the top of pages; ours where it has none.</summary>
    public AuthorityColours? Colours { get; init; }

    /// <summary>Pages of the council that families are shown with the numbers to call.</summary>
    public IReadOnlyList<AuthorityLink> Links { get; init; } = [];

    /// <summary>The terms that this authority's service uses.</summary>
    public AuthorityTerms TermsFor(string service) => Services.GetValueOrDefault(service, Terms);

    /// <summary>The number to ring now: by day in working hours, else the out-of-hours team's.</summary>
    public HelpNumber PhoneAt(DateTimeOffset instant) => Hours.IsOpen(instant) ? DayPhone : NightPhone;
}

/// <summary>A telephone number of the authority.</summary>
/// <param name="Number">E.164, for `tel:` links.</param>
/// <param name="Display">As people in the UK write it.</param>
[JsonConverter(typeof(HelpNumberConverter))]
public sealed record HelpNumber(string Number, string Display);

/// <summary>A named place to turn to.</summary>
public sealed record HelpContact
{
    public required string Name { get; init; }
    public required HelpNumber Phone { get; init; }
}

/// <summary>A page of the authority's own site.</summary>
public sealed record AuthorityLink
{
    public required string Name { get; init; }
    public required Uri Url { get; init; }
}

/// <summary>How an authority's pages look. Everything else has one look, tested for contrast once.</summary>
public sealed record AuthorityColours
{
    /// <summary>`#rrggbb`, for the line at the top and the menu's words, on white: at least 4.5:1 (WCAG 2.2, 1.4.3).</summary>
    public required string Accent { get; init; }
}

/// <summary>Hours without nudges, UK time. The night may lie between the two.</summary>
public sealed record QuietTime
{
    public required TimeOnly From { get; init; }
    public required TimeOnly Until { get; init; }
}

/// <summary>What this service calls the parts of a plan.</summary>
public sealed record AuthorityTerms
{
    /// <summary>`danger statement`, `worry statement`.</summary>
    public required string Statement { get; init; }

    /// <summary>`safety goal`, `wellbeing goal`, `success goal`.</summary>
    public required string Goal { get; init; }

    /// <summary>`Signs of Safety`, `Signs of Wellbeing`, `Signs of Success`.</summary>
    public required string Approach { get; init; }
}

/// <summary>The team that covers today. Where its notices go, and with which secret, is configuration (`Duty`): secrets are not in packs.</summary>
public sealed record DutyTeam
{
    public required string Team { get; init; }

    /// <summary>Minutes between one wordless notice and the next; the last one repeats until somebody acknowledges.</summary>
    public required IReadOnlyList<int> NoticeMinutes { get; init; }
}
