using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Danger.Language;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Danger;

/// <summary>Sentences of every day that sound like danger, each beside those that are: laughing, a question about a rule, a hug, an illness.</summary>
public sealed class PlainSentencesTests
{
    private static readonly DangerCheck Check = new DangerCheck().Knowing(
    [
        new("Kerensa Penhale", Named.Adult), new("Mark Rowe", Named.Adult), new("Jess Rowe", Named.Adult), new("Ken Hill", Named.Adult), new("Jowan Penhale", Named.Child), new("Elowen Penhale", Named.Child),
    ]);

    [Theory]
    [InlineData("He had me in stitches")]
    [InlineData("he's got me in stitches")]
    [InlineData("Jowan had us all in stitches at tea")]
    [InlineData("he had me rolling on the floor laughing")]
    [InlineData("she had me on the floor laughing")]
    [InlineData("Ken has us rolling round the floor laughing")]
    [InlineData("dad had her in stitches with his jokes")]
    [InlineData("i had stitches after the caesarean")]
    [InlineData("I had stitches when i had the baby by c section")]
    [InlineData("he fell off his bike and needed stitches")]
    [InlineData("i have dropped stitches in my knitting")]
    public void Check_Laughing_IsNone(string text) => IsNone(text);

    [Theory]
    [InlineData("I needed stitches")]
    [InlineData("he put me in hospital, I had stitches")]
    [InlineData("he left me needing stitches")]
    [InlineData("i got stitches in my head from dad")]
    [InlineData("i needed stitches after what mark did")]
    [InlineData("he had me in stitches and then he hit me")]
    [InlineData("He had me in stitches, I needed six after he hit me")]
    [InlineData("he had me on the floor")]
    [InlineData("he had me on the floor crying")]
    [InlineData("he had me on the floor laughing at me")]
    [InlineData("Mark had Kerensa in a headlock")]
    [InlineData("he has mum on the floor")]
    public void Check_Wounds_AreDanger(string text) => IsDanger(text);

    [Theory]
    [InlineData("can Jess be alone with the children")]
    [InlineData("who can be alone with the children")]
    [InlineData("can mum be alone with the kids")]
    [InlineData("can i be on my own with them")]
    [InlineData("can dad be on his own with the kids")]
    [InlineData("should Mark be alone with the kids")]
    [InlineData("can nan be left alone with the baby")]
    [InlineData("who can look after the kids alone")]
    [InlineData("can Jess stay with the children on her own")]
    [InlineData("when can he be alone with the children")]
    [InlineData("is mark alone with the kids allowed")]
    [InlineData("is it ok for nan to be alone with kit")]
    public void Check_AskedWhoMayBeAlone_IsNone(string text) => IsNone(text);

    [Theory]
    [InlineData("he is alone with the children right now")]
    [InlineData("Mark is alone with the children right now")]
    [InlineData("mark is alone with the kids")]
    [InlineData("mark will be alone with the kids")]
    [InlineData("can someone come, he is alone with the children")]
    [InlineData("who can help, mark is alone with the kids now")]
    [InlineData("can the kids be alone they are home now with no one")]
    [InlineData("can the kids be home alone now they are 4")]
    [InlineData("should the kids be alone all night while she works they are 3 and 5")]
    [InlineData("mark must not be alone with the kids but he is")]
    [InlineData("are the kids alone with him")]
    [InlineData("will the baby be alone tonight")]
    public void Check_AloneWithThem_IsDanger(string text) => IsDanger(text);

    [Theory]
    [InlineData("do i have to hug mum when she comes")]
    [InlineData("do i have to hug dad")]
    [InlineData("do i have to kiss nan hello")]
    [InlineData("why do i have to hug dad")]
    [InlineData("do i have to give dad a kiss")]
    [InlineData("do we have to hug nan when she visits")]
    [InlineData("will i have to hug mum at the meeting")]
    [InlineData("what if i do not want to hug mum")]
    public void Check_AHugAtTheDoor_IsNone(string text) => IsNone(text);

    [Theory]
    [InlineData("do i have to let him touch me")]
    [InlineData("do i have to hug him he touches me")]
    [InlineData("do i have to hug him in bed")]
    [InlineData("do i have to kiss him he puts his tongue in")]
    [InlineData("do i have to kiss him on the lips he says its our secret")]
    [InlineData("do i have to hug dad after he hit me")]
    [InlineData("he says i have to hug him or else")]
    [InlineData("do i have to sleep in his bed")]
    [InlineData("do i have to hug him i hate how he feels me")]
    [InlineData("i have to kiss him at night")]
    public void Check_MoreThanAHug_IsDanger(string text) => IsDanger(text);

    [Theory]
    [InlineData("ken is ill and i am frightened")]
    [InlineData("Ken is ill. I am frightened.")]
    [InlineData("nan is poorly and i am scared")]
    [InlineData("mum is in hospital and im scared")]
    [InlineData("dad has cancer and im scared")]
    [InlineData("i am scared because mum is sick")]
    [InlineData("grandad is dying and im scared")]
    [InlineData("mum is having an operation and i am scared")]
    [InlineData("im frightened for ken, he is in hospital")]
    [InlineData("grampy has had a heart attack and i am scared")]
    [InlineData("ken has a bad chest and it frightens me")]
    public void Check_FrightenedByAnIllness_IsNone(string text) => IsNone(text);

    [Theory]
    [InlineData("i am frightened of ken")]
    [InlineData("ken is ill and i am frightened of him")]
    [InlineData("ken is ill and he shouts and i am frightened")]
    [InlineData("mum is ill, dad is drunk and i am frightened")]
    [InlineData("mum is in hospital because of dad and i am scared")]
    [InlineData("dad put mum in hospital and im scared")]
    [InlineData("mum is ill and im scared she will hit me")]
    [InlineData("mum is ill and i am alone and scared")]
    [InlineData("mum is ill in her head and i am scared")]
    [InlineData("mum is ill and wont wake up")]
    [InlineData("mum is ill and there is no food")]
    [InlineData("i am ill and he frightens me")]
    [InlineData("nan is ill and im scared of mark")]
    [InlineData("i am scared")]
    public void Check_FrightenedOfSomebody_IsDanger(string text) => IsDanger(text);

    [Theory]
    [InlineData("what happens if I say something bad about mum")]
    [InlineData("what happens if i say the wrong thing")]
    [InlineData("can gran make me go to bed")]
    [InlineData("can mum make me go to bed early")]
    [InlineData("can nan make me eat my tea")]
    [InlineData("can dad make me do my homework")]
    [InlineData("I worry that mum gets poorly again and Kit cries at night")]
    [InlineData("mum will take all of us to the park")]
    [InlineData("mum will take her tablets at 8")]
    public void Check_AChildsQuestion_IsNone(string text) => IsNone(text);

    [Theory]
    [InlineData("what happens if i tell")]
    [InlineData("something bad will happen if i tell")]
    [InlineData("what will happen if i say dad hits me")]
    [InlineData("what happens if I say something bad about dad, he hits me")]
    [InlineData("can dad make me go to bed with him")]
    [InlineData("can he make me get in bed")]
    [InlineData("can he make me sleep in his bed")]
    [InlineData("the baby cries all night and mum leaves him")]
    [InlineData("mum is poorly again and nobody comes when the baby cries at night")]
    public void Check_WhatIsNoChildsQuestion_IsDanger(string text) => IsDanger(text);

    /// <summary>A fear of what somebody may take is heard, but nobody is asked what was taken.</summary>
    [Theory]
    [InlineData("I keep thinking mum will take too many pills", DangerLevel.Urgent)]
    [InlineData("im scared mum will take too many tablets", DangerLevel.Urgent)]
    [InlineData("i worry mum might take all her pills again", DangerLevel.Urgent)]
    [InlineData("i worry that he will take an overdose", DangerLevel.Urgent)]
    [InlineData("i worry mum will take everything in the cupboard", DangerLevel.Urgent)]
    [InlineData("i am scared mum will take too many pills tonight", DangerLevel.Emergency)]
    [InlineData("mum has taken too many pills", DangerLevel.Emergency)]
    [InlineData("im scared mum has taken too many pills", DangerLevel.Emergency)]
    [InlineData("i think mum took too many pills", DangerLevel.Emergency)]
    [InlineData("i am scared, i will take all my pills", DangerLevel.Emergency)]
    public void Check_WhatSomebodyMayTake_IsNotTakenYet(string text, DangerLevel level)
    {
        foreach (var speaker in Enum.GetValues<Speaker>())
        {
            var found = Check.Check(text, speaker: speaker);
            (found.Level, found.Kind == DangerKind.Overdose || found.Also == DangerKind.Overdose).ShouldBe((level, true), speaker.ToString());
        }
    }

    private static void IsNone(string text)
    {
        foreach (var speaker in Enum.GetValues<Speaker>()) Check.Check(text, speaker: speaker).ShouldBe(DangerFinding.None, speaker.ToString());
    }

    private static void IsDanger(string text)
    {
        foreach (var speaker in Enum.GetValues<Speaker>()) Check.Check(text, speaker: speaker).IsDanger.ShouldBeTrue(speaker.ToString());
    }
}
