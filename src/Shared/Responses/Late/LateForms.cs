using System.Text.Json;
using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Families.Assisted;
using FamilyPortal.Shared.Families.SignIn;
using FamilyPortal.Shared.Storage;
using FamilyPortal.Shared.Texting;
using FamilyPortal.Shared.Texting.Inbound;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Responses.Late;

/// <summary>
/// Forms that are not sent yet, or came when their session was over. Late words that say danger are stored and alerted as from any form; whatever was typed
/// waits, sealed, for the same person. Nothing of the family is ever read here for whoever sends one.
/// </summary>
public sealed class LateForms
{
    /// <summary>
    /// Over a weekend: somebody who needs a new word gets it when their worker is back. No longer, because these are words that
    /// nobody sent.
    /// </summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(3);

    /// <summary>A form that was made by us can be sent again and again by whoever has the page: this is all that it can do.</summary>
    internal const int MostInAnHour = 30;

    internal const int MostKept = 20;

    /// <summary>Of forms that are still written, every two seconds at most.</summary>
    internal const int MostDraftsInAnHour = 1_800;

    /// <summary>Of the sealed form: twice the longest answers that the Portal takes.</summary>
    internal const int MostBytes = 64 * 1024;

    /// <summary>How long after a form was sent something that its page sent before may still arrive.</summary>
    private static readonly TimeSpan SentFor = TimeSpan.FromHours(1);

    private readonly StoreFactory _stores;
    private readonly ViewerDirectory _viewers;
    private readonly FamilyAnswers _answers;
    private readonly DangerChecks _dangers;
    private readonly LostDanger _lost;
    private readonly TimeProvider _clock;

    internal LateForms(StoreFactory stores, ViewerDirectory viewers, FamilyAnswers answers, DangerChecks dangers, TimeProvider clock) =>
        (_stores, _viewers, _answers, _dangers, _lost, _clock) = (stores, viewers, answers, dangers, new(stores, clock), clock);

    public async Task<LateOutcome> TakeAsync(LateForm form, CancellationToken cancel = default)
    {
        if (form.Owner.StaffIn is { } family) return await TakeOfStaffAsync(form, family, cancel);
        await using var store = _stores.Create();
        var row = await (
            from m in store.Memberships
            join p in store.People on new { m.FamilyId, m.PersonId } equals new { p.FamilyId, p.PersonId }
            where m.Key == form.Owner.Key
            select new { m, p }).AsNoTracking().SingleOrDefaultAsync(cancel);
        // Null also where nobody knows whose form it is.
        var theirs = row?.m.FamilyId ?? await store.AssistedSessions.Where(a => a.Id == form.Owner.Key).Select(a => (Guid?)a.FamilyId).SingleOrDefaultAsync(cancel);
        // A page that lies open on a phone from which they were signed out everywhere: whoever holds it writes nothing in their name
        // any more, and uses up nothing of theirs. Danger is told all the same, as a stranger's.
        var isVoid = row is not null && !new SubjectStanding(true, row.m.SignedOutBefore).StandsSince(form.MadeAt);
        var viewer = row is null || isVoid ? null : await _viewers.ByMembershipAsync(form.Owner.Key, cancel);
        // Before anything else is done with the words (design.md, "Danger"). Who may see nothing of the plan learns no name of it here either.
        var danger = viewer is not null ? await _dangers.ForAsync(viewer, cancel) : await _dangers.OfStrangerAsync(theirs is { } known ? [known] : [], cancel);
        var (finding, heard) = (Read(danger), Read(danger.Whole));
        // Nobody's form counts nothing: the brake's table must not be filled with names that anybody can make up.
        if (theirs is null) return new(finding, IsTold: false, IsKept: false);
        if (await BrakeCounts.CountAsync(store, $"{(isVoid ? "late-void" : "late")}:{form.Owner.Key:n}", TimeSpan.FromHours(1), _clock.GetUtcNow(), cancel) > MostInAnHour) return new(finding, IsTold: false, IsKept: false);
        var person = row is not null ? new Addressee(row.p, row.m, []) : await TogetherAsync(store, form, cancel);
        // Stored for workers, with the alert; from somebody who belongs no longer the alert alone, as with texts.
        if (viewer is not null) await _answers.HearAsync(viewer, form.Typed, cancel);
        else if ((heard.IsDanger || danger.Whole != danger) && person is not null) await _lost.RaiseAsync($"late {form.Typed.FormKey}", [person], heard, danger.Whole.Excerpt(form.Typed), cancel, isQuiet: !finding.IsDanger);
        if (row is null) return new(finding, IsTold: finding.IsDanger && person is not null, IsKept: false);

        var kept = viewer is not null && await KeepAsync(store, viewer, form, cancel);
        return new(finding, finding.IsDanger, kept);

        DangerFinding Read(DangerCheck check) => check.CheckAnswer(form.Typed.Choice, form.Typed.Words, form.Typed.OneHigher, row is null ? Speaker.Unknown : Speakers.Of(row.p.Role));
    }

    /// <summary>What staff write is no cry for help: it is checked for none. It waits for this one member of staff, while they reach the family.</summary>
    private async Task<LateOutcome> TakeOfStaffAsync(LateForm form, Guid family, CancellationToken cancel)
    {
        var (lost, id) = (new LateOutcome(DangerFinding.None, IsTold: false, IsKept: false), form.Owner.Key);
        await using var store = _stores.Create();
        if (await store.Staff.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel) is not { } staff || !new SubjectStanding(true, staff.SignedOutBefore).StandsSince(form.MadeAt)) return lost;
        if (await BrakeCounts.CountAsync(store, $"late:{id:n}", TimeSpan.FromHours(1), _clock.GetUtcNow(), cancel) > MostInAnHour) return lost;
        return await ViewerAsync(new(staff), family, cancel) is { } viewer && await KeepAsync(store, viewer, form, cancel) ? lost with { IsKept = true } : lost;
    }

    /// <summary>
    /// Keeps a form that its person is still writing, in place of what it was before. Nobody is told of what it says: it was not
    /// sent. False where as much waits already as may, or the session is one that nobody comes back to.
    /// </summary>
    /// <param name="given">What the page was given back.</param>
    public async Task<bool> DraftAsync(Viewer viewer, KeptKey key, string place, byte[] words, GivenBack? given = null, CancellationToken cancel = default)
    {
        if (words.Length > MostBytes || !key.IsSound) return false;
        await using var store = _stores.Create();
        if (await BrakeCounts.CountAsync(store, $"draft:{viewer.FormOwner.Key:n}", TimeSpan.FromHours(1), _clock.GetUtcNow(), cancel) > MostDraftsInAnHour) return false;
        // Sent meanwhile: what comes behind is no more than was sent.
        if (await Own(store, viewer, key.Row).AnyAsync(k => k.Place == KeptForm.Sent, cancel)) return true;
        if (!await PutAsync(store, viewer, key.Row, place, words, isLate: false, cancel)) return false;
        await ReplacedAsync(store, viewer, key, given, cancel);
        return true;
    }

    /// <summary>The form did what it was for: nothing of it waits, and nothing that its page sent before and that arrives later.</summary>
    public async Task SentAsync(Viewer viewer, KeptKey key, GivenBack? given, CancellationToken cancel = default)
    {
        if (!key.IsSound) return;
        await using var store = _stores.Create();
        if (!await MarkAsync() && !await store.AddIfAbsentAsync(new KeptForm
        {
            FamilyId = viewer.FamilyId,
            MembershipKey = viewer.FormOwner.Key,
            FormKey = key.Row,
            Place = KeptForm.Sent,
            Sealed = [],
            KeptAt = _clock.GetUtcNow(),
            ExpiresAt = _clock.GetUtcNow() + SentFor,
        }, cancel)) await MarkAsync();
        await ReplacedAsync(store, viewer, key, given, cancel);

        async Task<bool> MarkAsync()
        {
            var until = _clock.GetUtcNow() + SentFor;
            return await Own(store, viewer, key.Row)
                .ExecuteUpdateAsync(set => set.SetProperty(k => k.Sealed, Array.Empty<byte>()).SetProperty(k => k.Place, KeptForm.Sent).SetProperty(k => k.ExpiresAt, until), cancel) == 1;
        }
    }

    /// <summary>What waits for this person on this page, the newest; null where nothing does.</summary>
    public async Task<WaitingForm?> FindAsync(Viewer viewer, string place, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await Waiting(store, viewer).Where(k => k.Place == place).OrderByDescending(k => k.KeptAt)
            .Select(k => new WaitingForm(k.FormKey, k.Place, k.Sealed, k.KeptAt)).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Everything that waits for this person, newest first.</summary>
    public async Task<IReadOnlyList<WaitingForm>> AllAsync(Viewer viewer, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        return await Waiting(store, viewer).OrderByDescending(k => k.KeptAt).Select(k => new WaitingForm(k.FormKey, k.Place, k.Sealed, k.KeptAt)).ToListAsync(cancel);
    }

    /// <summary>The families in which words of this member of staff wait and which they still reach, and their own desk where some wait there.</summary>
    public async Task<IReadOnlyList<(Guid Family, Viewer Viewer)>> WaitingForAsync(StaffUser user, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        var now = _clock.GetUtcNow();
        var families = await store.KeptForms.Where(k => k.MembershipKey == user.Staff.Id && k.ExpiresAt > now && k.Place != KeptForm.Sent).Select(k => k.FamilyId).Distinct().ToListAsync(cancel);
        List<(Guid, Viewer)> waiting = [];
        foreach (var family in families.Order())
            if (await ViewerAsync(user, family, cancel) is { } viewer) waiting.Add((family, viewer));
        return waiting;
    }

    /// <summary>As whom staff own forms about this family: asked anew each time; null where they do not reach it.</summary>
    /// <param name="family"><see cref="FormOwner.StaffIn"/>.</param>
    public async Task<Viewer?> ViewerAsync(StaffUser user, Guid family, CancellationToken cancel = default) =>
        family == user.Staff.Id ? user.OwnDesk : await _viewers.StaffAsync(user, family, cancel);

    /// <summary>Its person does not want it any more.</summary>
    /// <param name="row"><see cref="KeptKey.Row"/>.</param>
    public async Task ForgetAsync(Viewer viewer, string row, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        await Own(store, viewer, row).Where(k => k.Place != KeptForm.Sent).ExecuteDeleteAsync(cancel);
    }

    /// <summary>The same, of a page that was given something back: that goes with it.</summary>
    public async Task ForgetAsync(Viewer viewer, KeptKey key, GivenBack? given, CancellationToken cancel = default)
    {
        await ForgetAsync(viewer, key.Row, cancel);
        await using var store = _stores.Create();
        await ReplacedAsync(store, viewer, key, given, cancel);
    }

    /// <summary>
    /// "Leave this page": nothing that was never sent may wait on for whoever holds the phone next. Also where the session itself
    /// was over already.
    /// </summary>
    /// <param name="secret">Of the Portal's cookie.</param>
    public async Task LeaveAsync(string secret, CancellationToken cancel = default)
    {
        var id = PortalSessions.IdOf(secret);
        await using var store = _stores.Create();
        if (await store.Sessions.Where(s => s.Id == id).Select(s => s.Sid).SingleOrDefaultAsync(cancel) is { } sid) await LeaveSignInAsync(sid, cancel);
    }

    /// <summary>The same, left at Identity.</summary>
    /// <param name="sid">Identity's name of the session that is left.</param>
    public async Task LeaveSignInAsync(string sid, CancellationToken cancel = default)
    {
        await using var store = _stores.Create();
        await store.KeptForms
            .Where(k => store.SignInOpens.Any(o => o.Sid == sid && o.MembershipKey == k.MembershipKey)
                && store.Memberships.Any(m => m.Key == k.MembershipKey && m.Subject != null && store.Sessions.Any(s => s.Sid == sid && !s.IsStaff && s.Subject == m.Subject)))
            .ExecuteDeleteAsync(cancel);
    }

    private IQueryable<KeptForm> Waiting(Store store, Viewer viewer)
    {
        var now = _clock.GetUtcNow();
        return store.KeptForms.AsNoTracking().Where(k => k.FamilyId == viewer.FamilyId && k.MembershipKey == viewer.FormOwner.Key && k.ExpiresAt > now && k.Place != KeptForm.Sent);
    }

    private static IQueryable<KeptForm> Own(Store store, Viewer viewer, string row) =>
        store.KeptForms.Where(k => k.FamilyId == viewer.FamilyId && k.MembershipKey == viewer.FormOwner.Key && k.FormKey == row);

    /// <summary>What the page was given back lives on in what it keeps or sent. If it is another by now, somebody writes on in it in another tab.</summary>
    private static async Task ReplacedAsync(Store store, Viewer viewer, KeptKey key, GivenBack? given, CancellationToken cancel)
    {
        if (given is { } was && was.Row != key.Row) await Own(store, viewer, was.Row).Where(k => k.KeptAt == was.KeptAt && k.Place != KeptForm.Sent).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Who took part in a session on a worker's device: nobody comes back to it, so nothing waits; but danger is told.</summary>
    private static async Task<Addressee?> TogetherAsync(Store store, LateForm form, CancellationToken cancel)
    {
        var person = await (
            from a in store.AssistedSessions
            join p in store.People on new { a.FamilyId, a.PersonId } equals new { p.FamilyId, p.PersonId }
            where a.Id == form.Owner.Key
            select p).AsNoTracking().SingleOrDefaultAsync(cancel);
        return person is null ? null : new(person, null, []);
    }

    private async Task<bool> KeepAsync(Store store, Viewer viewer, LateForm form, CancellationToken cancel)
    {
        var key = new KeptKey(form.Typed.FormKey, form.Tab);
        if (form.Sealed is not { Length: > 0 and <= MostBytes } words || !key.IsSound) return false;
        // Back and "send again" after it was sent: nothing waits any more.
        if (await IsSentAsync(store, viewer, form.Typed, cancel)) return true;
        if (!await PutAsync(store, viewer, key.Row, form.Place, words, isLate: true, cancel)) return false;
        await ReplacedAsync(store, viewer, key, form.Given, cancel);
        return true;
    }

    /// <summary>Of words typed on a worker's device nothing outlives the session: nobody comes back to it.</summary>
    private static TimeSpan LifeOf(Viewer viewer) => viewer is FamilyViewer { With: not null } ? AssistedSessions.Life : Life;

    /// <param name="isLate">Somebody pressed "send", so it counts even if other words of that page were sent before.</param>
    private async Task<bool> PutAsync(Store store, Viewer viewer, string row, string place, byte[] words, bool isLate, CancellationToken cancel)
    {
        if (await ReplaceAsync(store, viewer, row, place, words, isLate, cancel)) return true;
        var now = _clock.GetUtcNow();
        if (await Waiting(store, viewer).CountAsync(cancel) >= MostKept) return false;
        var added = await store.AddIfAbsentAsync(new KeptForm
        {
            FamilyId = viewer.FamilyId,
            MembershipKey = viewer.FormOwner.Key,
            FormKey = row,
            Place = place,
            Sealed = words,
            KeptAt = now,
            ExpiresAt = now + LifeOf(viewer),
        }, cancel);
        // A double tap: the other one was first. Or it was sent meanwhile.
        return added || await ReplaceAsync(store, viewer, row, place, words, isLate, cancel) || await Own(store, viewer, row).AnyAsync(cancel);
    }

    private async Task<bool> ReplaceAsync(Store store, Viewer viewer, string row, string place, byte[] words, bool isLate, CancellationToken cancel)
    {
        var (now, until) = (_clock.GetUtcNow(), _clock.GetUtcNow() + LifeOf(viewer));
        return await Own(store, viewer, row).Where(k => isLate || k.Place != KeptForm.Sent)
            .ExecuteUpdateAsync(set => set.SetProperty(k => k.Sealed, words).SetProperty(k => k.Place, place).SetProperty(k => k.KeptAt, now).SetProperty(k => k.ExpiresAt, until), cancel) == 1;
    }

    /// <summary>Whether these very words of this very form are an answer already, or were said to the helper.</summary>
    private static async Task<bool> IsSentAsync(Store store, Viewer viewer, AnswerForm typed, CancellationToken cancel)
    {
        var (words, higher, giver) = (FamilyAnswers.Clean(typed.Words), FamilyAnswers.Clean(typed.OneHigher), viewer.GiverId);
        if (await store.Answers.AnyAsync(a => a.FamilyId == viewer.FamilyId && a.GiverId == giver && a.FormKey == typed.FormKey && a.Kind != AnswerKind.Unfinished
            && a.Words == words && a.OneHigher == higher && a.Score == typed.Score && a.Choice == typed.Choice, cancel)) return true;
        // The Portal's client names what it says to the helper by the form's key.
        var said = await Said(store, viewer, $"client:{typed.FormKey}").ToListAsync(cancel);
        return said.Exists(activity => TextOf(activity) == (words ?? typed.Choice));
    }

    /// <summary>What this person said to the helper under this name.</summary>
    private static IQueryable<string> Said(Store store, Viewer viewer, string client) =>
        from a in store.ConversationActivities
        join c in store.Conversations on new { a.FamilyId, Id = a.ConversationId } equals new { c.FamilyId, c.Id }
        where c.FamilyId == viewer.FamilyId && c.MembershipKey == viewer.FormOwner.Key && a.ClientActivityId == client
        select a.Json;

    private static string? TextOf(string activity)
    {
        using var json = JsonDocument.Parse(activity);
        return json.RootElement.TryGetProperty("text", out var text) ? FamilyAnswers.Clean(text.GetString()) : null;
    }
}
