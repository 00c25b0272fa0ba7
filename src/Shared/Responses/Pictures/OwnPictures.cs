using FamilyPortal.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace FamilyPortal.Shared.Responses.Pictures;

/// <summary>The pictures of one person's own answers.</summary>
public sealed class OwnPictures
{
    private readonly StoreFactory _stores;
    private readonly Guid _family;
    private readonly IReadOnlyDictionary<string, Guid> _answers;

    internal OwnPictures(StoreFactory stores, Guid family, IReadOnlyDictionary<string, Guid> answers) => (_stores, _family, _answers) = (stores, family, answers);

    /// <summary>The JPEG of this answer; null where there is none, or it went meanwhile.</summary>
    /// <param name="handle">The answer's.</param>
    public async Task<byte[]?> ReadAsync(string handle, CancellationToken cancel = default)
    {
        if (!_answers.TryGetValue(handle, out var answer)) return null;
        await using var store = _stores.Create();
        return await store.AnswerPictures.Where(p => p.FamilyId == _family && p.AnswerId == answer).Select(p => p.Jpeg).SingleOrDefaultAsync(cancel);
    }
}
