using FamilyPortal.Look.Components;
using FamilyPortal.Shared.Responses;

namespace FamilyPortal.Portal.Space;

/// <summary>The picture of a form, as it was sent.</summary>
internal static class SentPicture
{
    public static IFormFile? Of(HttpContext http) => http.Request.Form.Files.GetFile(DrawingPad.Field) is { Length: > 0 } file ? file : null;

    /// <summary>The form with its picture. It lies in memory already: whoever left the page meanwhile has sent it all the same.</summary>
    public static async Task<AnswerForm> WithAsync(AnswerForm form, IFormFile? file, int most)
    {
        if (file is null) return form;
        if (file.Length > most) return form with { HasTooBigPicture = true };
        var bytes = new byte[file.Length];
        await using var sent = file.OpenReadStream();
        await sent.ReadExactlyAsync(bytes);
        return form with { Picture = bytes };
    }
}
