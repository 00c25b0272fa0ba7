using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Responses;

/// <summary>What people ask about what is held about them. For workers alone: nobody of the family ever learns that they asked.</summary>
public sealed partial class FamilyAnswers
{
    /// <summary>"Take my words out", of an own answer. Why, if they like.</summary>
    /// <param name="answer">Its handle.</param>
    public async Task<AnswerOutcome> AskToRemoveAsync(FamilyViewer viewer, string answer, AnswerForm form, CancellationToken cancel = default)
    {
        form = new() { FormKey = form.FormKey, Words = form.Words };
        if (TooLong(form)) return await RefuseAsync(viewer, form, AnswerFault.TooLong, cancel);
        if (await OwnAsync(viewer, answer, cancel) is not { } about) return await RefuseAsync(viewer, form, AnswerFault.NotThere, cancel);
        var request = New(viewer, AnswerKind.RemovalRequest, form, viewer.State.Family.CurrentVersion);
        request.InReplyTo = about;
        return await WriteAsync(viewer, request, cancel);
    }

    /// <summary>"This is wrong", of an item that this person sees: what is wrong, and what it should say.</summary>
    public async Task<AnswerOutcome> AskToCorrectAsync(FamilyViewer viewer, string item, AnswerForm form, CancellationToken cancel = default)
    {
        form = new() { FormKey = form.FormKey, Words = form.Words };
        if (string.IsNullOrWhiteSpace(form.Words)) return await RefuseAsync(viewer, form, AnswerFault.WordsMissing, cancel);
        return await GiveAsync(viewer, AnswerKind.CorrectionRequest, item, form, (_, _) => true, cancel);
    }

    /// <summary>"Take my number off". Why, if they like.</summary>
    public async Task<AnswerOutcome> AskToRemoveNumberAsync(FamilyViewer viewer, AnswerForm form, CancellationToken cancel = default)
    {
        form = new() { FormKey = form.FormKey, Words = form.Words };
        if (TooLong(form)) return await RefuseAsync(viewer, form, AnswerFault.TooLong, cancel);
        return await WriteAsync(viewer, New(viewer, AnswerKind.NumberRequest, form, viewer.State.Family.CurrentVersion), cancel);
    }

    private async Task<Guid?> OwnAsync(FamilyViewer viewer, string handle, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        var mine = await store.Answers.AsNoTracking().Where(a => a.FamilyId == viewer.FamilyId && a.GiverId == viewer.PersonId && !a.ByStaff).ToListAsync(cancel);
        return mine.FirstOrDefault(a => AnswerVisibility.IsOwn(viewer, a) && Handle(viewer, a.Id) == handle)?.Id;
    }
}
