using FamilyPortal.Portal.Answering;
using Microsoft.AspNetCore.Components;

namespace FamilyPortal.Portal.Staff;

/// <summary>A page with a form in which staff write to or about a family: what is typed waits for them as a family's words do (<see cref="KeptForms"/>).</summary>
public abstract class StaffAnswerPage : StaffFamilyPage
{
    /// <summary>The form's name on every page of this kind.</summary>
    private protected const string FormName = "answer";

    [Inject] private KeptForms Kept { get; set; } = default!;

    [SupplyParameterFromForm(FormName = FormName)] public AnswerInput? Form { get; set; }

    /// <summary>The form was not sent before, and is given back.</summary>
    private protected bool IsGivenBack { get; private set; }

    /// <summary>Call it first in OnInitializedAsync.</summary>
    private protected async Task PrepareFormAsync()
    {
        if (Form is null) (Form, IsGivenBack) = await Kept.OpenAsync(Viewer, Http);
    }

    /// <summary>The form did what it was for: nothing of it waits, and on to the next page.</summary>
    private protected async Task DoneAsync(string href, string notice)
    {
        await Kept.SentAsync(Viewer, Form!, Cancel);
        Done(href, notice);
    }
}
