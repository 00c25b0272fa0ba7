using System.Net.Http.Headers;
using FamilyPortal.Testing;
using Microsoft.AspNetCore.WebUtilities;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>Sends a form of a page with a file, as a browser does.</summary>
internal static class Multipart
{
    public static async Task<Browser> SendAsync(this Browser browser, string button, byte[] file, string name = "drawing.png", params (string Name, string Value)[] fields) =>
        await browser.SendAsync(await RequestAsync(browser, button, file, name, fields));

    public static async Task<HttpRequestMessage> RequestAsync(Browser browser, string button, byte[] file, string name = "drawing.png", params (string Name, string Value)[] fields)
    {
        var request = browser.Prepare(button, fields)();
        var content = new MultipartFormDataContent();
        foreach (var (field, values) in QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync()))
            foreach (var value in values.Where(_ => field != "Picture")) content.Add(new StringContent(value ?? ""), $"\"{field}\"");
        content.Add(new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } }, "\"Picture\"", name);
        request.Content = content;
        return request;
    }
}
