using FamilyPortal.Portal.Staff.Alerts;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Plans;
using Microsoft.AspNetCore.Components;

namespace FamilyPortal.Portal.Staff.News;

/// <summary>A page that shows answers of a family with their buttons: read, release, acknowledge.</summary>
public abstract class AnswersPage : StaffFamilyPage
{
    [Inject] private protected StaffDesk Desk { get; set; } = default!;
    [Inject] private protected FamilyPlans Plans { get; set; } = default!;
    [Inject] private AnswerOpenings Openings { get; set; } = default!;
    [Inject] private OwedDesk OwedDesk { get; set; } = default!;
    [Inject] private Shared.Danger.Alerts Alerts { get; set; } = default!;

    private protected StaffPlanView Plan { get; private set; } = default!;
    private protected AnswersModel Model { get; private set; } = default!;
    private protected IReadOnlyList<OwedLine> Owed { get; private set; } = [];
    private protected IReadOnlyList<AlertView> OpenAlerts { get; private set; } = [];
    private protected IReadOnlyList<AlertView> InHand { get; private set; } = [];

    protected override async Task OnInitializedAsync()
    {
        Plan = await Plans.OpenAsync(Viewer, Cancel);
        var alerts = await Alerts.OfFamilyAsync(Viewer, Cancel);
        OpenAlerts = [.. alerts.Where(a => a.IsOpen)];
        InHand = [.. alerts.Where(a => a.IsInHand)];
        Owed = await OwedDesk.OfFamilyAsync(Viewer, Cancel);
        Model = new(await Desk.AnswersAsync(Viewer, Cancel), alerts, Owed);
        // Before the page goes out: whoever said these words sees that they were opened.
        await Openings.RecordAsync(Viewer, [.. Shown.SelectMany(e => new[] { e.Answer.Id, e.Meant?.Id ?? e.Answer.Id }), .. OpenAlerts.Concat(InHand).Select(a => a.AnswerId)], Cancel);
    }

    /// <summary>The answers whose words are on this page.</summary>
    private protected virtual IEnumerable<AnswerEntry> Shown => Model.All;

    /// <summary>Where the reader goes on after they have read this one: on a page that keeps it, there.</summary>
    private protected virtual AnswerEntry? After(Guid read) => Model.All.FirstOrDefault(e => e.Answer.Id == read);

    private static string Place(AnswerEntry? entry) => entry is null ? "" : "#" + AnswerCard.Place(entry.Answer);

    private protected async Task ActAsync()
    {
        if (SentId(AlertCard.Got) is { } alert)
        {
            await Alerts.AcknowledgeAsync(Viewer, alert, Cancel);
            Done(Http.Request.Path, "AlertGotNotice");
        }
        else if (SentId(AlertCard.NotGot) is { } notGot)
        {
            Done(Http.Request.Path, await Alerts.ReopenAsync(Viewer, notGot, Cancel) ? "AlertNotGotNotice" : "AlertGotLongNotice");
        }
        else if (Sent(AnswerCard.Release)?.Split('.') is [var id, var readers] && Guid.TryParse(id, out var released))
        {
            var (entry, isReleased) = (Model.All.FirstOrDefault(e => e.Answer.Id == released), await Desk.ReleaseAsync(Viewer, released, readers, Cancel));
            Done(Http.Request.Path + Place(entry), isReleased ? entry is { GoesToReaders: false, Answer.LearnNobodyHas.Count: > 0 } ? "NobodyKnownNotice" : "ReleasedNotice" : Viewer.MayLetIn ? "ReadersChangedNotice" : "GlassNotNotice");
        }
        else if (SentId(AnswerCard.Read) is { } read)
        {
            await Desk.MarkReadAsync(Viewer, read, Cancel);
            Done(Http.Request.Path + Place(After(read)), "ReadNotice");
        }
        else
        {
            Navigation.NavigateTo(Http.Request.Path);
        }
    }
}
