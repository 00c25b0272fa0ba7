using System.Diagnostics;
using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;
using SameTime = FamilyPortal.Testing.SameTime;

namespace FamilyPortal.Identity.Tests.SignIn;

/// <summary>How long an answer takes says nothing about who has a number, or a sheet.</summary>
public sealed class SameTimeTests(SharedIdentity shared)
{
    [Fact]
    public async Task Known_unknown_not_safe_revoked_and_withdrawn_numbers_take_the_same_time()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        var families = new List<TestFamily>();
        for (var i = 0; i < 4; i++) families.Add(await TestFamily.CreateAsync(identity));
        var restricted = new List<TestFamily>();
        for (var i = 0; i < 4; i++)
        {
            restricted.Add(await TestFamily.CreateAsync(identity));
            await restricted[^1].SafetyAsync("""{"notSafe":["kerensa"],"revoke":["mark"],"withdrawNumber":["dan"]}""");
        }
        Dictionary<string, Func<int, string>> kinds = new()
        {
            ["known"] = i => new[] { families[i % 4].Kerensa, families[i % 4].Mark, families[i % 4].Dan }[i / 4 % 3].Phone,
            ["unknown"] = _ => TestFamily.Nobody(),
            ["not safe"] = i => restricted[i % 4].Kerensa.Phone,
            ["revoked"] = i => restricted[i % 4].Mark.Phone,
            ["withdrawn"] = i => restricted[i % 4].Dan.Phone,
        };
        using var browser = new Browser(identity.Address);
        var start = await browser.OpenAsync("/sign-in");
        for (var i = 0; i < 10; i++) await AskAsync(browser, start, TestFamily.Nobody());

        var asked = kinds.Keys.ToDictionary(k => k, _ => new List<long>());
        var answered = kinds.Keys.ToDictionary(k => k, _ => new List<long>());
        for (var i = 0; i < SameTime.Samples; i++)
        {
            var order = kinds.Keys.ToArray();
            Random.Shared.Shuffle(order);
            foreach (var kind in order)
            {
                var (took, page) = await AskAsync(browser, start, kinds[kind](i));
                asked[kind].Add(took);
                var began = Stopwatch.GetTimestamp();
                (await browser.SubmitAsync(page, "code", ("Form.Code", "000000"))).Status.ShouldBe(System.Net.HttpStatusCode.OK);
                answered[kind].Add(Stopwatch.GetTimestamp() - began);
            }
        }

        foreach (var (what, times) in new[] { ("asking", asked), ("a wrong code", answered) })
            foreach (var kind in kinds.Keys.Where(k => k != "known"))
                SameTime.Shows(times["known"], times[kind]).ShouldBeFalse($"{what}: {kind}");
    }

    [Fact]
    public async Task A_sheet_code_of_nobody_takes_as_long_as_one_that_was_used_or_ended_or_has_a_wrong_half()
    {
        var identity = await shared.OnAsync("Sqlite");
        using var client = new OidcClient(identity.Address);
        List<string> open = [], used = [], ended = [];
        for (var i = 0; i < 2; i++)
        {
            var person = (await TestFamily.CreateAsync(identity)).Kerensa;
            ended.AddRange(await person.Family.SheetAsync(person));
            var codes = await person.Family.SheetAsync(person);
            open.AddRange(codes.Skip(1));
            using var theirs = new Browser(identity.Address);
            await theirs.GiveSheetCodeAsync(client.Authorize(), codes[0]);
            used.Add(codes[0]);
        }
        using var browser = new Browser(identity.Address);
        await browser.OpenAsync(client.Authorize());
        var page = await browser.GetAsync("/sign-in/sheet");
        for (var i = 0; i < 10; i++) await GiveAsync("00000-00000");

        (await SameTime.ShowingAsync(
        [
            ("nobody's", i => GiveAsync($"{i:D5}-ABCDE")),
            // Five wrong halves close a code: each gets fewer.
            ("wrong half", i => GiveAsync(open[i % open.Count][..6] + (open[i % open.Count][6..] == "ZZZZZ" ? "YYYYY" : "ZZZZZ"))),
            ("used", i => GiveAsync(used[i % used.Count])),
            ("ended", i => GiveAsync(ended[i % ended.Count])),
        ])).ShouldBeEmpty();

        async Task GiveAsync(string code) => (await browser.SubmitAsync(page, "sheet", ("Form.Code", code))).Errors.ShouldHaveSingleItem();
    }

    private static async Task<(long Took, Answer Page)> AskAsync(Browser browser, Answer start, string number)
    {
        // Each time as from a browser that asked for nothing: this one would have had all its codes of the same few numbers.
        browser.Forget("fp-id-flow");
        var began = Stopwatch.GetTimestamp();
        var sent = await browser.SubmitAsync(start, "contact", ("Form.Contact", number));
        var took = Stopwatch.GetTimestamp() - began;
        return (took, await browser.FollowAsync(sent));
    }
}
