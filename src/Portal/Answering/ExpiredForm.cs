using FamilyPortal.Look.Web;
using FamilyPortal.Portal.Hosting;
using FamilyPortal.Shared.Responses.Late;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyPortal.Portal.Answering;

/// <summary>
/// A form of a family member's that arrives without a session. What was typed is kept for after the next sign-in. Words that say
/// danger get the numbers and raise the alert at once: nobody has to sign in to be told whom to ring.
/// </summary>
internal sealed class ExpiredForm(KeptForms kept)
{
    /// <summary>Null where there is no page to show: nothing came, or it waits and the way leads straight to sign-in.</summary>
    public async Task<IResult?> HandleAsync(HttpContext http)
    {
        // What another site made the browser send was typed by nobody here, and must not be shown as if it were.
        if (!HttpMethods.IsPost(http.Request.Method) || AnotherSite.Sent(http.Request)) return null;
        var (form, outcome) = await TakeAsync(http, http.Request.Path.Value ?? "/");
        return outcome is null or { IsKept: true, Danger.IsDanger: false } ? null : Page(http.Request.Path.Value ?? "/", form, outcome, StatusCodes.Status401Unauthorized);
    }

    /// <summary>Takes what was typed on that page, if anything was; the outcome is null where nothing of ours came.</summary>
    public async Task<(AnswerInput? Form, LateOutcome? Outcome)> TakeAsync(HttpContext http, string path)
    {
        var form = await ReadAsync(http);
        return form is { HasAnything: true } ? (form, await kept.TakeAsync(form, path, http.RequestAborted)) : (form, null);
    }

    /// <summary>Says what became of it, and leads to sign-in and back to the page.</summary>
    /// <param name="other">Not too late, but another family's: the name of the one to open.</param>
    public static IResult Page(string path, AnswerInput? form, LateOutcome? outcome, int status, string? other = null) =>
        new RazorComponentResult<ExpiredFormPage>(new Dictionary<string, object?>
        {
            [nameof(ExpiredFormPage.Outcome)] = outcome,
            [nameof(ExpiredFormPage.Words)] = outcome is { IsKept: false, IsSecret: false } ? form : null,
            [nameof(ExpiredFormPage.Path)] = path,
            [nameof(ExpiredFormPage.Other)] = other,
        })
        { PreventStreamingRendering = true, StatusCode = status };

    /// <summary>The form that was sent, whatever it is; null where none of ours was.</summary>
    public static async Task<AnswerInput?> ReadAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType) return null;
        // One with a file keeps within limits by itself (StreamedForm): the file passes by, its words must not be lost with it.
        if (!StreamedForm.IsMultipart(http.Request, out _))
        {
            if (http.Request.ContentLength > StreamedForm.MostTextOfStrangers) return null;
            // Never more than the page itself takes.
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body && !(body.MaxRequestBodySize < StreamedForm.MostTextOfStrangers)) body.MaxRequestBodySize = StreamedForm.MostTextOfStrangers;
        }
        try
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            string? One(string field) => form[$"Form.{field}"] is [var value, ..] ? value : null;
            return new()
            {
                Key = One(nameof(AnswerInput.Key)),
                Who = One(nameof(AnswerInput.Who)),
                Tab = One(nameof(AnswerInput.Tab)),
                Given = One(nameof(AnswerInput.Given)),
                WordsKey = One(nameof(AnswerInput.WordsKey)),
                Score = int.TryParse(One(nameof(AnswerInput.Score)), out var score) ? score : null,
                Choice = One(nameof(AnswerInput.Choice)),
                Words = One(nameof(AnswerInput.Words)),
                OneHigher = One(nameof(AnswerInput.OneHigher)),
                DoneOn = One(nameof(AnswerInput.DoneOn)),
                Share = [.. form[$"Form.{nameof(AnswerInput.Share)}"].OfType<string>()],
            };
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or IOException)
        {
            return null;
        }
    }
}
