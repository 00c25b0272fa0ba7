using Microsoft.AspNetCore.Http;

namespace FamilyPortal.Look.Web;

/// <summary>
/// What somebody had written when their form could not be taken: given back on the error page, so that it is not lost.
/// Only words (values with a space in them: no code, no number, no token), and only if the browser vouches that the
/// form was ours: no other site can put its text on a page of ours.
/// </summary>
internal static class KeptWords
{
    public static async Task<IReadOnlyList<string>> FromAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || !Browser.CameFromUs(context.Request)) return [];
        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return [.. form.Where(f => !f.Key.StartsWith('_')).SelectMany(f => f.Value).OfType<string>().Where(v => v.Trim().Contains(' '))];
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or IOException)
        {
            // The form itself was what could not be read.
            return [];
        }
    }
}
