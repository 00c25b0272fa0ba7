using FamilyPortal.Portal.Tests.Family;
using FamilyPortal.Portal.Tests.Staff;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.MyWords;

/// <summary>Words that were taken out of the record still stand here: whoever reads them reads that too.</summary>
public sealed class AskedOutTests(PortalFixture portal)
{
    [Fact]
    public async Task WordsAskedOut_AreMarkedForGiverAndStaff_OnceTheReplySaysChanged()
    {
        var visit = await StaffVisit.OpenAsync(portal);
        using var ann = await visit.PersonAsync("Ann Nance");
        await visit.GoAsync(ann, "/ask-worker");
        await ann.SubmitAsync("Send", ("Form.Words", "My sister drinks"));
        await visit.GoAsync(ann, "/my-words");
        await ann.FollowAsync("Ask to take these words out");
        await ann.SubmitAsync("Ask my worker", ("Form.Words", ""));

        async Task ReplyAsync(string outcome)
        {
            await visit.WorkerAtAsync();
            await visit.Worker.FollowAsync("Ann Nance asks to take words out");
            await visit.Worker.SubmitAsync("Send", ("Form.Choice", outcome), ("Form.Words", "I asked."));
        }
        async Task IsMarkedAsync(bool marked)
        {
            var (own, staff) = ($"You asked to take these words out. {visit.WorkerName} answered on ", "Ann Nance asked to take this out. ");
            (await visit.GoAsync(ann, "/my-words")).Page.QuerySelectorAll(".app-card").Count(c => c.TextContent.Contains("My sister drinks") && c.TextContent.Contains(own)).ShouldBe(marked ? 1 : 0);
            (await visit.WorkerAtAsync("/answers")).Page.QuerySelectorAll("main section").Count(c => c.TextContent.Contains(staff)).ShouldBe(marked ? 1 : 0);
        }
        await ReplyAsync("still-looking");
        await IsMarkedAsync(false);
        await ReplyAsync("changed");
        await IsMarkedAsync(true);
    }
}
