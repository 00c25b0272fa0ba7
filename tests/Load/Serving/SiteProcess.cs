using FamilyPortal.Local;
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
/// same data, and the parent's cookie is told. Answers the questions of <see cref="ServedSite"/> on its input until that ends.
/// </summary>
internal static class SiteProcess
{
    public const string Argument = "site";

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new LocalOptions { PortBase = int.Parse(args[0], null), DataFolder = args[1], Settings = Storage(args[2..]) };
        string cookie;
        await using (var demo = await LocalHost.StartAsync(options)) cookie = await SignInAsync(demo);

        await using var host = await LocalHost.StartAsync(options with { Demo = false });
        using var commands = new CommandCounter();
        Console.WriteLine($"{ServedSite.Ready}{cookie}");
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

    private static Dictionary<string, string?> Storage(string[] connections) => connections is not [var domain, var identity] ? [] : new()
    {
        ["Storage:Provider"] = "Postgres",
        ["Storage:Connection"] = domain,
        ["IdentityStorage:Provider"] = "Postgres",
        ["IdentityStorage:Connection"] = identity,
    };

    /// <summary>Number, code, word and a PIN, through the pages.</summary>
    private static async Task<string> SignInAsync(LocalHost host)
    {
        var person = host.DemoPeople.First(p => p is { Role: "parent", Contact: ['+', ..] });
        var phone = host.Services.GetRequiredService<DemoPhone>();
        using var browser = new Browser();
        await browser.GoAsync(host.Portal, "/sign-in");
        await browser.SubmitAsync(("Form.Contact", person.Contact!));
        await browser.SubmitAsync(("Form.Code", await CodeAsync(phone, person.Contact!)));
        await browser.SubmitAsync(("Form.Word", person.Word));
        await browser.SubmitAsync(("Form.Pin", SigningIn.Pin), ("Form.Again", SigningIn.Pin));

        var cookie = browser.Cookies.GetCookies(host.Portal).SingleOrDefault(c => c.Name == "portal-session")
            ?? throw new InvalidOperationException($"{person.Name} could not sign in: ended at {browser.Address.AbsolutePath}.");
        await AnswerAsync(host.Services, cookie.Value);
        return $"{cookie.Name}={cookie.Value}";
    }

    private static async Task<string> CodeAsync(DemoPhone phone, string number)
    {
        for (var i = 0; i < 400; i++)
        {
            if ((await phone.ListAsync(number)).FirstOrDefault() is { } text) return SigningIn.CodeIn(text.Body);
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
