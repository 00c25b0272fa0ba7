using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Shouldly;

namespace FamilyPortal.Identity.Tests.Harness;

/// <summary>An answer, with the page in it if it is one.</summary>
public sealed record Answer(HttpStatusCode Status, Uri? Location, string Text, Uri Url, IReadOnlyList<string> SetCookies, HttpResponseMessage Response)
{
    public IHtmlDocument Page => field ??= new HtmlParser().ParseDocument(Text);

    /// <summary>What a person reads.</summary>
    public string Words => Page.QuerySelector("main")?.TextContent ?? "";

    public IReadOnlyList<string> Errors => [.. Page.QuerySelectorAll(".govuk-error-summary__list li").Select(e => e.TextContent.Trim())];

    /// <summary>The page's antiforgery token, as a field.</summary>
    public (string, string) Token() =>
        ("__RequestVerificationToken", Page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!);

    /// <summary>A parameter of the address that the browser is sent to.</summary>
    public string? Sent(string parameter) => Location is null ? null
        : Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Location.Query).TryGetValue(parameter, out var value) ? value.ToString() : null;
}

/// <summary>A browser without script: cookies, forms, no redirect followed unless asked.</summary>
public sealed class Browser : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="headers">Sent with every request, as a proxy or a liar would.</param>
    public Browser(Uri address, params (string Name, string Value)[] headers)
    {
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = address };
        _http.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml");
        foreach (var (name, value) in headers) _http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>What the browser says of itself.</summary>
    public string? Agent { get; init; }

    public Task<Answer> GetAsync(string url) => SendAsync(new(HttpMethod.Get, url));

    public Task<Answer> PostAsync(string url, params (string Name, string Value)[] fields) =>
        SendAsync(new(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) });

    /// <summary>Follows redirects as long as they stay at Identity.</summary>
    public async Task<Answer> FollowAsync(Answer answer)
    {
        for (var step = 0; answer.Location is { } to && to.Authority == _http.BaseAddress!.Authority; step++)
        {
            step.ShouldBeLessThan(10, "redirects go round in a circle");
            answer = await GetAsync(to.PathAndQuery);
        }
        return answer;
    }

    public async Task<Answer> OpenAsync(string url) => await FollowAsync(await GetAsync(url));

    /// <summary>Sends the form with this Blazor handler (or the only one) as the person filled it in.</summary>
    public Task<Answer> SubmitAsync(Answer page, string handler, params (string Name, string Value)[] typed)
    {
        var form = page.Page.QuerySelectorAll<IHtmlFormElement>("main form")
            .SingleOrDefault(f => f.QuerySelector("input[name=_handler]")?.GetAttribute("value") == handler)
            ?? throw new InvalidOperationException($"No form '{handler}' on {page.Url}: {page.Words}");
        // A field that a script fills in is filled in, not sent twice.
        var hidden = form.QuerySelectorAll("input[type=hidden]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value") ?? "")).Where(h => typed.All(t => t.Name != h.Item1));
        return PostAsync(form.GetAttribute("action") ?? page.Url.PathAndQuery, [.. hidden, .. typed]);
    }

    /// <summary>A form from another network address, as a proxy reports it.</summary>
    public Task<Answer> PostFromAsync(string address, string url, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        request.Headers.Add("X-Forwarded-For", address);
        return SendAsync(request);
    }

    /// <summary>A cookie stolen from elsewhere, or kept from before.</summary>
    public void SetCookie(string name, string value) => Cookies.Add(_http.BaseAddress!, new Cookie(name, value, "/"));

    public void Forget(string name)
    {
        if (Cookies.GetCookies(_http.BaseAddress!)[name] is { } cookie) cookie.Expired = true;
    }

    public string? Cookie(string name) => Cookies.GetCookies(_http.BaseAddress!)[name]?.Value;

    public void Dispose() => _http.Dispose();

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            if (Agent is not null) request.Headers.TryAddWithoutValidation("User-Agent", Agent);
            var response = await _http.SendAsync(request);
            var location = response.Headers.Location is { IsAbsoluteUri: false } relative ? new Uri(_http.BaseAddress!, relative) : response.Headers.Location;
            return new(
                response.StatusCode, location, await response.Content.ReadAsStringAsync(), request.RequestUri!,
                response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [], response);
        }
    }
}
