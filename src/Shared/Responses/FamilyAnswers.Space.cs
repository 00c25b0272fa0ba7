using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Shared.Responses.Pictures;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Responses;

/// <summary>A young person's own space: their houses, and what they wish for. Nobody else has one.</summary>
public sealed partial class FamilyAnswers
{
    /// <summary>Choices of the three houses: how somebody feels. Each is one of the drawings.</summary>
    public static readonly IReadOnlyList<string> Feelings = ["happy", "calm", "mixed", "sad", "worried", "scared", "angry"];

    /// <summary>Choices of an <see cref="AnswerKind.SafetyHouse"/>: its parts, as the practice knows them, in the order in which they are asked.</summary>
    public static readonly IReadOnlyList<string> SafetyParts = ["inside", "visitors", "not-inside", "rules", PathPart];

    /// <summary>The part that asks for a number too: how close they are to the door.</summary>
    public const string PathPart = "path";

    /// <summary>Choices of an <see cref="AnswerKind.SomethingWrong"/>.</summary>
    public static readonly IReadOnlyList<string> WrongChoices = ["about-worker", AboutOther];

    /// <summary>What is wrong is not the worker: then they may be the one who puts it right.</summary>
    public const string AboutOther = "about-other";

    /// <summary>Whether this person has a space of their own.</summary>
    public static bool HasSpace(FamilyViewer viewer) => viewer.Role == PersonRole.YoungPerson;

    /// <summary>
    /// Words, a face, a picture, or several of these, into a house of one's own. For workers alone, unless the giver chooses. What is
    /// said beside a picture is checked and stored before anything of the picture is unpacked: it stays, whatever becomes of that. The
    /// outcome then has the answer's handle beside the picture's fault, and the same form sent again adds the picture to that answer.
    /// </summary>
    public async Task<AnswerOutcome> PutIntoHouseAsync(FamilyViewer viewer, AnswerKind house, AnswerForm form, CancellationToken cancel = default)
    {
        var isPart = house == AnswerKind.SafetyHouse;
        form = form with { OneHigher = null, DoneOn = null, Score = isPart && form.Choice == PathPart && form.Score is >= Scale.Lowest and <= Scale.Highest ? form.Score : null };
        if (!HasSpace(viewer) || !house.IsHouse() || (isPart && !SafetyParts.Contains(form.Choice))) return await RefuseAsync(viewer, form, AnswerFault.NotThere, cancel);
        if (!isPart && !Feelings.Contains(form.Choice)) form = form with { Choice = null };
        if (TooLong(form)) return await RefuseAsync(viewer, form, AnswerFault.TooLong, cancel);
        var isSaid = !StorableText.IsBlank(form.Words) || form.Score is not null || (!isPart && form.Choice is not null);
        if (!isSaid && !form.HasPicture) return await RefuseAsync(viewer, form, AnswerFault.WordsMissing, cancel);

        var slice = await _plans.SliceAsync(viewer, cancel);
        if (!isSaid) return await DrawAsync();

        var said = await WriteAsync(viewer, Put(), cancel);
        if (!said.IsOk || !form.HasPicture) return said;
        // From here on it hangs on nobody's patience or connection.
        cancel = CancellationToken.None;
        var made = await _pictures.TakeAsync(viewer, form, cancel);
        if (made.Jpeg is null) return said with { Fault = made.Fault };
        if (await _writer.AddPictureAsync(viewer, said.Answer, made.Jpeg, made.Sha256!, cancel)) return said;
        var whole = await WriteWithAsync(made);
        return whole.IsOk ? whole : whole with { Handle = said.Handle };

        async Task<AnswerOutcome> DrawAsync()
        {
            var drawn = await _pictures.TakeAsync(viewer, form, cancel);
            return drawn.Jpeg is null ? new(drawn.Fault, Stored: false, DangerFinding.None) : await WriteWithAsync(drawn);
        }

        // An answer whole in itself: a picture alone, or one that comes to words which have another, or which staff had before them.
        Task<AnswerOutcome> WriteWithAsync(MadePicture picture)
        {
            var answer = Put();
            answer.PictureSha256 = picture.Sha256;
            return WriteAsync(viewer, answer, cancel, new() { FamilyId = viewer.FamilyId, AnswerId = answer.Id, Jpeg = picture.Jpeg! });
        }

        Answer Put()
        {
            var answer = New(viewer, house, form, slice.Document.Plan.Version);
            (answer.SeenByThen, answer.Chosen) = HouseSharing(viewer, slice, form.ShareWith);
            return answer;
        }
    }

    /// <summary>Somebody to talk to alone, another worker, or that something is wrong. For workers and their manager, or the duty team, alone, for ever.</summary>
    public async Task<AnswerOutcome> WishAsync(FamilyViewer viewer, AnswerKind wish, AnswerForm form, CancellationToken cancel = default)
    {
        form = new() { FormKey = form.FormKey, Words = form.Words, OneHigher = form.OneHigher, Choice = wish == AnswerKind.SomethingWrong && WrongChoices.Contains(form.Choice) ? form.Choice : null };
        if (!HasSpace(viewer) || !wish.IsWish()) return await RefuseAsync(viewer, form, AnswerFault.NotThere, cancel);
        if (TooLong(form)) return await RefuseAsync(viewer, form, AnswerFault.TooLong, cancel);
        if (wish == AnswerKind.SomethingWrong && StorableText.IsBlank(form.Words)) return await RefuseAsync(viewer, form, AnswerFault.WordsMissing, cancel);
        return await WriteAsync(viewer, New(viewer, wish, form, viewer.State.Family.CurrentVersion), cancel);
    }

    /// <summary>Whom a young person may let see what they put into a house: those whom they may know from their own part of the plan.</summary>
    public async Task<IReadOnlyList<SharingChoice>> HouseSharingChoicesAsync(FamilyViewer viewer, CancellationToken cancel = default)
    {
        var slice = await _plans.SliceAsync(viewer, cancel);
        return [.. AnswerVisibility.KnownTo(slice.Document, slice.Audiences, viewer.PersonId).Select(p => new SharingChoice(viewer.OfPerson(p.Id), p.Name))];
    }

    /// <summary>
    /// Lets those chosen read what is in a house of one's own and only workers read: it was never shared, or taken back. As if it were
    /// put in now: those whom the giver may know now, and after a worker released it where that has to be, whatever was released before.
    /// </summary>
    /// <param name="handle">The answer's.</param>
    /// <param name="with">Handles of <see cref="SharingChoice"/>s.</param>
    public async Task<AnswerFault> ShareHouseAsync(FamilyViewer viewer, string handle, IReadOnlyList<string> with, CancellationToken cancel = default)
    {
        var slice = await _plans.SliceAsync(viewer, cancel);
        await using var store = _stores.Create();
        var mine = await store.Answers.AsNoTracking().Where(a => a.FamilyId == viewer.FamilyId && a.GiverId == viewer.PersonId && !a.ByStaff).ToListAsync(cancel);
        var answer = mine.FirstOrDefault(a => AnswerVisibility.IsOwn(viewer, a) && Handle(viewer, a.Id) == handle && AnswerVisibility.MayShareLater(a.Kind, AnswerVisibility.SharingOf(a)));
        if (answer is null || !HasSpace(viewer)) return AnswerFault.NotThere;
        (answer.SeenByThen, answer.Chosen) = HouseSharing(viewer, slice, with);
        return answer.Chosen.Count == 0 ? AnswerFault.ChoiceMissing : await _writer.StartSharingAsync(viewer, answer, cancel);
    }

    private static (List<string> SeenByThen, List<string> Chosen) HouseSharing(FamilyViewer viewer, Slice slice, IReadOnlyList<string> with)
    {
        var known = AnswerVisibility.KnownTo(slice.Document, slice.Audiences, viewer.PersonId);
        return ([.. known.Select(p => p.Id)], [.. known.Where(p => with.Contains(viewer.OfPerson(p.Id))).Select(p => p.Id)]);
    }

    /// <summary>The picture (JPEG) of an answer that this viewer may read, by the same decision; null where there is none for them.</summary>
    /// <param name="handle">The answer's.</param>
    public async Task<byte[]?> PictureAsync(FamilyViewer viewer, string handle, CancellationToken cancel = default)
    {
        var slice = await _plans.SliceAsync(viewer, cancel);
        var rows = await _reads.ReadAsync(_answersOf, [viewer.FamilyId, viewer.PersonId], AnswerRow.Read, cancel);
        if (AnswerVisibility.MayRead(viewer, slice, rows).Select(r => Bare(viewer, slice, r)).FirstOrDefault(r => r.PictureSha256 is not null && Handle(viewer, r.Id) == handle) is not { } answer) return null;
        await using var store = _stores.Create();
        return await store.AnswerPictures.Where(p => p.FamilyId == viewer.FamilyId && p.AnswerId == answer.Id).Select(p => p.Jpeg).SingleOrDefaultAsync(cancel);
    }

    /// <summary>The pictures of this viewer's own answers, each read when it is asked for: a whole life of them never lies in memory at once.</summary>
    public async Task<OwnPictures> OwnPicturesAsync(FamilyViewer viewer, CancellationToken cancel = default)
    {
        var rows = await _reads.ReadAsync(_answersOf, [viewer.FamilyId, viewer.PersonId], AnswerRow.Read, cancel);
        return new(_stores, viewer.FamilyId, rows.Where(r => r.PictureSha256 is not null && AnswerVisibility.IsOwn(viewer, r)).DistinctBy(r => r.Id).ToDictionary(r => Handle(viewer, r.Id), r => r.Id, StringComparer.Ordinal));
    }
}
