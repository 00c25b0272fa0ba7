using System.Net;
using System.Text.Json.Nodes;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>The second step trusts nothing of the first: what comes back is checked from the start, whoever sends it.</summary>
public sealed class UploadAttackTests(PortalFixture portal)
{
    private const string Planted = "Words that nobody may put into this plan.";

    [Theory]
    [InlineData("worker of another family", "cornwall-a-sober-grown-up")]
    [InlineData("worker of another authority", "knowsley-hard-evenings")]
    public async Task TheSecondStep_FromWhoeverDoesNotReachTheFamily_DoesAndTellsNothing(string who, string sample)
    {
        var visit = await StaffVisit.OpenAsync(portal);
        await visit.ChooseAsync(WithPlanted(visit).Bytes());
        var fields = Fields(visit.Worker);
        var stranger = (await StaffVisit.OpenAsync(portal, sample)).Worker;
        await visit.GoAsync(stranger, "/staff/open");
        fields["__RequestVerificationToken"] = Token(stranger);

        await PostAsync(visit, stranger, fields);

        stranger.Response.StatusCode.ShouldBe(HttpStatusCode.NotFound, who);
        visit.Secrets().Where(s => stranger.Html.Contains(s)).ShouldBeEmpty();
        await AssertUntouchedAsync(visit);
    }

    [Fact]
    public async Task TheSecondStep_FromDutyOrAFamilyMember_DoesNothing()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        await visit.ChooseAsync(WithPlanted(visit).Bytes());
        var fields = Fields(visit.Worker);
        var duty = await visit.DutyAsync();
        await visit.GoAsync(duty, visit.Home + "/upload");
        duty.Page.QuerySelector("input[type=file]").ShouldBeNull();
        fields["__RequestVerificationToken"] = Token(duty);
        await PostAsync(visit, duty, fields);
        duty.Html.ShouldNotContain(Planted);

        var ann = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(ann, "/ask-worker");
        fields["__RequestVerificationToken"] = Token(ann);
        await PostAsync(visit, ann, fields);
        ann.Response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await AssertUntouchedAsync(visit);
    }

    [Fact]
    public async Task TheSecondStep_WithoutItsToken_DoesNothing()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        await visit.ChooseAsync(WithPlanted(visit).Bytes());
        var fields = Fields(visit.Worker);
        fields.Remove("__RequestVerificationToken");

        await PostAsync(visit, visit.Worker, fields);

        visit.Worker.Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await AssertUntouchedAsync(visit);
    }

    [Fact]
    public async Task WhatComesBack_IsCheckedFromTheStart()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var bad = WithPlanted(visit);
        bad["plan"]!["worries"]![2]!["audience"] = new JsonArray("nobody-of-this-name");
        var another = JsonNode.Parse(SamplePlans.Load("cornwall-a-sober-grown-up"))!;
        var names = WithPlanted(visit);
        var me = names["people"]!.AsArray().Single(p => p!["role"]!.GetValue<string>() == "worker")!.DeepClone();
        (me["id"], me["role"]) = ("me-too", "manager");
        me.AsObject().Remove("phone");
        names["people"]!.AsArray().Add(me);

        foreach (var (sent, said) in new[]
        {
            ("no letters of a file at all!", "This is not a plan file"),
            (Convert.ToBase64String([1, 2, 3]), "This is not a plan file"),
            (Convert.ToBase64String("{}"u8), "The file as a whole"),
            (Convert.ToBase64String(bad.Bytes()), "Worry 3, who sees it"),
            (Convert.ToBase64String(another.Bytes()), "This plan is of another family"),
            (Convert.ToBase64String(names.Bytes()), "This plan makes you the worker or manager"),
            (Convert.ToBase64String(new byte[1_048_577]), "The file is larger than 1 MB"),
        })
        {
            await visit.ChooseAsync(visit.Next().Bytes());
            await visit.Worker.ForceAsync(new() { ["Plan"] = sent });
            visit.Worker.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
            visit.Worker.Text.ShouldContain("The file was not taken");
            visit.Worker.Text.ShouldContain(said);
            visit.Worker.Html.ShouldNotContain(Planted);
            visit.Worker.Page.QuerySelector("input[type=file]").ShouldNotBeNull("another can be chosen");
            await AssertUntouchedAsync(visit);
        }
    }

    [Fact]
    public async Task APlanOfTheGreatestSize_PassesBothSteps_AndMoreThanThatNeither()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        var plan = visit.Next().ToJsonString();
        var whole = System.Text.Encoding.UTF8.GetBytes(plan + new string(' ', 1_048_576 - System.Text.Encoding.UTF8.GetByteCount(plan)));
        await visit.ChooseAsync(whole);
        var fields = Fields(visit.Worker);
        fields["Plan"] += new string('A', 100_000);
        await PostAsync(visit, visit.Worker, fields);
        visit.Worker.Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await AssertUntouchedAsync(visit);

        await visit.ChooseAsync(whole);
        await visit.Worker.ForceAsync();
        visit.Worker.Text.ShouldContain("The new plan is in force.");
    }

    [Fact]
    public async Task AnotherFile_ThanWasLookedOver_IsShownAndNotPutInForce()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        await visit.ChooseAsync(visit.Next().Bytes());

        await visit.Worker.ForceAsync(new() { ["Plan"] = Convert.ToBase64String(WithPlanted(visit).Bytes()) });

        visit.Worker.Text.ShouldContain(Planted);
        visit.Worker.Text.ShouldContain("The new plan is not in force yet");
        await AssertUntouchedAsync(visit);
    }

    private static JsonNode WithPlanted(StaffVisit visit)
    {
        var next = visit.Next();
        next["plan"]!["summary"]![0]!["text"] = Planted;
        return next;
    }

    private static Dictionary<string, string> Fields(Browser browser) =>
        browser.Page.QuerySelectorAll("form[enctype='multipart/form-data'] input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");

    private static string Token(Browser browser) => browser.Page.QuerySelector("form input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "none";

    private async Task PostAsync(StaffVisit visit, Browser browser, Dictionary<string, string> fields)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields) content.Add(new StringContent(value), name);
        await browser.SendAsync(new(HttpMethod.Post, new Uri(portal.Site.Host.Portal, visit.Home + "/upload")) { Content = content });
    }

    private static async Task AssertUntouchedAsync(StaffVisit visit)
    {
        await visit.WorkerAtAsync("/plan");
        visit.Worker.Text.ShouldContain($"Version {visit.Plan["plan"]!["version"]},");
        visit.Worker.Html.ShouldNotContain(Planted);
    }
}
