using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses.Owed;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Responses;

/// <summary>What people ask about what is held about them. For workers alone: nobody of the family ever learns that they asked.</summary>
public sealed partial class FamilyAnswers
{
    /// <summary>"Take my words out", of an own answer that is no request itself. Why, if they like. Asked once, it waits for its answer.</summary>
    /// <param name="answer">Its handle.</param>
    public async Task<AnswerOutcome> AskToRemoveAsync(FamilyViewer viewer, string answer, AnswerForm form, CancellationToken cancel = default)
    {
        form = new() { FormKey = form.FormKey, Words = form.Words };
        if (TooLong(form)) return await RefuseAsync(viewer, form, AnswerFault.TooLong, cancel);
        if (await OwnAsync(viewer, answer, cancel) is not { } about) return await RefuseAsync(viewer, form, AnswerFault.NotThere, cancel);
        var request = New(viewer, AnswerKind.RemovalRequest, form, viewer.State.Family.CurrentVersion);
        request.InReplyTo = about;
        if (await IsOpenAsync(request, cancel)) return await RefuseAsync(viewer, form, AnswerFault.AskedAlready, cancel);
        return await WriteAsync(viewer, request, cancel);
    }

    /// <summary>"This is wrong", of an item that this person sees: what is wrong, and what it should say.</summary>
    public async Task<AnswerOutcome> AskToCorrectAsync(FamilyViewer viewer, string item, AnswerForm form, CancellationToken cancel = default)
    {
        form = new() { FormKey = form.FormKey, Words = form.Words };
        if (StorableText.IsBlank(form.Words)) return await RefuseAsync(viewer, form, AnswerFault.WordsMissing, cancel);
        return await GiveAsync(viewer, AnswerKind.CorrectionRequest, item, form, (_, _) => true, cancel);
    }

    /// <summary>"Take my number off". Why, if they like.</summary>
    public async Task<AnswerOutcome> AskToRemoveNumberAsync(FamilyViewer viewer, AnswerForm form, CancellationToken cancel = default)
    {
        form = new() { FormKey = form.FormKey, Words = form.Words };
        if (TooLong(form)) return await RefuseAsync(viewer, form, AnswerFault.TooLong, cancel);
        return await WriteAsync(viewer, New(viewer, AnswerKind.NumberRequest, form, viewer.State.Family.CurrentVersion), cancel);
    }

    /// <summary>Whether the same was asked and is not answered; the same form again, as a double tap sends it, is no second request.</summary>
    private async Task<bool> IsOpenAsync(Answer request, CancellationToken cancel)
    {
        var key = FormKeys.Of(request.FormKey);
        await using var store = _stores.Create();
        var open = await (
            from a in store.Answers.AsNoTracking()
            join o in store.OwedAnswers on new { a.FamilyId, a.Id } equals new { o.FamilyId, Id = o.AnswerId }
            where a.FamilyId == request.FamilyId && a.GiverId == request.GiverId && !a.ByStaff && a.Kind == AnswerKind.RemovalRequest && a.InReplyTo == request.InReplyTo && o.AnsweredAt == null
            select new { a.FormKey, a.Words }).ToListAsync(cancel);
        return open.Count > 0 && !open.Exists(a => a.FormKey == key && a.Words == request.Words);
    }

    private async Task<Guid?> OwnAsync(FamilyViewer viewer, string handle, CancellationToken cancel)
    {
        await using var store = _stores.Create();
        var mine = await store.Answers.AsNoTracking().Where(a => a.FamilyId == viewer.FamilyId && a.GiverId == viewer.PersonId && !a.ByStaff).ToListAsync(cancel);
        return mine.FirstOrDefault(a => !a.Kind.IsRequest() && AnswerVisibility.IsOwn(viewer, a) && Handle(viewer, a.Id) == handle)?.Id;
    }
}
