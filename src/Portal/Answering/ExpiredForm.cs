using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Responses;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyPortal.Portal.Answering;

/// <summary>
/// A form of a family member's that arrives without a session. Its words are kept for after the next sign-in. Words that say
/// danger get the numbers at once: nobody has to sign in to be told whom to ring.
/// </summary>
internal sealed class ExpiredForm(KeptForms kept, DangerCheck danger)
{
    /// <summary>True where a page was shown; false where the way leads straight to sign-in.</summary>
    public async Task<bool> HandleAsync(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType) return false;
        var form = await ReadAsync(http);
        if (form is null || !form.HasWords || !kept.IsOurs(form)) return false;

        var isKept = kept.TryKeep(http, form);
        var finding = danger.CheckAnswer(form.Choice, form.Words, form.OneHigher);
        if (isKept && !finding.IsDanger) return false;

        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        await new RazorComponentResult<ExpiredFormPage>(new Dictionary<string, object?>
        {
            [nameof(ExpiredFormPage.Finding)] = finding,
            [nameof(ExpiredFormPage.Words)] = isKept ? null : form,
            [nameof(ExpiredFormPage.Path)] = http.Request.Path.Value,
        })
        { PreventStreamingRendering = true }.ExecuteAsync(http);
        return true;
    }

    private static async Task<AnswerInput?> ReadAsync(HttpContext http)
    {
        try
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            string? One(string field) => form[$"Form.{field}"] is [var value, ..] ? value : null;
            return new()
            {
                Key = One(nameof(AnswerInput.Key)),
                Who = One(nameof(AnswerInput.Who)),
                Score = int.TryParse(One(nameof(AnswerInput.Score)), out var score) ? score : null,
                Choice = One(nameof(AnswerInput.Choice)),
                Words = One(nameof(AnswerInput.Words)),
                OneHigher = One(nameof(AnswerInput.OneHigher)),
                Share = [.. form[$"Form.{nameof(AnswerInput.Share)}"].OfType<string>()],
            };
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or IOException)
        {
            return null;
        }
    }
}
