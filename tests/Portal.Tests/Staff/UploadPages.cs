using System.Text;
using System.Text.Json.Nodes;
using FamilyPortal.Testing;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>How a member of staff sends a plan, as a browser does it.</summary>
internal static class UploadPages
{
    public static JsonNode Next(this StaffVisit visit)
    {
        var next = visit.Plan.DeepClone();
        next["plan"]!["version"] = visit.Plan["plan"]!["version"]!.GetValue<int>() + 1;
        return next;
    }

    public static byte[] Bytes(this JsonNode plan) => Encoding.UTF8.GetBytes(plan.ToJsonString());

    /// <summary>Chooses this file: the page that comes says what it would change.</summary>
    public static async Task ChooseAsync(this StaffVisit visit, byte[] file, Browser? browser = null)
    {
        browser ??= visit.Worker;
        await visit.GoAsync(browser, visit.Home + "/upload");
        await browser.SendAsync(browser.Multipart(new() { ["File"] = file }));
    }

    /// <summary>Presses "Put it in force" on the page that is open, with what its fields hold or these in their place.</summary>
    public static Task ForceAsync(this Browser browser, Dictionary<string, string>? instead = null) =>
        browser.SendAsync(browser.Multipart([], instead));

    private static HttpRequestMessage Multipart(this Browser browser, Dictionary<string, byte[]> files, Dictionary<string, string>? instead = null)
    {
        var form = browser.Page.QuerySelector("form[enctype='multipart/form-data']") ?? throw new InvalidOperationException($"No form for a file on {browser.Address.AbsolutePath}:\n{browser.Html}");
        var content = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll("input[type=hidden]"))
            content.Add(new StringContent(instead?.GetValueOrDefault(hidden.GetAttribute("name")!) ?? hidden.GetAttribute("value") ?? ""), hidden.GetAttribute("name")!);
        foreach (var (name, file) in files) content.Add(new ByteArrayContent(file), name, "plan.json");
        return new(HttpMethod.Post, browser.Address) { Content = content };
    }
}
