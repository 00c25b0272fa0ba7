using System.Diagnostics;
using FamilyPortal.Shared.Danger;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Danger;

public sealed class DangerCheckTests
{
    private static readonly DangerCheck Check = new();

    [Theory]
    [InlineData("he is hitting me right now", DangerLevel.Emergency, DangerKind.ViolenceNow)]
    [InlineData("HE'S HITTING ME RIGHT NOW!!!", DangerLevel.Emergency, DangerKind.ViolenceNow)]
    [InlineData("he’s hittin me rn 😭😭", DangerLevel.Emergency, DangerKind.ViolenceNow)]
    [InlineData("hes   hitting\nme", DangerLevel.Emergency, DangerKind.ViolenceNow)]
    [InlineData("my stepdad hit me yesterday", DangerLevel.Urgent, DangerKind.AbuseNow)]
    [InlineData("I took 30 paracetamol last night but I feel fine", DangerLevel.Emergency, DangerKind.Overdose)]
    [InlineData("ive took a load of paracetomol", DangerLevel.Emergency, DangerKind.Overdose)]
    [InlineData("i want to die", DangerLevel.Urgent, DangerKind.Suicide)]
    [InlineData("i want to k*ll myself", DangerLevel.Urgent, DangerKind.Suicide)]
    [InlineData("𝓲 𝔀𝓪𝓷𝓽 𝓽𝓸 𝓭𝓲𝓮", DangerLevel.Urgent, DangerKind.Suicide)]
    [InlineData("going to k i l l myself tonight", DangerLevel.Emergency, DangerKind.Suicide)]
    [InlineData("i have been cutting myself", DangerLevel.Urgent, DangerKind.SelfHarm)]
    [InlineData("the bairn is home alone and he is 4", DangerLevel.Emergency, DangerKind.ChildAlone)]
    [InlineData("our lass hasnt come home from school", DangerLevel.Emergency, DangerKind.MissingChild)]
    public void Check_FindsLevelAndKind(string text, DangerLevel level, DangerKind kind) =>
        (Check.Check(text) with { Also = DangerKind.None, Hurt = Hurt.Unknown }).ShouldBe(new DangerFinding(level, kind));

    [Theory]
    [InlineData("hе is hitting mе")]
    [InlineData("не is hitting me")]
    [InlineData("не іѕ hitting mе")]
    [InlineData("НЕ ІЅ НІТТІНġ МЕ")]
    [InlineData("ηε is hitting me")]
    [InlineData("ΗΕ is hitting me")]
    [InlineData("ｈｅ ｉｓ ｈｉｔｔｉｎｇ ｍｅ")]
    [InlineData("ʜᴇ is ʜɪᴛᴛɪɴɢ me")]
    [InlineData("h3 is h1tt1n9 m3")]
    [InlineData("he is h!tting me")]
    [InlineData("h e i s h i t t i n g m e")]
    [InlineData("h e  i s  h i t t i n g  m e")]
    [InlineData("please read: H E I S H I T T I N G M E")]
    [InlineData("he.is.hitting.me")]
    [InlineData("he-is-hitting-me")]
    [InlineData("he_is_hitting_me")]
    [InlineData("h.e.i.s.h.i.t.t.i.n.g.m.e")]
    [InlineData("he is h-i-t-t-i-n-g me")]
    [InlineData("he is going to ki11 me")]
    [InlineData("he\u200b is hit\u00adting me")]
    public void Check_FindsWordsThatAreDisguised(string text) => Check.Check(text).IsDanger.ShouldBeTrue();

    /// <summary>Other languages, spelled names, addresses and lists: nothing in them is disguised.</summary>
    [Theory]
    [InlineData("Я не могу прийти в четверг, спасибо")]
    [InlineData("Не. Мене не буде вдома у середу")]
    [InlineData("Δεν μπορώ να έρθω την Πέμπτη")]
    [InlineData("my name is spelled S M I T H not S M Y T H E")]
    [InlineData("look at www.example.org/a/b and www.gov.uk")]
    [InlineData("his school is St-Mary-by-the-Sea")]
    [InlineData("we did A B C D E F G together")]
    [InlineData("the meeting is at 9.30am i.e. before school e.g. Monday")]
    [InlineData("great!we did it!")]
    public void Check_FindsNothingInWordsThatOnlyLookOdd(string text) => Check.Check(text).ShouldBe(DangerFinding.None);

    [Theory]
    [InlineData("н")]
    [InlineData("a ")]
    [InlineData("h.e.")]
    [InlineData("\ufdfa")]
    [InlineData("x!y|")]
    [InlineData("he is hitting me not ")]
    public void Check_OnAnEndlessText_ReadsWithinBounds(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 2_000_000 / piece.Length));
        Check.Check(text);

        var once = Stopwatch.StartNew();
        Check.Check(text);

        // Generous: a shared machine. All of it would take many times as long.
        once.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Check_OnALongText_FindsDangerAtEitherEnd_AndKeepsThePartThatSaysIt(int place)
    {
        var words = Enumerable.Repeat("The week went well and they were at school.", 3_000).ToList();
        words.Insert(place == 0 ? 0 : place == 1 ? 300 : words.Count, "Last night he strangled me.");
        var text = string.Join(' ', words);

        Check.Check(text).IsDanger.ShouldBeTrue();
        var excerpt = LongWords.Excerpt(Check, text, 4000)!;
        excerpt.ShouldContain("Last night he strangled me.");
        excerpt.Length.ShouldBeLessThanOrEqualTo(4000);
    }

    [Fact]
    public void Parts_HoldEveryWord()
    {
        var text = string.Join(' ', Enumerable.Range(0, 3000).Select(n => $"word{n}"));
        var parts = LongWords.Parts(text, 4000);
        parts.ShouldAllBe(p => p.Length <= 4000);
        string.Join(' ', parts).ShouldBe(text);
        string.Concat(LongWords.Parts(string.Concat(Enumerable.Repeat("😭", 5000)), 3999)).ShouldBe(string.Concat(Enumerable.Repeat("😭", 5000)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("   \n ")]
    [InlineData("I am not going to hurt myself")]
    [InlineData("he has never hit me")]
    [InlineData("When I was a kid my dad hit me")]
    [InlineData("we watched a film where he stabbed her")]
    [InlineData("what counts as child abuse and neglect")]
    [InlineData("my phone is dead")]
    [InlineData("these stairs are killing me")]
    [InlineData("dead good that, I scored 8 because mornings are calm")]
    public void Check_WithoutDanger_FindsNothing(string? text) => Check.Check(text).ShouldBe(DangerFinding.None);

    [Theory]
    [InlineData("I can't do this any more", true)]
    [InlineData("i cant do it anymore", true)]
    [InlineData("I cant go on", false)]
    [InlineData("sorry, I can't do it any more", true)]
    public void Check_GivingUp_IsUrgent_ButOfATaskThatIsDeclined(string text, bool isOfTheTask)
    {
        Check.Check(text).ShouldBe(new DangerFinding(DangerLevel.Urgent, DangerKind.Suicide));
        Check.Check(text, declines: true).IsDanger.ShouldBe(!isOfTheTask);
    }

    [Theory]
    [InlineData("Sorry, I can't do it any more. I want to die.")]
    [InlineData("I can't do this any more, I can't go on")]
    [InlineData("I can't do it any more because he is hitting me")]
    public void Check_ADeclinedTaskHidesNothingElse(string text) => Check.Check(text, declines: true).IsDanger.ShouldBeTrue();

    /// <summary>It happened, and is not happening: today, as the practice has it (decision 46). What says that he is there, or just did, is now.</summary>
    [Theory]
    [InlineData("he hit me again", DangerLevel.Urgent)]
    [InlineData("my dad hit me again", DangerLevel.Urgent)]
    [InlineData("years ago he stopped but he hit me again", DangerLevel.Urgent)]
    [InlineData("he hit me again just now", DangerLevel.Emergency)]
    [InlineData("he hit me again and he is still here", DangerLevel.Emergency)]
    [InlineData("he is hitting me again", DangerLevel.Emergency)]
    public void Check_ViolenceAgain_IsToday_AndNowWhereItIsNow(string text, DangerLevel level) => Check.Check(text).Level.ShouldBe(level);

    /// <summary>A child who asks when mum comes is not told to ring 999; who is kept from friends is told of help, and who is kept in, at once.</summary>
    [Theory]
    [InlineData("is mum coming on sunday", DangerLevel.None)]
    [InlineData("dad has us on sundays", DangerLevel.None)]
    [InlineData("he wont let me see my friends", DangerLevel.Urgent)]
    [InlineData("my ex wont let me see my kids", DangerLevel.Urgent)]
    [InlineData("he wont let me go", DangerLevel.Emergency)]
    [InlineData("he wont let us", DangerLevel.Emergency)]
    [InlineData("hes got mum on the floor", DangerLevel.Emergency)]
    [InlineData("he has her by the throat", DangerLevel.Emergency)]
    [InlineData("he wont let me have the baby back", DangerLevel.Emergency)]
    public void Check_WhoIsKeptInOrHeld_IsNow_AndEverydayQuestionsAreNot(string text, DangerLevel level) => Check.Check(text).Level.ShouldBe(level);

    [Theory]
    [InlineData("I nearly died laughing", false)]
    [InlineData("I nearly died laughing when he fell in the pond", false)]
    [InlineData("I want to die laughing", false)]
    [InlineData("I nearly died laughing and then he hit me", true)]
    [InlineData("I nearly died laughing. I want to die", true)]
    public void Check_DyingOfLaughter_IsNone(string text, bool isDanger) => Check.Check(text).IsDanger.ShouldBe(isDanger);

    /// <summary>Somebody asks the helper where another lives; whoever is afraid of it says who knows.</summary>
    [Theory]
    [InlineData("do you know where my ex lives", false)]
    [InlineData("he knows where we live", true)]
    [InlineData("do you know where he lives, I am going to kill him", true)]
    public void Check_AskedWhereSomebodyLives_IsNone(string text, bool isDanger) => Check.Check(text).IsDanger.ShouldBe(isDanger);

    /// <summary>"Od" alone is Polish for "from".</summary>
    [Theory]
    [InlineData("she od last night")]
    [InlineData("my mum has OD'd")]
    [InlineData("i think he might od")]
    [InlineData("he took an OD")]
    [InlineData("shes od on pills")]
    [InlineData("mum od")]
    [InlineData("OD")]
    public void Check_AnOverdoseInShort_IsAnEmergency(string text) => Check.Check(text).Level.ShouldBe(DangerLevel.Emergency);

    [Fact]
    public void Check_WhatWasExcusesNothingThatIs() =>
        Check.Check("when i was a kid my dad hit me. now my partner is hitting me").Level.ShouldBe(DangerLevel.Emergency);

    [Fact]
    public void Check_ADenialReachesOnlyItsOwnWords() =>
        Check.Check("i am not well, he is hitting me").Level.ShouldBe(DangerLevel.Emergency);

    [Fact]
    public void Check_OneDangerousClauseInALongText_IsFound()
    {
        var harmless = string.Join(" ", Enumerable.Repeat("The week went well and the children were at school on time. We watched a film on Friday, it was great.", 40));

        Check.Check(harmless).ShouldBe(DangerFinding.None);
        Check.Check($"{harmless} To be honest last night he strangled me and nobody knows. {harmless}").IsDanger.ShouldBeTrue();
    }

    [Fact]
    public void Check_OnTheLongestText_TakesTimeInProportion()
    {
        var hostile = string.Concat(Enumerable.Repeat("he said i was not hitting to to to me years ago if ", 200))[..10_000];
        Check.Check(hostile);

        var once = Stopwatch.StartNew();
        Check.Check(hostile);
        once.Stop();

        // Generous: a shared machine. Quadratic work on this text would take minutes.
        once.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void Check_OnAnyText_NeverThrows() =>
        Prop.ForAll<string>(text => Check.Check(text).Level >= DangerLevel.None).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\ud83d", "\udc00")]
    [InlineData("\0", "\uFFFE")]
    [InlineData("\uFFFF", "\uFDD0")]
    [InlineData("\uD83F\uDFFE", "\uDBFF\uDFFF")]
    public void Check_OnWhatIsNoCharacter_StillReadsTheWords(string before, string after) =>
        Check.Check($"{before} he is hitting me now {after}").Level.ShouldBe(DangerLevel.Emergency);

    [Fact]
    public void Check_HoweverTyped_FindsTheSame() =>
        Prop.ForAll(Typings.ToArbitrary(), text => Check.Check(text).Level == DangerLevel.Emergency).QuickCheckThrowOnFailure();

    [Fact]
    public void Codes_AreThoseOfTheLabelledSet_AndTwoOfOurs()
    {
        var codes = LabelledMessages.All.Select(message => message.Kind).Distinct().Order(StringComparer.Ordinal);

        Enum.GetValues<DangerKind>().Except([DangerKind.OwnThreat, DangerKind.Unclear]).Select(kind => new DangerFinding(DangerLevel.Urgent, kind).KindCode).Order(StringComparer.Ordinal).ShouldBe(codes);
    }

    private static Gen<string> Typings =>
        from upper in Gen.Elements(true, false)
        from apostrophe in Gen.Elements("'", "’", "", "`")
        from space in Gen.Elements(" ", "  ", "\t", " 😭 ")
        from end in Gen.Elements("", "!!!", " 😂", "...", " pls")
        from before in Gen.Elements("", "hiya. ", "so ", "idk what to do, ")
        let words = $"{before}he{apostrophe}s{space}strangling{space}me{end}"
        select upper ? words.ToUpperInvariant() : words;
}
