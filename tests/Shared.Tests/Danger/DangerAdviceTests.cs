using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Danger.Language;
using FamilyPortal.Shared.Families;
using FamilyPortal.Shared.Help;
using FamilyPortal.Shared.PlainWords;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Danger;

public sealed class DangerAdviceTests
{
    private static readonly CouncilNumbers Council = new("01234 567 890", "01234 567 899", "Complaints 01234 567 891", "Advocates 01234 567 892");

    private const string Police = "999";

    public static TheoryData<DangerLevel, DangerKind> Findings()
    {
        var findings = new TheoryData<DangerLevel, DangerKind>();
        foreach (var kind in Enum.GetValues<DangerKind>().Where(kind => kind != DangerKind.None))
        {
            findings.Add(DangerLevel.Urgent, kind);
            findings.Add(DangerLevel.Emergency, kind);
        }

        return findings;
    }

    [Theory]
    [MemberData(nameof(Findings))]
    public void For_AnyFinding_ShowsFewNumbersInPlainWordsAndPromisesNothing(DangerLevel level, DangerKind kind)
    {
        var advice = DangerAdvice.For(new DangerFinding(level, kind), Speaker.Unknown, Council, isOpen: true);
        var words = string.Join("\n", advice.Lines.Prepend(advice.Heading));

        advice.Numbers.Count.ShouldBeInRange(3, 4);
        advice.Numbers.Select(number => number.Number).ShouldContain(Police);
        advice.Numbers.Select(number => number.Number).ShouldContain(Council.Duty);
        advice.Numbers.Select(number => number.Number).ShouldNotContain(Council.OutOfHours);
        words.ShouldContain("Your worker and the duty team are alerted");
        words.ShouldNotContain("coming", Case.Insensitive);
        words.ShouldNotContain("on the way", Case.Insensitive);
        Readability.Of(words).LongestSentence.ShouldBeLessThanOrEqualTo(15);
        Readability.Of(words).Grade.ShouldBeLessThan(5);
    }

    /// <summary>Where a life may hang on the next minutes 999 is first, whatever was said of when, then who answers at any hour, then the council.</summary>
    [Theory]
    [MemberData(nameof(Findings))]
    public void For_AnyFinding_PutsFirstWhatSavesALife(DangerLevel level, DangerKind kind)
    {
        var advice = DangerAdvice.For(new DangerFinding(level, kind), Speaker.Adult, Council, isOpen: false);
        var numbers = advice.Numbers.Select(n => n.Number).ToList();
        var cannotWait = kind is DangerKind.Suicide or DangerKind.Overdose or DangerKind.OwnThreat;

        numbers[0].ShouldBe(level == DangerLevel.Emergency || cannotWait ? Police : Council.OutOfHours);
        if (cannotWait) numbers[^1].ShouldBe(Council.OutOfHours);
        if (cannotWait) advice.Heading.ShouldContain("now");
    }

    [Theory]
    [InlineData(DangerLevel.Urgent, Speaker.Adult, "999 116 123 85258 01234 567 899")]
    [InlineData(DangerLevel.Emergency, Speaker.Adult, "999 116 123 85258 01234 567 899")]
    [InlineData(DangerLevel.Urgent, Speaker.YoungPerson, "999 0800 1111 116 123 01234 567 899")]
    [InlineData(DangerLevel.Urgent, Speaker.Unknown, "999 116 123 85258 01234 567 899")]
    public void For_WordsOfSuicide_Leads999AndTheHospital_ThenWhoListensNow(DangerLevel level, Speaker speaker, string numbers)
    {
        foreach (var finding in (DangerFinding[])[new(level, DangerKind.Suicide), new(level, DangerKind.Suicide) { Also = DangerKind.SelfHarm }])
        {
            var advice = DangerAdvice.For(finding, speaker, Council, isOpen: false);

            if (finding.Also == DangerKind.None) string.Join(' ', advice.Numbers.Select(n => n.Number)).ShouldBe(numbers);
            advice.Numbers[0].Label.ShouldContain("A&E");
        }
    }

    [Fact]
    public void For_SuicideBesideSomethingElse_Still999First() =>
        DangerAdvice.For(new DangerFinding(DangerLevel.Urgent, DangerKind.ViolenceNow) { Also = DangerKind.Suicide }, Speaker.Adult, Council, isOpen: true).Numbers[0].Number.ShouldBe(Police);

    /// <summary>Whoever threatens or fears to hurt somebody: stop, go, 999; not what is said to somebody who is threatened.</summary>
    [Theory]
    [InlineData(DangerLevel.Urgent)]
    [InlineData(DangerLevel.Emergency)]
    public void For_AThreatOfOnesOwn_SaysHowToStop(DangerLevel level)
    {
        var advice = DangerAdvice.For(new DangerFinding(level, DangerKind.OwnThreat), Speaker.Adult, Council, isOpen: true);

        advice.Lines[0].ShouldContain("leave the room", Case.Insensitive);
        advice.Lines.ShouldNotContain(l => l.Contains("not your fault") || l.Contains("lock the door") || l.Contains("live with threats"));
        advice.Numbers.Select(n => n.Number).ShouldBe([Police, "0808 802 4040", "0808 800 5000", Council.Duty]);
    }

    [Theory]
    [MemberData(nameof(Findings))]
    public void For_Emergency_SendsNobodyTo101_AndTellsOf55Once(DangerLevel level, DangerKind kind)
    {
        foreach (var speaker in Enum.GetValues<Speaker>())
        {
            var advice = DangerAdvice.For(new DangerFinding(level, kind), speaker, Council, isOpen: true);

            if (level == DangerLevel.Emergency) advice.Numbers.Select(number => number.Number).ShouldNotContain("101");
            advice.Numbers.Select(number => number.Label).Concat(advice.Lines).Count(words => words.Contains("55", StringComparison.Ordinal)).ShouldBe(1);
        }
    }

    [Theory]
    [MemberData(nameof(Findings))]
    public void For_AYoungPerson_HasChildlineBeforeOtherLines_AndAnAdultNever(DangerLevel level, DangerKind kind)
    {
        string[] Lines(Speaker speaker) => [.. DangerAdvice.For(new DangerFinding(level, kind), speaker, null, isOpen: false).Numbers.Select(n => n.Label.Split('.')[0])];

        DangerAdvice.For(new DangerFinding(level, kind), Speaker.YoungPerson, null, isOpen: false).Numbers.First(n => n.Number != Police).Label.ShouldStartWith("Childline");
        Lines(Speaker.Adult).ShouldNotContain("Childline");
        Lines(Speaker.Adult).Length.ShouldBeGreaterThan(1);
    }

    [Theory]
    [MemberData(nameof(Findings))]
    public void For_TwoDangers_HasWordsAndALineForBoth(DangerLevel level, DangerKind also)
    {
        foreach (var kind in Enum.GetValues<DangerKind>().Where(kind => kind != DangerKind.None && kind != also))
        {
            var both = DangerAdvice.For(new DangerFinding(level, kind) { Also = also }, Speaker.Adult, Council, isOpen: true);
            var one = DangerAdvice.For(new DangerFinding(level, kind), Speaker.Adult, Council, isOpen: true);
            var other = DangerAdvice.For(new DangerFinding(level, also), Speaker.Adult, Council, isOpen: true);

            both.Numbers.Count.ShouldBeInRange(3, 4);
            both.Numbers.Select(n => n.Number).ShouldBeUnique();
            both.Lines.Count.ShouldBe(one.Lines.Count + 1);
            both.Lines.ShouldBeUnique();
            both.Lines[0].ShouldBe(one.Lines[0]);
            FirstHelpline(both).ShouldBe(FirstHelpline(one));
            both.Numbers.ShouldContain(FirstHelpline(other));
            Readability.Of(string.Join("\n", both.Lines)).LongestSentence.ShouldBeLessThanOrEqualTo(15);
        }

        static AdviceNumber FirstHelpline(DangerAdvice advice) => advice.Numbers.First(n => n.Number is not Police && n.Number != Council.Duty);
    }

    /// <summary>A mother has no use for the men's line, nor a father for the women's; where nobody knows who is hurt, both stand there.</summary>
    [Theory]
    [InlineData("he hit me last night", Gender.Woman, true, false)]
    [InlineData("she hit me last night", Gender.Man, false, true)]
    [InlineData("he hit me last night", Gender.Unknown, true, true)]
    [InlineData("I am scared of my ex", Gender.Woman, true, false)]
    [InlineData("he is kicking the door in", Gender.Woman, true, false)]
    [InlineData("he keeps hitting my mum", Gender.Man, true, false)]
    [InlineData("my sister's husband hits her, she hit him too", Gender.Woman, true, true)]
    [InlineData("Mark is strangling Kerensa", Gender.Woman, true, true)]
    [InlineData("Kerensa is strangling Mark", Gender.Woman, true, true)]
    [InlineData("he says he will kill me if I leave", Gender.Woman, true, false)]
    [InlineData("she says she will kill me if I leave", Gender.Man, false, true)]
    public void For_AnAdult_HasLinesThatFitWhoIsHurt(string text, Gender writer, bool forWomen, bool forMen)
    {
        var check = new DangerCheck().Knowing([new("Mark Rowe", Named.Adult), new("Kerensa Penhale", Named.Adult)]);
        var finding = check.Check(text, speaker: Speaker.Adult);
        var numbers = DangerAdvice.For(finding, Speaker.Adult, Council, isOpen: true, writer).Numbers.Select(n => n.Number).ToList();

        numbers.Contains("0808 2000 247").ShouldBe(forWomen, $"{finding.Kind} {finding.Hurt}");
        numbers.Contains("0808 801 0327").ShouldBe(forMen, $"{finding.Kind} {finding.Hurt}");
        numbers.ShouldContain(Police);
    }

    /// <summary>No child is told of a line for partners, whatever is known of them.</summary>
    [Theory]
    [MemberData(nameof(Findings))]
    public void For_AYoungPerson_HasNoLineForPartners(DangerLevel level, DangerKind kind)
    {
        foreach (var gender in Enum.GetValues<Gender>())
            foreach (var also in Enum.GetValues<DangerKind>().Where(also => also != kind))
                foreach (var hurt in Enum.GetValues<Hurt>())
                {
                    var numbers = DangerAdvice.For(new DangerFinding(level, kind) { Also = also, Hurt = hurt }, Speaker.YoungPerson, Council, isOpen: true, gender).Numbers.Select(n => n.Number).ToList();

                    numbers.ShouldNotContain("0808 2000 247");
                    numbers.ShouldNotContain("0808 801 0327");
                    numbers.ShouldContain("0800 1111");
                    if (also == DangerKind.None && kind is DangerKind.ViolenceNow or DangerKind.Threat) numbers.ShouldContain("0808 800 5000");
                }
    }

    /// <summary>Whoever is with somebody who wants to die is told how to keep them safe, and not spoken to as if they were that person.</summary>
    [Theory]
    [InlineData("my son says he wants to kill himself", Hurt.Child)]
    [InlineData("jowan says he wants to die", Hurt.Child)]
    [InlineData("Kacper mówi że chce się zabić", Hurt.Child)]
    [InlineData("Kacper mowi ze chce sie zabic", Hurt.Child)]
    [InlineData("mój syn mówi, że chce umrzeć", Hurt.Child)]
    [InlineData("میرا بیٹا کہتا ہے کہ وہ مرنا چاہتا ہے", Hurt.Child)]
    [InlineData("mera beta kehta hai ke woh marna chahta hai", Hurt.Child)]
    [InlineData("my daughter is suicidal", Hurt.Child)]
    [InlineData("my daughter wrote a goodbye letter", Hurt.Child)]
    [InlineData("my son keeps saying he does not want to be here anymore", Hurt.Child)]
    [InlineData("my son is going to jump off the bridge", Hurt.Child)]
    [InlineData("i think jowan is thinking about killing himself", Hurt.Child)]
    [InlineData("mum said she wants to kill herself", Hurt.Another)]
    [InlineData("mark says he will kill himself if i leave", Hurt.Another)]
    [InlineData("my friend wants to die", Hurt.Another)]
    [InlineData("i want to die", Hurt.Unknown)]
    [InlineData("want to die", Hurt.Unknown)]
    [InlineData("i want to kill myself, jowan hates me", Hurt.Unknown)]
    [InlineData("i want to die, my son hates me", Hurt.Unknown)]
    [InlineData("i hate my dad want to die", Hurt.Unknown)]
    [InlineData("my mum died no point in living", Hurt.Unknown)]
    [InlineData("mum makes me want to die", Hurt.Unknown)]
    [InlineData("my son wants to die and so do i, i want to die", Hurt.Unknown)]
    [InlineData("chcę umrzeć", Hurt.Unknown)]
    [InlineData("Kacper mnie nienawidzi, chce umrzeć", Hurt.Unknown)]
    public void For_WhoeverIsWithSomebodyWhoWantsToDie_SpeaksOfThem(string text, Hurt who)
    {
        var check = new DangerCheck().Knowing([new("Mark Rowe", Named.Adult), new("Jowan Penhale", Named.Child), new("Kacper Nowak", Named.Child)]);
        var finding = check.Check(text, speaker: Speaker.Adult);
        var advice = DangerAdvice.For(finding, Speaker.Adult, Council, isOpen: true);
        var isAnothers = who != Hurt.Unknown;

        (finding.Kind, finding.Hurt).ShouldBe((DangerKind.Suicide, who));
        string.Join(' ', advice.Lines).Contains("Stay with them", StringComparison.Ordinal).ShouldBe(isAnothers);
        string.Join(' ', advice.Lines).Contains("Put away what they could hurt themselves with", StringComparison.Ordinal).ShouldBe(isAnothers);
        advice.Numbers[0].Number.ShouldBe(Police);
        advice.Numbers.Any(n => n.Label.StartsWith("NHS 111", StringComparison.Ordinal)).ShouldBe(isAnothers);
        advice.Numbers.Any(n => n.Label.StartsWith("Childline, for them", StringComparison.Ordinal)).ShouldBe(who == Hurt.Child);
        Readability.Of(string.Join("\n", advice.Lines)).LongestSentence.ShouldBeLessThanOrEqualTo(14);
        Readability.Of(string.Join("\n", advice.Lines)).Grade.ShouldBeLessThan(5);
    }

    [Theory]
    [InlineData("Mum to Jowan and Elowen", Gender.Woman)]
    [InlineData("Nan, Kerensa's mum", Gender.Woman)]
    [InlineData("Reece's mum", Gender.Woman)]
    [InlineData("Tamsin and Kit’s mum", Gender.Woman)]
    [InlineData("Uncle Dan, Mark's brother", Gender.Man)]
    [InlineData("Stepdad, lives with Amber and Josh", Gender.Man)]
    [InlineData("Grampy, looks after Tamsin and Kit", Gender.Man)]
    [InlineData("Mum's friend", Gender.Unknown)]
    [InlineData("Friend of mum", Gender.Unknown)]
    [InlineData("Looks after mum", Gender.Unknown)]
    [InlineData("Foster carer", Gender.Unknown)]
    [InlineData("Mum, Dad and all", Gender.Unknown)]
    [InlineData("", Gender.Unknown)]
    public void Gender_IsKnownOnlyWhereThePlanSaysSo(string relationship, Gender gender) => Genders.OfRelationship(relationship).ShouldBe(gender);

    [Fact]
    public void For_UnknownAuthority_LeavesItsNumbersOut() =>
        DangerAdvice.For(new DangerFinding(DangerLevel.Urgent, DangerKind.Suicide), Speaker.Unknown, null, isOpen: true).Numbers.ShouldAllBe(number => number.Number.Length > 0 && number.Number != Council.Duty);

    [Fact]
    public void For_NoDanger_IsRefused() => Should.Throw<ArgumentException>(() => DangerAdvice.For(DangerFinding.None, Speaker.Unknown, Council, isOpen: true));

    [Fact]
    public void TextReply_SaysOnlyTheNumbers() => DangerAdvice.TextReply.ShouldBe("999 (55 if you cannot speak)");

    [Fact]
    public void Helplines_ThatDoNotExist_AreNeverInvented() => Should.Throw<KeyNotFoundException>(() => Helplines.Get("Nobody's line"));
}
