using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.RecordApi;

public class RecordPathTests
{
    [Theory]
    [InlineData("ECL/2025/0611", "ECL%2F2025%2F0611")]
    [InlineData("ECL/2025/0611", "%45CL%2f2025%2f0611")]
    [InlineData("EH 2026.03 319", "EH%202026.03%20319")]
    [InlineData("X/..", "X%2F..")]
    [InlineData("X/..", "X%2F%2E%2e")]
    [InlineData("X/../Y", "X%2F..%2FY")]
    [InlineData("A+B", "A+B")]
    [InlineData("100%2F", "100%252F")]
    [InlineData("..", "..")]
    [InlineData(".", "%2E")]
    public async Task Responses_ForAnEncodedReference_AreThatFamilys(string recordRef, string sent)
    {
        await using var host = await RecordApiHost.StartAsync();
        await host.FamilyAsync("cornwall", recordRef, answers: 1);

        var answer = await host.SendAsWrittenAsync("GET", $"/api/record/v1/cornwall/families/{sent}/responses");

        answer.ShouldStartWith("HTTP/1.1 200");
        answer.ShouldContain($"\"subject\":\"{Uri.EscapeDataString(recordRef)}\"");
    }

    [Theory]
    // Decoded twice it would be the family.
    [InlineData("/api/record/v1/cornwall/families/ECL%252F1/responses", 404)]
    [InlineData("/api/record/v1/cornwall/families/ECL/1/responses", 404)]
    [InlineData("/api/record/v1/cornwall/families/x/../ECL%2F1/responses", 404)]
    [InlineData("/x/../api/record/v1/cornwall/families/ECL%2F1/responses", 404)]
    [InlineData("//api/record/v1/cornwall/families/ECL%2F1/responses", 404)]
    [InlineData("/api/record/v1/cornwall/families/ECL%2F1%zz/responses", 400)]
    [InlineData("/api/record/v1/cornwall/families/ECL%2F1%C3/responses", 400)]
    [InlineData("/api/record/v1/cornwall/families/ECL%2F1%0A/responses", 400)]
    [InlineData("/api/record/v1/cornwall%2Ffamilies%2FECL%2F1/responses", 403)]
    public async Task Responses_AtAnotherAddress_AreNotTheFamilys(string target, int status)
    {
        await using var host = await RecordApiHost.StartAsync();
        await host.FamilyAsync("cornwall", "ECL/1", answers: 1);

        var answer = await host.SendAsWrittenAsync("GET", target);

        answer.ShouldStartWith($"HTTP/1.1 {status}");
        answer.ShouldNotContain("subject");
    }

    [Fact]
    public async Task Responses_WithTheTargetInAbsoluteForm_AreFound()
    {
        await using var host = await RecordApiHost.StartAsync();
        await host.FamilyAsync("cornwall", "ECL/1", answers: 1);

        var answer = await host.SendAsWrittenAsync("GET", $"{host.Address}api/record/v1/cornwall/families/ECL%2F1/responses?limit=5");

        answer.ShouldStartWith("HTTP/1.1 200");
    }
}
