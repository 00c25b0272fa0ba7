using Shouldly;
using Xunit;

namespace FamilyPortal.EndToEnd.Inspecting;

/// <summary>The inspector sees what it is there for: a check that finds nothing anywhere is no check.</summary>
public sealed class InspectorTests(Chromium chromium)
{
    private const string Sound = """<a href="#a">One</a> <button>Two</button> <p>Words that can be read.</p>""";

    [Theory]
    [InlineData(Sound, null)]
    [InlineData("""<button style="outline:none">Two</button>""", "nothing shows the focus")]
    [InlineData("""<a href="#a">One</a> <button tabindex="1">Two</button>""", "stop 1 is button")]
    [InlineData("""<div style="width:600px">Wide</div>""", "the page scrolls sideways")]
    [InlineData("""<div style="width:4em;overflow:hidden;white-space:nowrap">Longer than four letters</div>""", "cut off")]
    [InlineData("""<div style="height:20px;overflow:hidden"><p style="margin:0;font-size:1rem">Words</p></div>""", "cut off")]
    [InlineData("""<p>Under</p><div style="position:absolute;left:0;right:0;top:0;height:9rem;background:#fff">Over</div>""", "lies over p")]
    [InlineData("""<img src="x.png">""", "axe image-alt")]
    public async Task Inspect_FindsWhatIsWrong_AndNothingElse(string body, string? fault)
    {
        await using var inspector = await Inspector.OpenAsync(chromium);
        await inspector.Page.RouteAsync("**/*", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = $"<!DOCTYPE html><html lang=\"en\"><head><title>Page</title><meta name=\"viewport\" content=\"width=device-width\"></head><body><main><h1>Page</h1>{body}</main></body></html>",
        }));
        await inspector.GoAsync(new("http://localhost/"));

        var wrong = await inspector.InspectAsync();
        if (fault is null) wrong.ShouldBeEmpty();
        else wrong.ShouldContain(w => w.Contains(fault));
    }
}
