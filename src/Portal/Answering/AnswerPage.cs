using FamilyPortal.Look.Components;
using FamilyPortal.Portal.SignIn;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Responses.Pictures;
using Microsoft.AspNetCore.Components;
using static FamilyPortal.Portal.Answering.AnsweringText;

namespace FamilyPortal.Portal.Answering;

/// <summary>
/// A page with one form that a family member answers: the form is kept through every fault, stored once, and followed by a
/// redirect to the same address whatever its words say (<see cref="SavedLinks"/>); where they say danger, the page there has the
/// numbers to ring first. Only where the form could not be stored, the numbers are the answer to the very request that brought it,
/// and the form stays below them.
/// </summary>
public abstract class AnswerPage : WholeComponent
{
    /// <summary>The form's name on every page of this kind.</summary>
    protected const string FormName = "answer";

    [Inject] private protected Current Current { get; set; } = default!;
    [Inject] private protected FamilyPlans Plans { get; set; } = default!;
    [Inject] private protected FamilyAnswers Answers { get; set; } = default!;
    [Inject] private KeptForms Kept { get; set; } = default!;
    [Inject] private protected NavigationManager Navigation { get; set; } = default!;
    [Inject] private protected TimeProvider Clock { get; set; } = default!;
    [CascadingParameter] private protected HttpContext Http { get; set; } = default!;

    [SupplyParameterFromForm(FormName = FormName)] public AnswerInput? Form { get; set; }

    private protected FamilyViewer Viewer => Current.Viewer;

    private protected FormErrors Errors { get; } = new();

    /// <summary>What the danger check found in what was just sent.</summary>
    private protected DangerFinding Danger { get; private set; }

    /// <summary>The form was sent too late, and is given back after signing in again.</summary>
    private protected bool IsGivenBack { get; private set; }

    /// <summary>What was just sent is stored, but not the picture beside it: that can be added to it from the form as it stands.</summary>
    private protected bool IsSavedWithoutPicture { get; private set; }

    /// <summary>Why an answer could not be stored where nothing is wrong with it.</summary>
    private protected virtual string NotThereWords => T["NotThere"];

    /// <summary>What is typed here is kept nowhere before it is stored: it must not be read by whoever has the phone next.</summary>
    private protected virtual bool KeepsNothing => false;

    private protected DateOnly Today => UkTime.Today(Clock);

    /// <summary>What to do where words are missing.</summary>
    private protected virtual string WordsMissing => T["WordsMissing"];

    /// <summary>Said after a fault of a picture, of words that there are.</summary>
    private string WordsStay => StorableText.IsBlank(Form!.Words) ? "" : " " + T["WordsStay"];

    private protected bool IsPost => HttpMethods.IsPost(Http.Request.Method);

    /// <summary>There are words of this person's to show, whatever became of what they are about.</summary>
    private protected bool HasWords => IsPost || IsGivenBack;

    /// <summary>
    /// Where the form belongs to an item that is not there (any more) for this person: on a GET, as if it had never been. Words that they
    /// typed about it while it was there are given back all the same, to be sent another way or deleted.
    /// </summary>
    private protected void NotThere()
    {
        if (!HasWords) Navigation.NotFound();
        else if (IsGivenBack) Errors.Add(NotThereWords);
    }

    /// <summary>Call it first in OnInitializedAsync.</summary>
    private protected async Task PrepareFormAsync()
    {
        if (Form is not null) return;
        (Form, IsGivenBack) = await Kept.OpenAsync(Viewer, Http, KeepsNothing);
    }

    /// <summary>The form did what it was for: on to a page that a reload shows again without sending anything.</summary>
    private protected async Task DoneAsync(string next)
    {
        await SentAsync();
        Navigation.NavigateTo(next);
    }

    /// <summary>Nothing of what was sent waits any more.</summary>
    private protected Task SentAsync() => Kept.SentAsync(Viewer, Form!, Http.RequestAborted);

    /// <summary>Stores words that say danger beside a form that could not do what it was for; the form stays.</summary>
    private protected async Task HearAsync(Func<AnswerForm, Task<AnswerOutcome>> keep) => Danger = Danger.Or((await keep(Form!.ToForm())).Danger);

    /// <summary>
    /// Gives the answer; on success goes to <paramref name="next"/>, which has <see cref="NumbersFirst"/>: a page that Back and reload
    /// show again without sending anything.
    /// </summary>
    private protected async Task SendAsync(Func<AnswerForm, Task<AnswerOutcome>> give, string next)
    {
        var outcome = await give(Form!.ToForm());
        if (outcome.IsOk)
        {
            await DoneAsync(next);
            return;
        }
        Danger = outcome.Danger;
        if (IsSavedWithoutPicture = outcome.Handle is not null && outcome.Fault.IsOfPicture()) await Kept.ForgetAsync(Viewer, Form, Http.RequestAborted);
        switch (outcome.Fault)
        {
            case AnswerFault.ScoreMissing: Errors.Add("Form.Score", T["ScoreMissing"]); break;
            case AnswerFault.ChoiceMissing: Errors.Add("Form.Choice", T["ChoiceMissing"]); break;
            case AnswerFault.WordsMissing: Errors.Add("Form.Words", WordsMissing); break;
            case AnswerFault.DayMissing: Errors.Add("Form.DoneOn", T["DayMissing", TypedDay.Example(Today)]); break;
            case AnswerFault.DayToCome: Errors.Add("Form.DoneOn", T["DayToCome"]); break;
            case AnswerFault.PictureTooBig: Errors.Add(DrawingPad.Field, T["PictureTooBig", PictureLimits.Megabytes] + WordsStay); break;
            case AnswerFault.PictureUnreadable: Errors.Add(DrawingPad.Field, T["PictureUnreadable"] + WordsStay); break;
            case AnswerFault.PictureWaits: Errors.Add(DrawingPad.Field, T["PictureWaits"]); break;
            case AnswerFault.TooManyPictures: Errors.Add(DrawingPad.Field, T["TooManyPictures"]); break;
            case AnswerFault.PicturesFull: Errors.Add(DrawingPad.Field, T["PicturesFull"]); break;
            case AnswerFault.TooMany: Errors.Add(T["TooMany"]); break;
            case AnswerFault.AskedAlready: Errors.Add(T["AskedAlready"]); break;
            case AnswerFault.TooLong:
                if (Form.Words?.Length > AnswerLimits.Words) Errors.Add("Form.Words", T["TooLong", AnswerLimits.Words]);
                if (Form.OneHigher?.Length > AnswerLimits.Words) Errors.Add("Form.OneHigher", T["TooLong", AnswerLimits.Words]);
                if (!Errors.Any) Errors.Add(T["NotThere"]);
                break;
            default: Errors.Add(NotThereWords); break;
        }
    }
}
