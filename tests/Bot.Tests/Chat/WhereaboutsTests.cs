using System.Text.Json.Nodes;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Bot.Tests.Chat;

/// <summary>Where anybody lives is told to nobody, in the same words whoever is asked about; names are told so that they can be read.</summary>
public sealed class WhereaboutsTests
{
    private const string Kerensa = "+447700900100";
    private const string Mark = "+447700900101";
    private static readonly string[] Penhale = ["cornwall-a-sober-grown-up"];

    [Theory]
    [InlineData("where does Piotr live")]
    [InlineData("where does Mark live now?")]
    [InlineData("wheres he living")]
    [InlineData("where is Lowena")]
    [InlineData("Where is my mum right now?")]
    [InlineData("what is Piotr's address")]
    [InlineData("whats her new address")]
    [InlineData("tell me where she is staying")]
    [InlineData("do you know where my ex lives")]
    [InlineData("what is the address of the foster carer")]
    [InlineData("which street does he live in")]
    [InlineData("where do the children stay")]
    [InlineData("where does hannah live now")]
    [InlineData("where does mrs kaur live")]
    [InlineData("where is hannah")]
    [InlineData("where does auntie bev live")]
    [InlineData("whats my cousins address")]
    [InlineData("where is gran")]
    public async Task WhereSomebodyIs_IsNotTold_AndSoundsTheSameForAll(string said)
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Mark);
        (await talk.SaysAsync(said)).Hears("I cannot tell where anybody lives or is.", "Your worker can help you", "duty team on 07700", "999");
        talk.Offered.ShouldBe(["Ask my worker", "What do I do if a child goes missing?"]);
        var theirs = talk.Said;
        (await talk.SaysAsync("where does Zebedee live")).Said.ShouldBe(theirs);
    }

    [Theory]
    [InlineData("where is my next meeting")]
    [InlineData("where is the meeting")]
    [InlineData("will he find out where i live")]
    [InlineData("can he see my address")]
    [InlineData("my address has changed")]
    [InlineData("can i say where i want to live")]
    [InlineData("where is the leave button")]
    public async Task AnotherWhere_IsAnotherQuestion(string said)
    {
        await using var site = await ChatSite.StartAsync(Penhale);
        var talk = await site.TalkAsync(Kerensa);
        (await talk.SaysAsync(said)).HearsNothingOf("I cannot tell where anybody lives");
    }

    /// <summary>Two names that are read from the right, beside each other in an English line, would else change places.</summary>
    [Fact]
    public async Task NamesFromTheRight_StandByThemselves_AndOthersAsTheyAre()
    {
        await using var site = await ChatSite.StartAsync([]);
        var plan = JsonNode.Parse(SamplePlans.Load(Penhale[0]))!;
        foreach (var person in plan["people"]!.AsArray())
        {
            if (person!["role"]!.GetValue<string>() == "worker") person["name"] = "سارة";
            if (person["role"]!.GetValue<string>() == "network") person["name"] = "أحمد";
        }
        await site.LoadAsync(System.Text.Encoding.UTF8.GetBytes(plan.ToJsonString()));
        var talk = await site.TalkAsync(Kerensa);
        (await talk.SaysAsync("who is my worker?")).Hears("\u2068سارة\u2069").HearsNothingOf("\u2068Kerensa");
        (await talk.SaysAsync("Who helps us?")).Hears("\u2068أحمد\u2069: ").HearsNothingOf("\u2068Lowena");
    }
}
