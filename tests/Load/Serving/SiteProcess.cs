using FamilyPortal.Load.SignIns;
using FamilyPortal.Local;
using FamilyPortal.Shared.Demo;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Plans;
using FamilyPortal.Shared.Responses;
using FamilyPortal.Shared.Texting;
using FamilyPortal.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyPortal.Load.Serving;

/// <summary>
/// `site PORT FOLDER [STORAGE-CONNECTION IDENTITY-CONNECTION]`: the product, served for a measurement. A parent of the demo
/// signs in as anybody would and answers what they are asked; then the parts start again as they do in Production, on the
/// same data, and the parent's cookie is told, then Identity's cookies of some more parents who signed in. Answers the questions
/// of <see cref="ServedSite"/> on its input until that ends. `join PORT FOLDER ISSUER STORAGE IDENTITY`: one more copy of a site.
/// </summary>
internal static class SiteProcess
{
    public const string Argument = "site";
    public const string JoinArgument = "join";

    /// <summary>Parents signed in at Identity, so that a sign-in a second does not mean one row a second.</summary>
    private const int Parents = 6;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new LocalOptions { PortBase = int.Parse(args[0], null), DataFolder = args[1], Settings = Storage(args[2..]) };
        string cookies;
        await using (var demo = await LocalHost.StartAsync(options)) cookies = await SignInAsync(demo);

        await using var host = await LocalHost.StartAsync(options with { Demo = false });
        using var commands = new CommandCounter();
        Console.WriteLine($"{ServedSite.Ready}{cookies}");
        while (await Console.In.ReadLineAsync() is { } asked)
        {
            switch (asked)
            {
                case ServedSite.Count: commands.Start(); break;
                case ServedSite.Stop: commands.Stop(); break;
            }
            Console.WriteLine($"{ServedSite.Counted}{string.Join(ServedSite.Separator, commands.Texts)}");
        }
        return 0;
    }

    public static async Task<int> JoinAsync(string[] args)
    {
        var options = new LocalOptions { PortBase = int.Parse(args[0], null), DataFolder = args[1], Demo = false, Settings = new Dictionary<string, string?>(Storage(args[3..])) { ["Issuer"] = args[2] } };
        await using var host = await LocalHost.StartAsync(options);
        Console.WriteLine(ServedSite.Ready);
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Until the input ends.
        }
        return 0;
    }

    private static Dictionary<string, string?> Storage(string[] connections) => connections is not [var domain, var identity] ? new(LoadClient.Settings) : new(LoadClient.Settings)
    {
        ["Storage:Provider"] = "Postgres",
        ["Storage:Connection"] = domain,
        ["IdentityStorage:Provider"] = "Postgres",
        ["IdentityStorage:Connection"] = identity,
    };

    /// <summary>The first parent's cookie at the Portal, then each one's at Identity.</summary>
    private static async Task<string> SignInAsync(LocalHost host)
    {
        List<string> cookies = [];
        foreach (var person in host.DemoPeople.Where(p => p is { Role: "parent", Contact: ['+', ..] }).DistinctBy(p => p.Contact).Take(Parents))
        {
            using var browser = await SignInAsync(host, person);
            var portal = browser.Cookies.GetCookies(host.Portal).SingleOrDefault(c => c.Name == "portal-session")
                ?? throw new InvalidOperationException($"{person.Name} could not sign in: ended at {browser.Address.AbsolutePath}.");
            if (cookies.Count == 0)
            {
                await AnswerAsync(host.Services, portal.Value);
                cookies.Add($"{portal.Name}={portal.Value}");
            }
            cookies.Add("fp-id=" + browser.Cookies.GetCookies(host.Identity)["fp-id"]!.Value);
        }
        return string.Join(ServedSite.Separator, cookies);
    }

    /// <summary>Number, code, word and a PIN, through the pages.</summary>
    private static async Task<Browser> SignInAsync(LocalHost host, DemoPerson person)
    {
        var phone = host.Services.GetRequiredService<DemoPhone>();
        var browser = new Browser();
        await browser.GoAsync(host.Portal, "/sign-in");
        await browser.SubmitAsync(("Form.Contact", person.Contact!));
        await browser.SubmitAsync(("Form.Code", await CodeAsync(phone, person.Contact!)));
        await browser.SubmitAsync(("Form.Word", person.Word));
        return await browser.SubmitAsync(("Form.Pin", SigningIn.Pin), ("Form.Again", SigningIn.Pin));
    }

    private static async Task<string> CodeAsync(DemoPhone phone, string number)
    {
        for (var i = 0; i < 400; i++)
        {
            // The demo sends other texts too.
            if ((await phone.ListAsync(number)).Select(text => SigningIn.CodeIn(text.Body)).FirstOrDefault(code => code.Length > 0) is { } code) return code;
            await Task.Delay(50);
        }
        throw new InvalidOperationException("No code came.");
    }

    /// <summary>What a parent has said after some weeks: a plan page without any answer would be lighter than most.</summary>
    private static async Task AnswerAsync(IServiceProvider services, string secret)
    {
        var viewer = (await services.GetRequiredService<PortalSessions>().ResolveAsync(secret))!.Viewer!;
        var plan = await services.GetRequiredService<FamilyPlans>().ReadAsync(viewer);
        var answers = services.GetRequiredService<FamilyAnswers>();
        foreach (var scale in plan.Scales.Where(s => s.Asked))
            for (var score = 3; score <= 6; score++)
                await answers.GiveScoreAsync(viewer, scale.Handle, Form($"{scale.Handle}-{score}") with { Score = score, Words = "We had a quiet week and the mornings went better.", OneHigher = "One more evening like Tuesday." });
        foreach (var goal in plan.Goals.Where(g => g.Asked))
            await answers.AnswerGoalAsync(viewer, goal.Handle, Form(goal.Handle) with { Choice = "partly", Words = "Most of it. The weekends are still hard." });
    }

    private static AnswerForm Form(string key) => new() { FormKey = key };
}
