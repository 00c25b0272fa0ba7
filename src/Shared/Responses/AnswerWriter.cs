using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Authorities;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Responses.Owed;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Responses;

/// <summary>
/// Writes an answer, its audit entry, its record entry and, where its words say danger, the alert: in ONE transaction. A
/// repeat (the content that its form key brought last) changes nothing and is reported as such.
/// </summary>
internal sealed class AnswerWriter(StoreFactory stores, DangerChecks dangers, FeedSignal feed, AuthorityPacks packs, TimeProvider clock)
{
    /// <summary>So many answers of one person in an hour are more than anybody gives.</summary>
    internal const int MostInAnHour = 300;

    /// <summary>So long after they were said the same words are the same cry: time to find the number that was missing, or to sign in again.</summary>
    internal static readonly TimeSpan SaidAgainWithin = TimeSpan.FromMinutes(30);

    /// <param name="giver">Who wrote the words; null of staff's, which are not a family member's cry for help.</param>
    /// <param name="heard">What is known of the words already: of a text stored in parts, what the whole of it says.</param>
    /// <param name="replier">Of a worker's reply: who gives it.</param>
    /// <param name="also">Of a worker's reply: what it answers besides what it replies to.</param>
    /// <param name="picture">Stored with the answer, whose hash of it is set.</param>
    public async Task<AnswerOutcome> WriteAsync(Family family, Answer answer, CancellationToken cancel, FamilyViewer? giver = null, DangerFinding heard = default, StaffViewer? replier = null, IReadOnlyList<Guid>? also = null, Pictures.AnswerPicture? picture = null)
    {
        // Before anything else is done with the words (design.md, "Danger").
        var (finding, quiet) = giver is null ? default : await HearAsync(giver, answer, heard, cancel);
        answer.IsHeld = finding.IsDanger && answer.Chosen.Count > 0;
        answer.FormKey = FormKeys.Of(answer.FormKey);
        answer.ContentHash = Hash(answer);

        await using var store = stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        if (await TakeTurnAsync(store, answer, cancel) is { } stored) return new(AnswerFault.None, Stored: false, finding) { Answer = stored };
        if (!finding.IsDanger && await IsTooMuchAsync(store, answer, cancel)) return new(AnswerFault.TooMany, Stored: false, finding);
        await WriteAsync(store, family, answer, finding, quiet, replier, also ?? [], picture, cancel);
        await transaction.CommitAsync(cancel);
        feed.Ring();
        return new(AnswerFault.None, Stored: true, finding) { Answer = answer.Id };
    }

    /// <summary>
    /// Adds the picture to an answer that was stored before it, once: in ONE transaction with its audit entry and its record entry.
    /// Only while no member of staff has opened it, and it is not released: what they saw and let others see has no picture that they
    /// did not see. False where it is so, or another picture is there.
    /// </summary>
    public async Task<bool> AddPictureAsync(FamilyViewer giver, Guid answerId, byte[] jpeg, string sha256, CancellationToken cancel)
    {
        var family = giver.State.Family;
        var now = clock.GetUtcNow();
        await using var store = stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        var added = await store.Answers
            .Where(a => a.FamilyId == family.Id && a.Id == answerId && a.PictureSha256 == null && a.ReleasedAt == null && !store.AnswerReads.Any(r => r.FamilyId == family.Id && r.AnswerId == answerId))
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.PictureSha256, sha256), cancel);
        var answer = await store.Answers.AsNoTracking().SingleAsync(a => a.FamilyId == family.Id && a.Id == answerId, cancel);
        if (added == 0) return answer.PictureSha256 == sha256;
        var picture = new Pictures.AnswerPicture { FamilyId = family.Id, AnswerId = answerId, Jpeg = jpeg };
        store.AnswerPictures.Add(picture);
        store.AuditEntries.Add(Entry(family.Id, now, $"person:{answer.GiverId}", AuditActions.PictureAdded, answerId, giver.With?.Actor));
        await store.SaveChangesAsync(cancel);
        await AppendEntryAsync(store, family, Guid.CreateVersion7(now), AnswerCodes.EventType(AnswerCodes.PictureAdded), AnswerRecord.OfPicture(family, answer, picture, now), cancel);
        await transaction.CommitAsync(cancel);
        feed.Ring();
        return true;
    }

    /// <summary>The giver lets nobody but workers read it any more: in ONE transaction with its audit entry and its record entry.</summary>
    public async Task EndSharingAsync(FamilyViewer giver, Answer answer, CancellationToken cancel)
    {
        var family = giver.State.Family;
        var now = clock.GetUtcNow();
        await using var store = stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        var ended = await store.Answers.Where(a => a.FamilyId == family.Id && a.Id == answer.Id && a.SharingEndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.SharingEndedAt, now), cancel);
        if (ended == 0) return;
        store.AuditEntries.Add(Entry(family.Id, now, $"person:{answer.GiverId}", AuditActions.SharingEnded, answer.Id, giver.With?.Actor));
        await store.SaveChangesAsync(cancel);
        await AppendEntryAsync(store, family, Guid.CreateVersion7(now), AnswerCodes.EventType(AnswerCodes.SharingEnded), AnswerRecord.OfEndedSharing(family, answer, giver.WithName, now), cancel);
        await transaction.CommitAsync(cancel);
        feed.Ring();
    }

    /// <summary>The giver lets others read it from now on: in ONE transaction with its audit entry and its record entry. Once, of several taps.</summary>
    /// <param name="answer">With the choice as it is now.</param>
    public async Task<AnswerFault> StartSharingAsync(FamilyViewer giver, Answer answer, CancellationToken cancel)
    {
        var family = giver.State.Family;
        var now = clock.GetUtcNow();
        await using var store = stores.Create();
        if (await BrakeCounts.CountAsync(store, $"sharing:{family.Id:n}:{answer.GiverId}", TimeSpan.FromHours(1), now, cancel) > MostInAnHour) return AnswerFault.TooMany;
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        // What was released went to others than those chosen now.
        var started = await store.Answers.Where(a => a.FamilyId == family.Id && a.Id == answer.Id && (a.SharingEndedAt != null || a.Chosen.Count == 0))
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.SharingEndedAt, (DateTimeOffset?)null).SetProperty(a => a.ReleasedAt, (DateTimeOffset?)null).SetProperty(a => a.ReleasedBy, (string?)null).SetProperty(a => a.ReleasedByName, (string?)null)
                .SetProperty(a => a.IsHeld, a => a.AlertId != null), cancel);
        if (started == 0) return AnswerFault.None;
        var row = await store.Answers.SingleAsync(a => a.FamilyId == family.Id && a.Id == answer.Id, cancel);
        (row.Chosen, row.SeenByThen, row.ReleasedTo) = (answer.Chosen, answer.SeenByThen, []);
        store.AuditEntries.Add(Entry(family.Id, now, $"person:{answer.GiverId}", AuditActions.SharingStarted, answer.Id, giver.With?.Actor));
        await store.SaveChangesAsync(cancel);
        await AppendEntryAsync(store, family, Guid.CreateVersion7(now), AnswerCodes.EventType(AnswerCodes.SharingStarted), AnswerRecord.OfStartedSharing(family, row, giver.WithName, now), cancel);
        await transaction.CommitAsync(cancel);
        feed.Ring();
        return AnswerFault.None;
    }

    /// <summary>
    /// Adds the answer unless it is what its key brought last: then the id of that. The key's turn is taken in one statement: of two requests of the
    /// same form at once, one waits for the other and then sees its answer.
    /// </summary>
    private static async Task<Guid?> TakeTurnAsync(Store store, Answer answer, CancellationToken cancel)
    {
        do
        {
            var last = await store.Answers.Where(a => a.FamilyId == answer.FamilyId && a.GiverId == answer.GiverId && a.FormKey == answer.FormKey)
                .OrderByDescending(a => a.Turn).Select(a => new { a.Id, a.Turn, a.ContentHash, a.PictureSha256 }).FirstOrDefaultAsync(cancel);
            // A picture comes after its words: without one, they are the same whatever was added to them.
            if (last?.ContentHash == answer.ContentHash && (answer.PictureSha256 is null || answer.PictureSha256 == last.PictureSha256)) return last.Id;
            answer.Turn = (last?.Turn ?? 0) + 1;
        }
        while (!await store.AddIfAbsentAsync(answer, cancel));
        return null;
    }

    /// <summary>Texts cannot be given back to who sent them, and staff are known: neither is braked.</summary>
    private async Task<bool> IsTooMuchAsync(Store store, Answer answer, CancellationToken cancel) =>
        answer is { ByStaff: false, Kind: not AnswerKind.TextReply }
        && await BrakeCounts.CountAsync(store, $"answers:{answer.FamilyId:n}:{answer.GiverId}", TimeSpan.FromHours(1), clock.GetUtcNow(), cancel) > MostInAnHour;

    private async Task WriteAsync(Store store, Family family, Answer answer, DangerFinding finding, DangerFinding quiet, StaffViewer? replier, IReadOnlyList<Guid> also, Pictures.AnswerPicture? picture, CancellationToken cancel)
    {
        if (picture is not null) store.AnswerPictures.Add(picture);
        var actor = answer.ByStaff ? $"staff:{answer.GiverId}" : $"person:{answer.GiverId}";
        store.AuditEntries.Add(Entry(family.Id, answer.GivenAt, actor, AuditActions.AnswerGiven, answer.Id, answer.WithStaff is { } staff ? $"staff:{staff}" : null));
        if (finding.IsDanger) await AlertAsync(store, family, answer, finding, cancel);
        // The answer is not tied to it: to its giver it is one like any other.
        if (quiet.IsDanger) Open(store, family, answer, quiet, isQuiet: true);
        var owed = answer.Kind.IsOwed() ? OwedAnswer.For(family, answer, packs.Find(family.AuthorityId)) : null;
        if (owed is not null) store.OwedAnswers.Add(owed);
        if (replier is not null) await OwedAnswer.SettleAsync(store, answer, replier, also, cancel);
        await store.SaveChangesAsync(cancel);
        await AppendEntryAsync(store, family, answer.Id, AnswerCodes.EventType(answer.Kind), AnswerRecord.Of(family, answer, quiet.Level > finding.Level ? quiet : finding, picture) with { ReplyBy = owed?.ReplyBy, AlsoAnswers = also.Count > 0 ? also : null }, cancel);
    }

    /// <summary>
    /// Nobody read it in time: cover is asked to look, in ONE transaction with its audit entry and its record entry. Of several
    /// copies that see it at once one does it. False where somebody read or answered it meanwhile.
    /// </summary>
    public async Task<bool> HandOnAsync(Guid familyId, Guid answerId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var store = stores.Create();
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        var taken = await store.OwedAnswers.Unread(store, now).Where(o => o.FamilyId == familyId && o.AnswerId == answerId)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.HandedOnAt, now), cancel);
        if (taken == 0) return false;
        var row = await (
            from a in store.Answers.AsNoTracking()
            join f in store.Families.AsNoTracking() on a.FamilyId equals f.Id
            join o in store.OwedAnswers.AsNoTracking() on new { a.FamilyId, a.Id } equals new { o.FamilyId, Id = o.AnswerId }
            where a.FamilyId == familyId && a.Id == answerId
            select new { Answer = a, Family = f, o.ReplyBy }).SingleAsync(cancel);
        store.AuditEntries.Add(Entry(familyId, now, "system", AuditActions.HandedOn, answerId));
        await store.SaveChangesAsync(cancel);
        await AppendEntryAsync(store, row.Family, Guid.CreateVersion7(now), AnswerCodes.EventType(AnswerCodes.HandedOn), AnswerRecord.OfHandedOn(row.Family, row.Answer, row.ReplyBy, now), cancel);
        await transaction.CommitAsync(cancel);
        feed.Ring();
        return true;
    }

    /// <summary>
    /// Opens the alert. The same words again, as of a form that was refused first, join the one that waits: the duty team takes them once.
    /// </summary>
    private async Task AlertAsync(Store store, Family family, Answer answer, DangerFinding finding, CancellationToken cancel)
    {
        var id = await JoinedAsync(store, answer, finding, cancel) ?? Open(store, family, answer, finding);
        await store.Answers.Where(a => a.FamilyId == family.Id && a.Id == answer.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.AlertId, id), cancel);
    }

    private Guid Open(Store store, Family family, Answer answer, DangerFinding finding, bool isQuiet = false)
    {
        var alert = new Alert
        {
            FamilyId = family.Id,
            Id = Guid.CreateVersion7(answer.GivenAt),
            AuthorityId = family.AuthorityId,
            Level = finding.LevelCode,
            Kind = finding.KindCode,
            AlsoKind = finding.AlsoCode,
            PersonId = answer.GiverId,
            AnswerId = answer.Id,
            IsQuiet = isQuiet,
            RaisedAt = answer.GivenAt,
            NextNoticeAt = answer.GivenAt,
        };
        store.Alerts.Add(alert);
        store.AuditEntries.Add(Entry(family.Id, answer.GivenAt, "system", AuditActions.AlertRaised, alert.Id));
        return alert.Id;
    }

    /// <returns>What the words tell of, and what staff alone are told of.</returns>
    private async Task<(DangerFinding Finding, DangerFinding Quiet)> HearAsync(FamilyViewer giver, Answer answer, DangerFinding heard, CancellationToken cancel)
    {
        var check = await dangers.ForAsync(giver, cancel);
        var finding = heard.Or(Read(check));
        return (finding, Read(check.Whole).Beyond(finding));

        DangerFinding Read(DangerCheck with) => with.CheckAnswer(answer.Choice, answer.Words, answer.OneHigher, giver.Speaker);
    }

    private async Task<Guid?> JoinedAsync(Store store, Answer answer, DangerFinding finding, CancellationToken cancel)
    {
        var since = answer.GivenAt - SaidAgainWithin;
        var open = await (
            from alert in store.Alerts
            join a in store.Answers on new { alert.FamilyId, Id = alert.AnswerId } equals new { a.FamilyId, a.Id }
            where alert.FamilyId == answer.FamilyId && alert.PersonId == answer.GiverId && !alert.IsQuiet && alert.AcknowledgedAt == null && alert.RaisedAt >= since
                && a.Words == answer.Words && a.OneHigher == answer.OneHigher && a.WithStaff == answer.WithStaff
            orderby alert.RaisedAt descending
            select new { alert.Id, alert.Level, alert.Kind, alert.AlsoKind }).FirstOrDefaultAsync(cancel);
        // What is more pressing this time is an alert of its own: it must not wait for the next notice.
        if (open is null || finding.Level > DangerFinding.Parse(open.Level, open.Kind, open.AlsoKind).Level) return null;
        var joined = await store.Alerts.Where(a => a.FamilyId == answer.FamilyId && a.Id == open.Id && a.AcknowledgedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.AnswerId, answer.Id), cancel);
        if (joined == 0) return null;
        store.AuditEntries.Add(Entry(answer.FamilyId, answer.GivenAt, "system", AuditActions.AlertJoined, open.Id));
        return open.Id;
    }

    private static Task AppendEntryAsync(Store store, Family family, Guid id, string type, AnswerRecord record, CancellationToken cancel) =>
        RecordOutbox.AppendAsync(store, family, id, type, record.GivenAt, record, cancel);

    private static string Hash(Answer a) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        new object?[] { a.Kind.ToString(), a.ItemId, a.Score, a.Choice, a.Words, a.OneHigher, a.Chosen, a.InReplyTo, a.MeetingAt, a.DoneOn }))));

    private AuditEntry Entry(Guid family, DateTimeOffset at, string actor, string action, Guid target, string? with = null) =>
        new() { With = with, FamilyId = family, Id = Guid.CreateVersion7(clock.GetUtcNow()), At = at, Actor = actor, Action = action, Target = target.ToString() };
}
