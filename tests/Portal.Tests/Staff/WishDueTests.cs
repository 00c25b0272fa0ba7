using FamilyPortal.Portal.Tests.Family;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Staff;

/// <summary>What a young person asked for, where staff reply to it: all of it.</summary>
public sealed class WishDueTests(PortalFixture portal)
{
    [Fact]
    public async Task TheReplyPage_HasAllOfAWish()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var tamsin = await visit.PersonAsync("Tamsin Nance");
        await visit.GoAsync(tamsin, "/space/talk");
        await tamsin.SubmitAsync("Send", ("Form.Words", "Not at home"), ("Form.OneHigher", "Ask Ms Vyvyan to fetch me"));

        await visit.WorkerAtAsync();
        await visit.Worker.FollowAsync("Reply to Tamsin Nance");
        foreach (var shown in (string[])["Not at home", "How to reach them safely:", "Ask Ms Vyvyan to fetch me"]) visit.Worker.Text.ShouldContain(shown);
    }
}
