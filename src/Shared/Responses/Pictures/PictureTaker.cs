using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Responses.Pictures;

/// <summary>Takes the picture of a form, within what one person may send, and makes it anew. Brakes count before anything of it is unpacked.</summary>
internal sealed class PictureTaker(StoreFactory stores, TimeProvider clock)
{
    public PictureMaker Maker { get; init; } = new();

    public long MostBytesOfPerson { get; init; } = PictureLimits.BytesOfPerson;

    public async Task<MadePicture> TakeAsync(FamilyViewer viewer, AnswerForm form, CancellationToken cancel)
    {
        if (form.Picture is not { Length: <= PictureLimits.Bytes } given) return new(null, AnswerFault.PictureTooBig);
        await using (var store = stores.Create())
        {
            if (await BrakeCounts.CountAsync(store, $"pictures:{viewer.FamilyId:n}:{viewer.PersonId}", TimeSpan.FromHours(1), clock.GetUtcNow(), cancel) > PictureLimits.InAnHour) return new(null, AnswerFault.TooManyPictures);
            var here = await (
                from a in store.Answers
                join p in store.AnswerPictures on new { a.FamilyId, a.Id } equals new { p.FamilyId, Id = p.AnswerId }
                where a.FamilyId == viewer.FamilyId && a.GiverId == viewer.PersonId && !a.ByStaff && a.PictureSha256 != null
                select (long)p.Jpeg.Length).SumAsync(cancel);
            if (here >= MostBytesOfPerson) return new(null, AnswerFault.PicturesFull);
        }
        return await Maker.MakeAsync(given, cancel);
    }
}
