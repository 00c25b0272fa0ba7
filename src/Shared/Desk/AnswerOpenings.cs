using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Desk;

/// <summary>
/// Writes down whose words a page showed to which member of staff, before it is sent: whoever said them sees it. Every staff page
/// with words of a family calls it with those that it shows, and no others. The first time counts.
/// </summary>
public sealed class AnswerOpenings
{
    private readonly StoreFactory _stores;
    private readonly TimeProvider _clock;

    internal AnswerOpenings(StoreFactory stores, TimeProvider clock) => (_stores, _clock) = (stores, clock);

    /// <param name="shown">Ids of answers; what is no answer of this family's is passed over.</param>
    public Task RecordAsync(StaffViewer viewer, IEnumerable<Guid> shown, CancellationToken cancel = default) =>
        RecordAsync(viewer.Staff, viewer.FamilyId, [.. shown.Distinct()], cancel);

    /// <summary>
    /// Of alerts across families, which their desk let this member of staff see. Not of quiet ones: opened at once, while other words of
    /// that day wait, they would tell whoever wrote them.
    /// </summary>
    public async Task RecordAsync(StaffUser user, IEnumerable<DeskAlert> shown, CancellationToken cancel = default)
    {
        foreach (var family in shown.Where(a => !a.Alert.IsQuiet).GroupBy(a => a.Family, a => a.Alert.AnswerId))
            await RecordAsync(user.Staff, family.Key, [.. family.Distinct()], cancel);
    }

    /// <param name="handles">As <see cref="PreviewDesk"/> made them.</param>
    public async Task RecordPreviewAsync(StaffViewer viewer, IEnumerable<string> handles, CancellationToken cancel = default)
    {
        var shown = handles.ToHashSet(StringComparer.Ordinal);
        if (shown.Count == 0) return;
        await using var store = _stores.Create();
        var ids = await store.Answers.Where(a => a.FamilyId == viewer.FamilyId).Select(a => a.Id).ToListAsync(cancel);
        await RecordAsync(viewer.Staff, viewer.FamilyId, [.. ids.Where(id => shown.Contains(PreviewDesk.HandleOf(viewer, id)))], cancel);
    }

    /// <param name="handle">Of the answer whose picture goes out.</param>
    public async Task RecordPictureAsync(StaffViewer viewer, string handle, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var ids = await store.Answers.Where(a => a.FamilyId == viewer.FamilyId && a.PictureSha256 != null).Select(a => a.Id).ToListAsync(cancel);
        await RecordAsync(viewer.Staff, viewer.FamilyId, [.. ids.Where(id => viewer.Answer(id) == handle)], cancel);
    }

    private async Task RecordAsync(StaffMember staff, Guid family, List<Guid> shown, CancellationToken cancel)
    {
        if (shown.Count == 0) return;
        await using var store = _stores.Create();
        var fresh = await store.Answers
            .Where(a => a.FamilyId == family && shown.Contains(a.Id) && !a.ByStaff && !store.AnswerReads.Any(r => r.FamilyId == family && r.AnswerId == a.Id && r.StaffId == staff.Id))
            .OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(cancel);
        if (fresh.Count == 0) return;
        var now = _clock.GetUtcNow();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        foreach (var answer in fresh)
            if (await store.AddIfAbsentAsync(new AnswerRead { FamilyId = family, AnswerId = answer, StaffId = staff.Id, StaffName = staff.Name, OpenedAt = now }, cancel))
                store.AuditEntries.Add(new() { FamilyId = family, Id = Guid.CreateVersion7(now), At = now, Actor = $"staff:{staff.Id}", Action = AuditActions.AnswerOpened, Target = answer.ToString() });
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
