using System.Diagnostics;
using FamilyPortal.Identity.Tests.Harness;
using Shouldly;
using Xunit;

namespace FamilyPortal.Identity.Tests.SignIn;

/// <summary>
/// How long an answer takes says nothing about who has a number. Compared by rank over interleaved samples in random order: of
/// two that are alike, each is slower about half of the time, however busy the machine.
/// </summary>
public sealed class SameTimeTests(SharedIdentity shared)
{
    private const int Samples = 60;

    /// <summary>With 60 samples each, chance alone moves the share by 0.05; this is six times that.</summary>
    private const double MayDiffer = 0.32;

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
        for (var i = 0; i < Samples; i++)
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
                Math.Abs(ShareSlower(times["known"], times[kind]) - 0.5).ShouldBeLessThan(MayDiffer, $"{what}: {kind}");
    }

    private static async Task<(long Took, Answer Page)> AskAsync(Browser browser, Answer start, string number)
    {
        var began = Stopwatch.GetTimestamp();
        var sent = await browser.SubmitAsync(start, "contact", ("Form.Contact", number));
        var took = Stopwatch.GetTimestamp() - began;
        return (took, await browser.FollowAsync(sent));
    }

    /// <summary>In how many of all pairs the first is slower (Mann-Whitney's U as a share); ties count half.</summary>
    private static double ShareSlower(List<long> first, List<long> second) =>
        first.Sum(a => second.Sum(b => a > b ? 1.0 : a == b ? 0.5 : 0)) / (first.Count * (double)second.Count);
}
