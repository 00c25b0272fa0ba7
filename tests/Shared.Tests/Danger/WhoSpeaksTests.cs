using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Plans.Document;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Danger;

/// <summary>The kind of danger chooses the advice: a mother who is hit is not told of Childline, nor a child of a refuge.</summary>
public sealed class WhoSpeaksTests
{
    [Theory]
    [InlineData(PersonRole.Parent, "my husband punched me last night", DangerKind.ViolenceNow)]
    [InlineData(PersonRole.Parent, "he hit me and the kids are crying", DangerKind.ViolenceNow)]
    [InlineData(PersonRole.Parent, "I'm scared to go home when Mark is there, he pushes me about", DangerKind.ViolenceNow)]
    [InlineData(PersonRole.YoungPerson, "im not safe at mums", DangerKind.AbuseNow)]
    [InlineData(PersonRole.YoungPerson, "my dad hit me with his belt", DangerKind.AbuseNow)]
    [InlineData(PersonRole.YoungPerson, "im scared mum will find my razor", DangerKind.SelfHarm)]
    [InlineData(PersonRole.Network, "i heard shouting next door and a child crying", DangerKind.AbuseNow)]
    public void Check_KnowingWhoSpeaks_FindsTheKind(PersonRole role, string text, DangerKind kind) =>
        new DangerCheck().Check(text, speaker: Speakers.Of(role)).Kind.ShouldBe(kind);

    [Theory]
    [InlineData(PersonRole.Parent, "i am on my own")]
    [InlineData(PersonRole.Parent, "my mum has gone home")]
    [InlineData(PersonRole.Parent, "im scared they will take my kids")]
    [InlineData(PersonRole.Parent, "he used to hit me years ago but hes gone now")]
    [InlineData(PersonRole.Parent, "back in 2019 he broke my arm, we are not together since")]
    [InlineData(PersonRole.Parent, "the meeting nearly killed me")]
    [InlineData(PersonRole.Parent, "if he kicks off i take the kids next door and ring the police, thats the plan")]
    [InlineData(PersonRole.YoungPerson, "mum wont let me go to the party")]
    [InlineData(PersonRole.YoungPerson, "dad wont let me have a phone")]
    public void Check_WhatIsNoDangerFromThisSpeaker_IsNone(PersonRole role, string text) =>
        new DangerCheck().Check(text, speaker: Speakers.Of(role)).ShouldBe(DangerFinding.None);

    /// <summary>A child alone, or beside somebody who cannot be woken: 999, and words of pills only where pills or drink are named.</summary>
    [Fact]
    public void Check_WhereNobodyIsThere_IsAsLabelled() => IsAsLabelled(LabelledMessages.NobodyThere);

    /// <summary>Whoever threatens is no victim of it, and a swimming pool is no crime: no other alert is lost for that.</summary>
    [Fact]
    public void Check_WhoseDeedItIs_AndWhatHappensEveryDay_IsAsLabelled() => IsAsLabelled(LabelledMessages.Titles);

    private static void IsAsLabelled(IReadOnlyList<LabelledMessage> messages)
    {
        var check = new DangerCheck();
        messages
            .Select(m => (m.Text, Labelled: $"{m.Level} {m.Kind}", Found: check.Check(m.Text, speaker: m.Speaker)))
            .Where(m => m.Labelled != $"{m.Found.LevelCode} {m.Found.KindCode}")
            .Select(m => $"{m.Text}: {m.Found.LevelCode} {m.Found.KindCode}, not {m.Labelled}")
            .ShouldBeEmpty();
    }

    /// <summary>More than one danger in a text: the advice is for both. Somebody who frightens them is there: it is an emergency.</summary>
    [Fact]
    public void Check_WhereATextSaysMoreThanOneThing_FindsBoth()
    {
        var check = new DangerCheck();
        LabelledMessages.Several
            .Select(m => (m.Message.Text, Labelled: $"{m.Message.Level} {m.Message.Kind} {m.Also}", Found: check.Check(m.Message.Text, speaker: m.Message.Speaker)))
            .Select(m => (m.Text, m.Labelled, Found: $"{m.Found.LevelCode} {m.Found.KindCode} {m.Found.AlsoCode ?? "-"}"))
            .Where(m => m.Labelled != m.Found)
            .Select(m => $"{m.Text}: {m.Found}, not {m.Labelled}")
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("I'm not safe")]
    [InlineData("I am not safe")]
    [InlineData("we are not safe")]
    [InlineData("the kids are not safe")]
    [InlineData("me and the kids arent safe")]
    [InlineData("I feel like im not safe")]
    [InlineData("It was ok on monday and we had pizza and then Mark came home early and he hit me and said he will kill me if I ring Tess and then we watched telly")]
    [InlineData("my husband punched me while we were watching a film")]
    [InlineData("on the telly was football and he punched me in the face")]
    [InlineData("Mark hit me at the weekend but it was fine after")]
    [InlineData("mum hit me with a spoon")]
    public void Check_WhoeverSaysThis_IsDanger(string text)
    {
        foreach (var speaker in Enum.GetValues<Speaker>()) new DangerCheck().Check(text, speaker: speaker).IsDanger.ShouldBeTrue(speaker.ToString());
    }
}
