using System.Text;
using System.Text.Json.Nodes;
using FamilyPortal.Shared.Plans.Document;
using FamilyPortal.Testing;
using Shouldly;
using Xunit;

namespace FamilyPortal.Shared.Tests.Plans.Document;

public class PlanReaderTests
{
    public static TheoryData<string> Good => [.. SamplePlans.Names];

    public static TheoryData<string> Bad => [.. SamplePlans.Bad.Select(b => b.Name)];

    [Theory, MemberData(nameof(Good))]
    public void A_sample_plan_is_accepted(string name)
    {
        var reading = PlanReader.Read(SamplePlans.Load(name));

        PlanRules.Judge(reading, PlanHistory.None).ShouldBe(PlanVerdict.Store, string.Join("; ", reading.Refusal?.Errors ?? []));
    }

    [Fact]
    public void The_samples_are_all_those_in_the_folder() =>
        Directory.GetFiles(SamplePlans.Folder).Select(Path.GetFileNameWithoutExtension).Order()
            .ShouldBe(SamplePlans.Names.Order());

    [Fact]
    public void The_bad_documents_are_all_those_in_the_folder_and_the_one_that_is_made() =>
        Directory.GetFiles(SamplePlans.BadFolder).Select(Path.GetFileNameWithoutExtension).Append("text-of-5-megabytes").Order()
            .ShouldBe(SamplePlans.Bad.Select(b => b.Name).Order());

    [Theory, MemberData(nameof(Bad))]
    public void A_bad_document_is_refused_as_its_description_says(string name)
    {
        var bad = SamplePlans.Bad.Single(b => b.Name == name);
        var before = PlanReader.Read(SamplePlans.Load(bad.SentAfter));

        var refusal = PlanRules.Judge(PlanReader.Read(bad.Load()), Holding(before)).Refusal.ShouldNotBeNull();

        refusal.Status.ShouldBe(bad.Status);
        refusal.CodeName.ShouldBe(bad.Code);
        refusal.ProblemType.ShouldBe("/problems/" + bad.Code);
        refusal.Errors.Any(e => bad.IsAt(e.Pointer) && e.Rule == bad.Rule)
            .ShouldBe(bad.Pointers.Length > 0, string.Join("; ", refusal.Errors));
        refusal.Errors.Count.ShouldBe(bad.Pointers.Length > 0 ? 1 : 0, "each document has one fault");
    }

    [Theory, MemberData(nameof(Bad))]
    public void A_refusal_repeats_no_words_of_the_document(string name)
    {
        var bytes = SamplePlans.LoadBad(name);
        var refusal = PlanReader.Read(bytes).Refusal ?? PlanRules.Check(PlanReader.Read(bytes).Document!);
        var answer = refusal?.Title + string.Join(' ', (refusal?.Errors ?? []).Select(e => e.Detail));

        // Four words in a row that a text of the samples has.
        var text = Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 60_000)));
        var words = answer.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i + 4 <= words.Length; i++)
            text.ShouldNotContain(string.Join(' ', words[i..(i + 4)]));
    }

    [Fact]
    public void Every_fault_is_found_not_only_the_first()
    {
        var document = TestPlan.New().Change(d =>
        {
            d["people"]![0]!["phone"] = "0770";
            d["people"]![1]!["name"] = " ";
            d["plan"]!["version"] = 0;
            d["plan"]!["summary"]![0]!["audience"] = new JsonArray("role:", "everyone ", 3);
        });

        document.SchemaFaults().ShouldBe([
            "/people/0/phone", "/people/1/name", "/people/1/name", "/plan/version",
            "/plan/summary/0/audience/0", "/plan/summary/0/audience/1", "/plan/summary/0/audience/2"]);
    }

    [Fact]
    public void An_answer_lists_at_most_a_hundred_faults()
    {
        var document = TestPlan.New();
        for (var i = 0; i < 150; i++)
            document.With("workingWell", """{ "id": "UPPER", "kind": "existing-safety", "text": "x" }""");

        document.SchemaFaults().Length.ShouldBe(PlanRefusal.MaxErrors);
    }

    [Fact]
    public void An_unknown_member_is_reported_without_its_name()
    {
        var document = TestPlan.New().Change(d => d["family"]!["Hannah lives at 5 High St"] = 1);

        var fault = document.Read().Refusal!.Errors.ShouldHaveSingleItem();

        fault.Pointer.ShouldBe("/family");
        fault.Detail.ShouldNotContain("Hannah");
    }

    [Fact]
    public void A_tag_that_is_no_language_is_reported_without_its_name() =>
        TestPlan.New().Change(d => d["plan"]!["summary"]![0]!["translations"] = new JsonObject { ["her address"] = "x", ["pl"] = "<b>" })
            .SchemaFaults().ShouldBe(["/plan/summary/0/translations", "/plan/summary/0/translations/pl"]);

    [Fact]
    public void Every_part_of_a_document_is_read()
    {
        var document = PlanReader.Read(SamplePlans.Load("cumberland-pages-of-their-own")).Document!;

        document.Authority.ShouldBe("cumberland");
        document.Family.ShouldBe(new FamilyHeader("LL-771204", "Maisie and Alfie's plan", FamilyService.ChildProtection, "Signs of Safety"));
        var hannah = document.Person("hannah")!;
        hannah.TextMessages!.NotSafe.ShouldBeTrue();
        hannah.KeepApartFrom.ShouldBe(["craig"]);
        document.Person("craig")!.TextMessages!.QuietFrom.ShouldBe(new TimeOnly(21, 0));
        document.Person("maisie")!.BornOn.ShouldBe(new BirthDate(2018, 3, null));
        document.Person("kev")!.Access!.EndedOn(new DateOnly(2026, 1, 1)).ShouldBeTrue();
        document.Person("seun")!.Role.ShouldBe(PersonRole.Manager);
        document.Plan.Version.ShouldBe(4);
        document.Plan.Worries[2].WorriedPeople.Select(p => p.PersonId).ShouldBe(["rachel", "kaur", "becky"]);
        document.Plan.Worries[5].Audience.Entries.ShouldBeEmpty();
        document.Plan.Network[1].Recurrence.ShouldBe(new Recurrence("FREQ=WEEKLY;BYDAY=SA;UNTIL=20270206", new DateOnly(2026, 11, 14), new TimeOnly(14, 0)));
        document.Plan.IfThingsGoWrong[0].Call.Select(c => c.Number ?? c.Emergency).ShouldBe(["999", "+447700900125", "+447700900901"]);
        document.Plan.Scales[0].Every.ShouldBe(new Every(1, EveryUnit.Weeks));
        document.Plan.Meetings[1].At.ShouldBe(new DateTimeOffset(2026, 12, 10, 17, 15, 0, TimeSpan.Zero));
        document.Plan.TakenBack.Single().Id.ShouldBe("n-9");
        document.Items().Count().ShouldBe(44);
        document.Items().Last().Pointer.ShouldBe("/plan/wordsAndPictures/2");
        document.Items().Single(i => i.Item.Id == "d-1").Item.References()
            .ShouldContain(new PersonReference("kaur", "/worriedPeople/1/person"));
        document.Items().Single(i => i.Item.Id == "q-1").Item.References().ShouldBe([new PersonReference("hannah", "/askOf/0")]);
    }

    private static PlanHistory Holding(PlanReading reading) => new(
        reading.Document!.Items().ToDictionary(i => i.Item.Id, i => i.List),
        reading.Document.Plan.TakenBack.Select(t => t.Id).ToHashSet(),
        reading.Document.Plan.Version,
        reading.ContentHash);
}
