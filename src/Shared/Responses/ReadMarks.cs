using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses.Owed;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Responses;

/// <summary>Writes down that somebody read an answer.</summary>
internal static class ReadMarks
{
    /// <summary>False where this member of staff had read it before.</summary>
    public static async Task<bool> MarkReadAsync(this Store store, StaffViewer viewer, Guid answer, DateTimeOffset now, CancellationToken cancel)
    {
        var settles = await store.SettlesAsync(viewer, cancel);
        if (await store.AddIfAbsentAsync(new AnswerRead { FamilyId = viewer.FamilyId, AnswerId = answer, StaffId = viewer.Staff.Id, StaffName = viewer.Name, OpenedAt = now, ReadAt = now, AsSettler = settles }, cancel)) return true;
        return await store.AnswerReads.Where(r => r.FamilyId == viewer.FamilyId && r.AnswerId == answer && r.StaffId == viewer.Staff.Id && r.ReadAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.ReadAt, now).SetProperty(r => r.AsSettler, settles), cancel) == 1;
    }
}
