using FamilyPortal.Portal.Staff.Alerts;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Desk;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;
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
        await Openings.RecordAsync(Viewer, [.. Shown.SelectMany(e => new[] { e.Answer.Id, e.Meant?.Id ?? e.Answer.Id }), .. OpenAlerts.Concat(InHand).Where(a => !a.IsQuiet).Select(a => a.AnswerId)], Cancel);
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
        else if (SentOf(AnswerCard.Release) is (var released, var readers))
        {
            // Who said it was told that it stays with workers until one has talked with them.
            if (Model.All.FirstOrDefault(e => e.Answer.Id == released)?.Answer is { Sharing: AnswerSharing.Held } held && Sent(AnswerCard.Talked(held)) is null)
            {
                Errors.Add(AnswerCard.Talked(held), StaffText.T["ReleaseTalkedMissing", held.GiverName]);
                return;
            }
            Told(released, await Desk.ReleaseAsync(Viewer, released, readers, Cancel) ? "ReleasedNotice" : null);
        }
        else if (SentOf(AnswerCard.LetKnow) is (var no, var learners))
        {
            Told(no, await Desk.LetGapBeKnownAsync(Viewer, no, learners, Cancel) ? "NobodyKnownNotice" : null);
        }
        else if (SentId(AnswerCard.Read) is { } read)
        {
            await Desk.MarkReadAsync(Viewer, read, Cancel);
            Done(Http.Request.Path + Place(After(read)), "ReadNotice");
        }
        else
        {
            Unknown();
        }
    }

    /// <summary>An answer, and the mark of those to whom something of it goes.</summary>
    private (Guid Answer, string Mark)? SentOf(string button) =>
        Sent(button)?.Split('.') is [var id, var mark] && Guid.TryParse(id, out var answer) ? (answer, mark) : null;

    /// <param name="notice">Null where nothing went.</param>
    private void Told(Guid answer, string? notice) =>
        Done(Http.Request.Path + Place(Model.All.FirstOrDefault(e => e.Answer.Id == answer)), notice ?? (Viewer.MayLetIn ? "ReadersChangedNotice" : "GlassNotNotice"));
}
