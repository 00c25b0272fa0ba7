using System.Globalization;
using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Shared;
using FamilyPortal.Shared.Authorities;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>What a young person asked for, where staff see it and reply: all of it, with the day that was promised.</summary>
public sealed class WishDueTests(PortalFixture portal)
{
    [Fact]
    public async Task AWish_SaysByWhichDay_AndTheReplyPageHasAllOfIt()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var tamsin = await visit.PersonAsync("Tamsin Nance");
        await visit.GoAsync(tamsin, "/space/talk");
        await tamsin.SubmitAsync("Send", ("Form.Words", "Not at home"), ("Form.OneHigher", "Ask Ms Vyvyan to fetch me"));
        var pack = portal.Get<AuthorityPacks>().Get(visit.Authority);
        var today = UkTime.Today(portal.Site.Clock);
        var by = pack.Hours.AddWorkingDays(today, pack.ReplyWithinWorkingDays);
        var day = by.ToString(by.Year == today.Year ? "dddd d MMMM" : "dddd d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"));
        var due = $"Answer by {day}. Working days left: {pack.ReplyWithinWorkingDays}.";

        foreach (var page in (string[])["/staff", visit.Home]) (await visit.GoAsync(visit.Worker, page)).Text.ShouldContain(due, Case.Sensitive, page);
        await visit.Worker.FollowAsync("Reply to Tamsin Nance");
        foreach (var shown in (string[])[due, "Not at home", "How to reach them safely:", "Ask Ms Vyvyan to fetch me"]) visit.Worker.Text.ShouldContain(shown);
    }
}
