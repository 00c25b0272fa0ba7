using FamilyPortal.Look.Web;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Look;

public sealed class LocalPathTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/plan")]
    [InlineData("/goal/abc?x=%2F#y")]
    public void A_path_of_ours_stays(string path) => LocalPath.OrStart(path).ShouldBe(path);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("plan")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/a\r\nSet-Cookie: x")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\u2028/evil")]
    [InlineData("/ask-worker\u00a0")]
    [InlineData("/\u00e9")]
    public void Anything_else_leads_to_the_start(string? path) => LocalPath.OrStart(path).ShouldBe("/");
}
