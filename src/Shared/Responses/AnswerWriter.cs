using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Record;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Responses;

/// <summary>
/// Writes an answer, its audit entry, its record entry and, where its words say danger, the alert: in ONE transaction. A
/// repeat (same form key, same content) changes nothing and is reported as such.
/// </summary>
internal sealed class AnswerWriter(StoreFactory stores, DangerCheck danger, FeedSignal feed, TimeProvider clock)
{
    public async Task<AnswerOutcome> WriteAsync(Family family, Answer answer, CancellationToken cancel)
    {
        // Before anything else is done with the words (design.md, "Danger"). Staff words are not a family member's cry for help.
        var finding = answer.ByStaff ? DangerFinding.None : danger.CheckAnswer(answer.Choice, answer.Words, answer.OneHigher);
        answer.ContentHash = Hash(answer);

        await using var store = stores.Create();
        if (await IsStoredAsync(store, answer, cancel)) return new(AnswerFault.None, Stored: false, finding);

        try
        {
            await using var transaction = await store.Database.BeginTransactionAsync(cancel);
            await WriteAsync(store, family, answer, finding, cancel);
            await transaction.CommitAsync(cancel);
            feed.Ring();
            return new(AnswerFault.None, Stored: true, finding);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            // A double tap: the other request of the same form won the unique key. Anything else is a real failure.
            await using var again = stores.Create();
            if (await IsStoredAsync(again, answer, cancel)) return new(AnswerFault.None, Stored: false, finding);
            throw;
        }
    }

    private async Task WriteAsync(Store store, Family family, Answer answer, DangerFinding finding, CancellationToken cancel)
    {
        var actor = answer.ByStaff ? $"staff:{answer.GiverId}" : $"person:{answer.GiverId}";
        store.Answers.Add(answer);
        store.AuditEntries.Add(Entry(family.Id, answer.GivenAt, actor, AuditActions.AnswerGiven, answer.Id));
        if (finding.IsDanger)
        {
            var alert = new Alert
            {
                FamilyId = family.Id,
                Id = Guid.CreateVersion7(answer.GivenAt),
                AuthorityId = family.AuthorityId,
                Level = finding.LevelCode,
                Kind = finding.KindCode,
                PersonId = answer.GiverId,
                AnswerId = answer.Id,
                RaisedAt = answer.GivenAt,
                NextNoticeAt = answer.GivenAt,
            };
            store.Alerts.Add(alert);
            store.AuditEntries.Add(Entry(family.Id, answer.GivenAt, "system", AuditActions.AlertRaised, alert.Id));
        }
        await store.SaveChangesAsync(cancel);
        await AppendEntryAsync(store, family, answer, finding, cancel);
    }

    /// <summary>
    /// The family's next number, taken last: the row stays locked until commit, so numbers follow the order of commit without
    /// a gap, and the lock is short.
    /// </summary>
    private static async Task AppendEntryAsync(Store store, Family family, Answer answer, DangerFinding finding, CancellationToken cancel)
    {
        await store.Families.Where(f => f.Id == family.Id).ExecuteUpdateAsync(set => set.SetProperty(f => f.NextEntryNumber, f => f.NextEntryNumber + 1), cancel);
        var number = await store.Families.Where(f => f.Id == family.Id).Select(f => f.NextEntryNumber).SingleAsync(cancel) - 1;
        store.RecordEntries.Add(new()
        {
            FamilyId = family.Id,
            Number = number,
            EventId = answer.Id,
            AuthorityId = family.AuthorityId,
            Type = AnswerCodes.EventType(answer.Kind),
            At = answer.GivenAt,
            Data = JsonSerializer.Serialize(AnswerRecord.Of(family, answer, finding), AnswerRecord.Json),
        });
        await store.SaveChangesAsync(cancel);
    }

    private static Task<bool> IsStoredAsync(Store store, Answer answer, CancellationToken cancel) =>
        store.Answers.AnyAsync(a => a.FamilyId == answer.FamilyId && a.GiverId == answer.GiverId && a.FormKey == answer.FormKey && a.ContentHash == answer.ContentHash, cancel);

    private static string Hash(Answer a) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        new object?[] { a.Kind.ToString(), a.ItemId, a.Score, a.Choice, a.Words, a.OneHigher, a.Chosen, a.InReplyTo }))));

    private AuditEntry Entry(Guid family, DateTimeOffset at, string actor, string action, Guid target) =>
        new() { FamilyId = family, Id = Guid.CreateVersion7(clock.GetUtcNow()), At = at, Actor = actor, Action = action, Target = target.ToString() };
}
