using System.IO.Compression;
using System.Net;
using System.Text;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Look;

/// <summary>Each part serves the styles from its build output, under either environment: as the local run starts them.</summary>
public class AssetTests
{
    [Theory]
    [InlineData("FamilyPortal.Portal", "Development")]
    [InlineData("FamilyPortal.Portal", "Production")]
    [InlineData("FamilyPortal.Identity", "Development")]
    [InlineData("FamilyPortal.Identity", "Production")]
    public async Task Styles_and_script_are_served_whole_and_kept_for_ever(string part, string environment)
    {
        await using var site = await TestSite.StartAsync(part, environment);
        var page = Html.Parse(await site.Client.GetStringAsync("/answer", TestContext.Current.CancellationToken));
        var style = page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        var script = page.QuerySelector("script")!.GetAttribute("src")!;

        style.ShouldMatch(@"^/_content/FamilyPortal\.Look/css/app\.[a-z0-9]{10}\.css$");
        script.ShouldMatch(@"^/_content/FamilyPortal\.Look/js/app\.[a-z0-9]{10}\.js$");
        (await GetKeptAsync(site.Client, style)).ShouldContain(".govuk-button");
        (await GetKeptAsync(site.Client, script)).ShouldContain("data-leave");
    }

    [Fact]
    public async Task Styles_and_script_stay_small_on_a_poor_connection()
    {
        await using var site = await TestSite.StartAsync();
        var page = Html.Parse(await site.Client.GetStringAsync("/answer", TestContext.Current.CancellationToken));
        var style = await site.Client.GetByteArrayAsync(page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href"), TestContext.Current.CancellationToken);
        var script = await site.Client.GetByteArrayAsync(page.QuerySelector("script")!.GetAttribute("src"), TestContext.Current.CancellationToken);

        Brotli(style).ShouldBeLessThan(9_000);
        Brotli(script).ShouldBeLessThan(2_000);
    }

    private static async Task<string> GetKeptAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        bytes.Length.ShouldBe((int)answer.Content.Headers.ContentLength!.Value);
        return Encoding.UTF8.GetString(bytes);
    }

    private static int Brotli(byte[] content)
    {
        using var target = new MemoryStream();
        using (var brotli = new BrotliStream(target, CompressionLevel.SmallestSize, leaveOpen: true)) brotli.Write(content);
        return (int)target.Length;
    }
}
