using System.Collections;
using System.Globalization;
using System.Net;
using System.Resources;
using System.Text;
using System.Xml.Linq;
using FamilyPortal.Shared.Plans.Document;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Family;

/// <summary>The drawings of the stories: one and one text for each name of the plan format, and how they reach a phone.</summary>
public sealed class PicturesTests(PortalFixture portal)
{
    private static readonly HashSet<string> Elements = ["svg", "g", "rect", "circle", "ellipse", "path"];

    /// <summary>Shapes and colours. Nothing that runs, links, names or styles.</summary>
    private static readonly HashSet<string> Attributes =
    [
        "xmlns", "viewBox", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "transform",
        "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "d",
    ];

    private static string Folder { get; } = FindFolder();

    public static TheoryData<string> Names => [.. Pictures.Names];

    [Fact]
    public void There_is_a_drawing_and_a_text_for_each_name_and_for_nothing_else()
    {
        Directory.GetFiles(Folder).Select(Path.GetFileName).ShouldBe(Pictures.Names.Select(n => n + ".svg"), ignoreOrder: true);
        var texts = new ResourceManager("FamilyPortal.Portal.Story.PictureText", typeof(PortalApp).Assembly)
            .GetResourceSet(CultureInfo.InvariantCulture, true, true)!.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
        texts.Keys.ShouldBe(Pictures.Names, ignoreOrder: true);
        texts.Values.ShouldBeUnique();
        texts.Values.ShouldAllBe(t => t.Length > 2 && t.Length <= 45);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_drawing_is_small_and_nothing_but_a_drawing(string name)
    {
        var file = File.ReadAllBytes(Path.Combine(Folder, name + ".svg"));
        file.Length.ShouldBeLessThanOrEqualTo(3_000);
        var drawing = XDocument.Parse(Encoding.UTF8.GetString(file));
        drawing.Nodes().ShouldHaveSingleItem();
        drawing.Root!.Attribute("viewBox")!.Value.ShouldBe("0 0 96 96");
        drawing.Descendants().Select(e => e.Name.LocalName).Except(Elements).ShouldBeEmpty();
        drawing.Descendants().SelectMany(e => e.Attributes()).Select(a => a.Name.ToString()).Except(Attributes).ShouldBeEmpty();
        drawing.DescendantNodes().ShouldAllBe(n => n is XElement || string.IsNullOrWhiteSpace(n.ToString()));
    }

    /// <summary>A phone keeps the file: it is one, the same for everybody, so that what is kept says nothing of a family.</summary>
    [Fact]
    public async Task All_come_in_one_file_that_is_kept_for_ever()
    {
        var (tamsin, _) = await portal.VisitAsync("Tamsin Nance");
        await tamsin.GoAsync(portal.Site.Host.Portal, "/plan");
        var address = tamsin.Page.QuerySelectorAll("img").Select(i => i.GetAttribute("src")!.Split('#')[0]).Distinct().ShouldHaveSingleItem();
        address.ShouldMatch(@"^/_content/FamilyPortal\.Look/pictures\.[a-z0-9]{10}\.svg$");

        using var answer = await portal.Site.Http.GetAsync(new Uri(portal.Site.Host.Portal, address), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
        var sheet = XDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var views = sheet.Root!.Elements().Where(e => e.Name.LocalName == "view").ToDictionary(v => v.Attribute("id")!.Value, v => v.Attribute("viewBox")!.Value);
        views.Keys.ShouldBe(Pictures.Names, ignoreOrder: true);
        views.Values.ShouldBeUnique();
        views.Values.ShouldAllBe(v => v.EndsWith(" 96 96", StringComparison.Ordinal));
        sheet.Root.Elements().Count(e => e.Name.LocalName == "g").ShouldBe(Pictures.Names.Count);
    }

    [Fact]
    public async Task A_first_visit_to_the_plan_fits_45_kB_with_every_picture_of_its_story()
    {
        var (tamsin, _) = await portal.VisitAsync("Tamsin Nance");
        await tamsin.GoAsync(portal.Site.Host.Portal, "/plan");
        var files = tamsin.Page.QuerySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], img")
            .Select(e => (e.GetAttribute("href") ?? e.GetAttribute("src"))!.Split('#')[0]).Distinct().Prepend("/plan").ToList();
        files.Count.ShouldBe(6);
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = tamsin.Cookies }) { BaseAddress = portal.Site.Host.Portal, DefaultRequestHeaders = { { "Accept-Encoding", "gzip, br" } } };
        var bytes = 0;
        foreach (var file in files)
        {
            using var answer = await http.GetAsync(file, TestContext.Current.CancellationToken);
            bytes += (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
            bytes += answer.Headers.Concat(answer.Content.Headers).Sum(h => h.Key.Length + h.Value.Sum(v => v.Length) + 4);
        }
        bytes.ShouldBeLessThan(45_000);
    }

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "FamilyPortal.sln"))) return Path.Combine(folder.FullName, "src", "Look", "Pictures");
        throw new DirectoryNotFoundException("The tests run outside the source tree.");
    }
}
