using FamilyPortal.Shared.Danger;
using FamilyPortal.Shared.Danger.Language;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Danger;

/// <summary>What is done to somebody, or by somebody, whom the words name as the family's plan does.</summary>
public sealed class FamilyNamesTests
{
    private static readonly PlanName[] People =
    [
        .. Called(Named.Adult, "Kerensa Penhale", "Mark Rowe", "Mrs Odgers", "Elizabeth (Betty) Hill", "Piotr Nowak", "Will Day", "Ken Hill", "Jess Rowe"),
        .. Called(Named.Child, "Jowan Penhale", "Elowen Penhale", "Kacper Nowak", "Zosia Nowak", "Ivy May", "Kit Young", "أحمد علي"),
    ];

    private static IEnumerable<PlanName> Called(Named who, params string[] names) => names.Select(name => new PlanName(name, who));

    private static readonly DangerCheck Stranger = new();

    private static readonly DangerCheck Family = Stranger.Knowing(People);

    [Theory]
    [InlineData("Mark is strangling Kerensa", DangerLevel.Emergency)]
    [InlineData("Kerensa strangled Jowan", DangerLevel.Urgent)]
    [InlineData("Kerensa is hitting Elowen right now", DangerLevel.Emergency)]
    [InlineData("kerensa is hitting elowen right now", DangerLevel.Emergency)]
    [InlineData("KERENSA'S HITTING ELOWEN RIGHT NOW", DangerLevel.Emergency)]
    [InlineData("Mark is beating Kerensa up right now", DangerLevel.Emergency)]
    [InlineData("Kerensa has hit Jowan. He is bleeding", DangerLevel.Urgent)]
    [InlineData("Mark hits Jowan every night", DangerLevel.Urgent)]
    [InlineData("Mark is going to kill Kerensa", DangerLevel.Emergency)]
    [InlineData("I will kill Mark", DangerLevel.Urgent)]
    [InlineData("Mark left Elowen on her own tonight", DangerLevel.Emergency)]
    [InlineData("Mark touches Elowen at night", DangerLevel.Urgent)]
    [InlineData("Jowan is missing", DangerLevel.Emergency)]
    [InlineData("He hit Jowan in the face just now", DangerLevel.Emergency)]
    [InlineData("Mrs Odgers hit Jowan today", DangerLevel.Urgent)]
    [InlineData("Mark slapped Betty last night", DangerLevel.Urgent)]
    [InlineData("Will hits Kit every night", DangerLevel.Urgent)]
    [InlineData("Kerensa was drunk on Sunday with the children there", DangerLevel.Urgent)]
    [InlineData("Kerensa was passed out on the sofa with the kids in the house", DangerLevel.Urgent)]
    [InlineData("Kerensa was pissed on Sunday with the kids there", DangerLevel.Urgent)]
    [InlineData("Abbu Kacper ko marte hain", DangerLevel.Urgent)]
    [InlineData("the kids were there and Kerensa was really drunk", DangerLevel.Urgent)]
    [InlineData("Tata bije Kacpra", DangerLevel.Urgent)]
    [InlineData("Piotr bije Kacpra", DangerLevel.Urgent)]
    [InlineData("piotr pobił zosię", DangerLevel.Urgent)]
    [InlineData("Kacpra bije tata", DangerLevel.Urgent)]
    [InlineData("Kacper powiedział, że tata go bije pasem", DangerLevel.Urgent)]
    [InlineData("ojciec uderzył Kacpra w twarz", DangerLevel.Urgent)]
    [InlineData("Kacper ma siniaki od taty", DangerLevel.Urgent)]
    [InlineData("Ktoś krzywdzi Kacpra", DangerLevel.Urgent)]
    [InlineData("Kacper boi się Piotra", DangerLevel.Urgent)]
    [InlineData("Zosia jest sama w domu", DangerLevel.Emergency)]
    [InlineData("zostawiła Zosię samą", DangerLevel.Emergency)]
    [InlineData("Kacper zaginął, nie wrócił ze szkoły", DangerLevel.Emergency)]
    [InlineData("Piotr dotyka Zosi w nocy", DangerLevel.Urgent)]
    [InlineData("أبي ضرب أحمد", DangerLevel.Urgent)]
    public void Check_WhereOnlyANameSaysWho_FindsIt(string text, DangerLevel least) =>
        ((int)Family.Check(text).Level).ShouldBeGreaterThanOrEqualTo((int)least);

    /// <summary>What an adult does to an adult is no child who is hurt, whoever tells it: the plan knows who is a child.</summary>
    [Theory]
    [InlineData("Mark is strangling Kerensa", DangerKind.ViolenceNow)]
    [InlineData("mark is strangling kerensa", DangerKind.ViolenceNow)]
    [InlineData("Mark has hit Kerensa again", DangerKind.ViolenceNow)]
    [InlineData("Kerensa is hitting Mark right now", DangerKind.ViolenceNow)]
    [InlineData("Mark slapped Betty last night", DangerKind.ViolenceNow)]
    [InlineData("I saw Mark punch Kerensa in the face", DangerKind.ViolenceNow)]
    [InlineData("Jowan says Mark hits Kerensa every night", DangerKind.ViolenceNow)]
    [InlineData("Kerensa strangled Jowan", DangerKind.AbuseNow)]
    [InlineData("Kerensa is hitting Elowen right now", DangerKind.AbuseNow)]
    [InlineData("Mark hits Jowan every night", DangerKind.AbuseNow)]
    [InlineData("Mark is hitting Kerensa and Mark is hitting Jowan", DangerKind.AbuseNow)]
    public void Check_ByNamesOfThePlan_KnowsAnAdultFromAChild(string text, DangerKind kind)
    {
        foreach (var speaker in Enum.GetValues<Speaker>()) Family.Check(text, speaker: speaker).Kind.ShouldBe(kind, speaker.ToString());
    }

    /// <summary>Of a name that a father and his son have nobody knows which of them is meant.</summary>
    [Fact]
    public void Check_OfANameThatAnAdultAndAChildHave_TakesTheChild() =>
        Stranger.Knowing([new("Mark Rowe", Named.Adult), new("Tom Rowe", Named.Adult), new("Tom Penhale", Named.Child)]).Check("Mark is hitting Tom").Kind.ShouldBe(DangerKind.AbuseNow);

    /// <summary>The names are what it is told by, not something else that the words have.</summary>
    [Theory]
    [InlineData("Kerensa strangled jowan")]
    [InlineData("Piotr bije Kacpra")]
    [InlineData("jowan is missing")]
    public void Check_OfAnotherFamily_DoesNotKnowTheNames(string text) => Stranger.Check(text).IsDanger.ShouldBeFalse();

    /// <summary>No plan is at hand, or the name is not in it: a capital letter and what is done beside it say that it is somebody.</summary>
    [Theory]
    [InlineData("Tegen is strangling Morwenna")]
    [InlineData("Tegen has hit Pasco")]
    [InlineData("she was hitting Pasco right now")]
    [InlineData("I saw Tegen hitting Pasco")]
    public void Check_OfAnUnknownNameBesideWhatIsDone_FindsIt(string text) => Stranger.Check(text).IsDanger.ShouldBeTrue();

    [Theory]
    [InlineData("We hit Tesco on the way home")]
    [InlineData("I always hit Alton Towers in the holidays")]
    [InlineData("Truro beat Falmouth 2 0 on Saturday")]
    [InlineData("Tegen had a lovely day with Pasco")]
    [InlineData("We watched Tegen Punch and Judy")]
    public void Check_OfAnUnknownNameInAnOrdinaryDay_FindsNothing(string text) => Stranger.Check(text).ShouldBe(DangerFinding.None);

    /// <summary>A name says who, and nothing more.</summary>
    [Theory]
    [InlineData("Will you mark it on the calendar, Mark?")]
    [InlineData("Kit has a new kit, and Ivy cut the ivy on the wall")]
    [InlineData("Will hit his target at work, we are so proud")]
    [InlineData("Mark and Kerensa took Jowan to the pool")]
    [InlineData("Kerensa says Jowan scored twice on Saturday")]
    [InlineData("Mark never hit Jowan")]
    [InlineData("Betty is at home with Elowen tonight")]
    [InlineData("Kerensa had the children on Sunday and nobody drank")]
    [InlineData("Mark was pissed off with the kids")]
    [InlineData("Kerensa is not drunk when the kids are there")]
    [InlineData("Mama boi się o Kacpra")]
    [InlineData("Kacper ma siniaka od upadku")]
    [InlineData("Kacper był z Zosią w parku")]
    [InlineData("Piotr odbiera Kacpra ze szkoły o 15")]
    [InlineData("Kacper kopnął piłkę i strzelił gola")]
    [InlineData("Zosia wróciła ze szkoły zadowolona")]
    [InlineData("Piotr nie bije Kacpra")]
    public void Check_WithNamesInAnOrdinaryDay_FindsNothing(string text) => Family.Check(text).ShouldBe(DangerFinding.None);

    /// <summary>In Polish, without a name.</summary>
    [Theory]
    [InlineData("Tata bije moje dziecko")]
    [InlineData("Ktoś krzywdzi moje dzieci")]
    [InlineData("Mój syn ma siniaki od taty")]
    [InlineData("córka powiedziała, że tata ją bije")]
    [InlineData("syn powiedział, że tata go bije pasem")]
    [InlineData("ojciec uderzył mojego syna w twarz")]
    [InlineData("dziecko ma ślady po pasie")]
    [InlineData("córka boi się ojca")]
    public void Check_InPolish_KnowsWhoseChildItIs(string text) => Stranger.Check(text).IsDanger.ShouldBeTrue();

    /// <summary>Names that are words, in a plan: what the sets say is found as before, and hardly anything more.</summary>
    [Fact]
    public void Check_KnowingNamesThatAreWords_FindsNoLessAndHardlyMore()
    {
        var more = new List<string>();
        foreach (var message in LabelledMessages.All.Where(m => !m.IsHeldOut).Concat(LabelledMessages.Voices).Concat(LabelledMessages.WrittenByUs))
        {
            var (without, with) = (Stranger.Check(message.Text, speaker: message.Speaker).Level, Family.Check(message.Text, speaker: message.Speaker).Level);
            ((int)with).ShouldBeGreaterThanOrEqualTo((int)without, message.Text);
            if (with > without && !message.IsDanger) more.Add(message.Text);
        }

        more.Count.ShouldBeLessThanOrEqualTo(2, string.Join('\n', more));
    }

    [Theory]
    [InlineData("Kacper Nowak", "kacpra", (int)NameFit.Inflected)]
    [InlineData("Kacper Nowak", "kacprem", (int)NameFit.Inflected)]
    [InlineData("Zosia Nowak", "zosie", (int)NameFit.Inflected)]
    [InlineData("Marek", "marka", (int)NameFit.Inflected)]
    [InlineData("Kacper Nowak", "kacper", (int)NameFit.AsWritten)]
    [InlineData("Jowan Penhale", "jowans", (int)NameFit.AsWritten)]
    [InlineData("Mrs Odgers", "odgers", (int)NameFit.AsWritten)]
    [InlineData("Mrs Odgers", "mrs", (int)NameFit.None)]
    [InlineData("Will Day", "day", (int)NameFit.None)]
    [InlineData("Elizabeth \"Betty\" Hill", "betty", (int)NameFit.AsWritten)]
    [InlineData("Siân O'Neill", "sian", (int)NameFit.AsWritten)]
    [InlineData("Jo Day", "joy", (int)NameFit.None)]
    public void Fit_IsOfWhatPeopleAreCalled(string name, string word, int fit) => new FamilyNames([new(name, Named.Adult)]).Fit(word).ShouldBe((NameFit)fit);
}
