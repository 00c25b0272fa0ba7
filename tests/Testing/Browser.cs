using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace FamilyPortal.Testing;

/// <summary>
/// A browser without script: keeps cookies, follows redirects, fills in and sends the forms that the page holds. What it can do,
/// anybody on an old phone can do.
/// </summary>
public sealed class Browser : IDisposable
{
    private readonly HttpClient _http;

    // As every browser does: without it the product takes us for a machine, and sends no error pages.
    public Browser() => _http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { DefaultRequestHeaders = { { "Accept", "text/html" } } };

    public CookieContainer Cookies { get; } = new();

    /// <summary>The page as it came, the last after all redirects.</summary>
    public HttpResponseMessage Response { get; private set; } = new();

    public IHtmlDocument Page { get; private set; } = new HtmlParser().ParseDocument("");

    public string Html { get; private set; } = "";

    public Uri Address { get; private set; } = new("about:blank");

    /// <summary>What a person reads.</summary>
    public string Text => Page.Body?.TextContent ?? "";

    /// <summary>The languages that it asks every page for from now on, as in its settings.</summary>
    public void AsksFor(string languages)
    {
        _http.DefaultRequestHeaders.AcceptLanguage.Clear();
        _http.DefaultRequestHeaders.Add("Accept-Language", languages);
    }

    public Task<Browser> GoAsync(Uri to) => SendAsync(new(HttpMethod.Get, to));

    public Task<Browser> GoAsync(Uri site, string path) => GoAsync(new Uri(site, path));

    /// <summary>Follows the first link whose text holds these words.</summary>
    public Task<Browser> FollowAsync(string words)
    {
        var link = Page.QuerySelectorAll("a[href]").FirstOrDefault(a => a.TextContent.Contains(words, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException($"No link \"{words}\" on {Address.AbsolutePath}:\n{Html}");
        return GoAsync(new Uri(Address, link.GetAttribute("href")));
    }

    /// <summary>
    /// Sends the form that holds these fields (the first form with a button, without any), with what the page filled in
    /// already. A value for a radio or checkbox is its `value`.
    /// </summary>
    public Task<Browser> SubmitAsync(params (string Name, string Value)[] fields) => SubmitAsync(null, fields);

    /// <param name="button">Words on the button that is pressed.</param>
    public Task<Browser> SubmitAsync(string? button, params (string Name, string Value)[] fields)
    {
        var (form, pressed) = Find(button, fields);
        return SendAsync(Request(form, pressed, fields));
    }

    /// <summary>The request that a form would make, unsent: for double taps and forgeries.</summary>
    public Func<HttpRequestMessage> Prepare(string? button, params (string Name, string Value)[] fields)
    {
        var (form, pressed) = Find(button, fields);
        return () => Request(form, pressed, fields);
    }

    public async Task<Browser> SendAsync(HttpRequestMessage request)
    {
        for (var hops = 0; ; hops++)
        {
            if (hops > 20) throw new InvalidOperationException($"Redirected round and round, last to {request.RequestUri!.AbsolutePath}.");
            Response = await _http.SendAsync(request);
            Address = request.RequestUri!;
            if (Response.Headers.Location is not { } location || (int)Response.StatusCode is < 300 or > 399) break;
            var next = new Uri(Address, location);
            // Leaving the product: the test looks at where to, nothing is fetched.
            if (!next.IsLoopback)
            {
                Address = next;
                break;
            }
            request = new(HttpMethod.Get, next);
        }
        Html = await Response.Content.ReadAsStringAsync();
        Page = await new HtmlParser().ParseDocumentAsync(Html);
        return this;
    }

    public void Dispose() => _http.Dispose();

    private (IHtmlFormElement Form, IElement? Button) Find(string? button, (string Name, string Value)[] fields)
    {
        foreach (var form in Page.Forms)
        {
            if (fields.Any(f => form.QuerySelector($"[name=\"{f.Name}\"]") is null)) continue;
            var pressed = form.QuerySelectorAll("button, input[type=submit]").FirstOrDefault(b => button is null || b.TextContent.Contains(button, StringComparison.OrdinalIgnoreCase));
            if (button is not null && pressed is null) continue;
            // "Leave this page" stands on every page: it is meant only when it is named.
            if (button is null && fields.Length == 0 && form.GetAttribute("action")?.EndsWith("/leave", StringComparison.Ordinal) == true) continue;
            return (form, pressed);
        }
        throw new InvalidOperationException($"No form with {string.Join(", ", fields.Select(f => f.Name))} {button} on {Address.AbsolutePath}:\n{Html}");
    }

    private HttpRequestMessage Request(IHtmlFormElement form, IElement? button, (string Name, string Value)[] fields)
    {
        List<KeyValuePair<string, string>> data = [];
        foreach (var field in form.Elements.OfType<IHtmlElement>())
        {
            var name = field.GetAttribute("name");
            if (string.IsNullOrEmpty(name) || fields.Any(f => f.Name == name) || field is IHtmlButtonElement) continue;
            switch (field)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" } box when box.IsChecked: data.Add(new(name, box.GetAttribute("value") ?? "on")); break;
                case IHtmlInputElement { Type: "checkbox" or "radio" or "submit" }: break;
                case IHtmlInputElement input: data.Add(new(name, input.Value)); break;
                case IHtmlTextAreaElement area: data.Add(new(name, area.Value)); break;
                case IHtmlSelectElement select: data.Add(new(name, select.Value ?? "")); break;
            }
        }
        data.AddRange(fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)));
        if (button?.GetAttribute("name") is { Length: > 0 } pressed) data.Add(new(pressed, button.GetAttribute("value") ?? ""));

        var action = new Uri(Address, form.GetAttribute("action") is { Length: > 0 } a ? a : Address.PathAndQuery);
        if (!string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase))
            return new(HttpMethod.Get, new UriBuilder(action) { Query = string.Join('&', data.Select(d => $"{Uri.EscapeDataString(d.Key)}={Uri.EscapeDataString(d.Value)}")) }.Uri);
        return new(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(data) };
    }
}
