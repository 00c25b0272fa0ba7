using FamilyPortal.Shared.Audit;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Texting.Inbound;

/// <summary>
/// Danger in a text of somebody who belongs no longer (or not yet): the text is no answer and nobody replies to it, but staff
/// of the family must know that it came, and what it said. Where several families had the number, the words go to those who
/// most likely know the writer, and to nobody else: to the others it is a stranger's. Also of what is no answer and is told to staff alone.
/// </summary>
internal sealed class LostDanger(StoreFactory stores, TimeProvider clock)
{
    /// <param name="everybody">Who had the number; who most likely wrote comes first.</param>
    /// <param name="finding">Where it is none, all is done but kept: how long it takes tells whoever wrote nothing.</param>
    /// <param name="isQuiet"><see cref="Alert.IsQuiet"/>.</param>
    public async Task RaiseAsync(string eventId, IReadOnlyList<Addressee> everybody, DangerFinding finding, string message, CancellationToken cancel, bool isQuiet = false)
    {
        foreach (var a in everybody)
        {
            await using var store = stores.Create();
            var now = clock.GetUtcNow();
            var family = a.Person.FamilyId;
            var id = EventIds.Of(eventId, $"alert {family} {a.Person.PersonId}");
            var authority = await store.Families.Where(f => f.Id == family).Select(f => f.AuthorityId).SingleAsync(cancel);
            await using var transaction = await store.Database.BeginTransactionAsync(cancel);
            var alert = new Alert
            {
                FamilyId = family,
                Id = id,
                AuthorityId = authority,
                Level = finding.LevelCode,
                Kind = finding.KindCode,
                AlsoKind = finding.AlsoCode,
                PersonId = a.Person.PersonId,
                IsQuiet = isQuiet,
                RaisedAt = now,
                NextNoticeAt = now,
                Words = family == everybody[0].Person.FamilyId ? FamilyAnswers.Clean(message) : null,
            };
            if (!await store.AddIfAbsentAsync(alert, cancel)) continue;
            store.AuditEntries.Add(new() { FamilyId = family, Id = Guid.CreateVersion7(now), At = now, Actor = "system", Action = AuditActions.AlertRaised, Target = id.ToString() });
            await store.SaveChangesAsync(cancel);
            if (finding.IsDanger) await transaction.CommitAsync(cancel);
        }
    }
}
