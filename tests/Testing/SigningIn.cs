using System.Text.RegularExpressions;

namespace FamilyPortal.Testing;

/// <summary>The way in, as a person walks it.</summary>
public static partial class SigningIn
{
    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex Code();

    /// <summary>The PIN that everybody chooses here: in no number of a test.</summary>
    public const string Pin = "48269173";

    /// <summary>Number or address, the code from the phone, and the worker's word and a PIN, or the PIN. Ends wherever the product leads.</summary>
    /// <param name="path">Where the person wanted to go.</param>
    public static async Task<Browser> SignInAsync(this TestSite site, string contact, string word, string path = "/", Browser? browser = null)
    {
        browser ??= new Browser();
        var before = (await site.TextsAsync(contact)).Count;
        await browser.GoAsync(site.Host.Portal, path == "/" ? "/sign-in" : path);
        await browser.SubmitAsync(("Form.Contact", contact));
        await browser.SubmitAsync(("Form.Code", await site.NextCodeAsync(contact, before) ?? throw new InvalidOperationException("No code came.")));
        if (browser.Page.QuerySelector("[name='Form.Code']") is not null) throw new InvalidOperationException("The code was not taken.");
        if (browser.Page.QuerySelector("[name='Form.Word']") is not null) await browser.SubmitAsync(("Form.Word", word));
        if (browser.Page.QuerySelector("[name='Form.Again']") is not null) await browser.SubmitAsync(("Form.Pin", Pin), ("Form.Again", Pin));
        else if (browser.Page.QuerySelector("[name='Form.Pin']") is not null) await browser.SubmitAsync(("Form.Pin", Pin));
        // Told that somebody (they themselves, in another browser of this test) signed in since.
        return browser.Page.QuerySelector("[name='Form.Was']") is null ? browser : await browser.SubmitAsync("Yes, it was me");
    }

    /// <summary>The development page for staff.</summary>
    public static async Task<Browser> SignInStaffAsync(this TestSite site, string name, string path = "/staff")
    {
        var browser = new Browser();
        await browser.GoAsync(site.Host.Portal, path);
        await browser.GoAsync(new Uri(site.Host.Identity, "dev/staff" + browser.Address.Query));
        return await browser.SubmitAsync(name);
    }

    /// <summary>The six digits in a text.</summary>
    public static string CodeIn(string text) => Code().Match(text).Value;
}
