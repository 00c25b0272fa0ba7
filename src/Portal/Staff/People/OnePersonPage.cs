using FamilyPortal.Shared.Desk;
using Microsoft.AspNetCore.Components;

namespace FamilyPortal.Portal.Staff.People;

/// <summary>A staff page about one person of a family.</summary>
public abstract class OnePersonPage : StaffFamilyPage
{
    /// <summary>Handle of the person.</summary>
    [Parameter] public string Person { get; set; } = "";

    [Inject] private protected PeopleDesk Desk { get; set; } = default!;

    /// <summary>Everybody of the plan who is not staff.</summary>
    private protected IReadOnlyList<DeskPerson> People { get; private set; } = [];

    /// <summary>Null where the handle is nobody's: the page is not there.</summary>
    private protected DeskPerson? Who { get; private set; }

    protected override async Task OnInitializedAsync()
    {
        People = await Desk.PeopleAsync(Viewer, Cancel);
        Who = People.SingleOrDefault(p => p.Handle == Person);
        if (Who is null) NotThere();
    }
}
