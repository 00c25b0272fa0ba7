using System.Text.Json;
using FamilyPortal.Shared.Plans.Document;

namespace FamilyPortal.Shared.Plans;

/// <summary>Turns the items that reach a reader into what their pages show. Decides nothing about who sees what: it is given only the slice.</summary>
/// <param name="handle">Item id to opaque handle.</param>
/// <param name="reader">Person id of the reader; null for staff.</param>
internal sealed class PlanViewBuilder(PlanDocument document, IReadOnlyList<PlanItem> slice, string? reader, string language, Func<string, string> handle)
{
    private readonly HashSet<string> _visible = [.. slice.Select(i => i.Id)];

    public PlanView Build(DateOnly agreedOn) => new()
    {
        FamilyName = document.Family.Name,
        Reader = reader is null ? null : document.Person(reader)?.Role,
        Approach = document.Family.Approach,
        AgreedOn = agreedOn,
        ReviewOn = document.Plan.ReviewOn,
        Summary = Each<SummaryItem, ItemView>(i => new(handle(i.Id), Say(i))),
        WorkingWell = Each<WorkingWellItem, StrengthView>(i => new(handle(i.Id), Say(i), i.Kind == StrengthKind.ExistingSafety)),
        Worries = Each<Worry, WorryView>(Worry),
        Goals = Each<Goal, GoalView>(i => new(handle(i.Id), Say(i), i.Kind == GoalKind.FamilyGoal, i.Kind == GoalKind.WellbeingGoal, Visible(i.Worries), IsAsked(i))),
        BottomLines = Each<BottomLine, ItemView>(i => new(handle(i.Id), Say(i))),
        Trajectory = Stages(),
        NextSteps = Each<NextStep, NextStepView>(i => new(handle(i.Id), Say(i), Others(i.Who), IsReader(i.Who), i.By, i.Done)),
        Network = Each<NetworkRole, TaskView>(i => new(handle(i.Id), Say(i), Name(i.PersonId), i.PersonId == reader, i.BackupId is not null && i.BackupId == reader, Say(i, i.When), i.BackupId is null ? null : Name(i.BackupId))),
        IfThingsGoWrong = Each<IfThingsGoWrong, SignView>(i => new(handle(i.Id), Say(i), Say(i, i.Do), [.. i.Call.Select(Call)])),
        Scales = Each<Scale, ScaleView>(i => new(handle(i.Id), Say(i), Say(i, i.Zero), Say(i, i.Ten), Visible(i.Goals), IsAsked(i))),
        Meetings = Each<Meeting, MeetingView>(i => new(handle(i.Id), Say(i), JsonNamingPolicy.KebabCaseLower.ConvertName(i.Kind.ToString()), i.Asking, Say(i, i.Where), Others(i.Who), IsReader(i.Who))),
        WordsAndPictures = Each<StoryPage, PictureView>(i => new(handle(i.Id), Say(i), i.Picture)),
        Workers = Workers(),
    };

    /// <summary>From what the items show, which whom they ask (askOf) is not.</summary>
    private IReadOnlyList<WorkerView> Workers()
    {
        var shown = slice
            .SelectMany(i => i.References().Where(r => !r.Pointer.StartsWith("/askOf", StringComparison.Ordinal)), (item, r) => (r.PersonId, Item: handle(item.Id)))
            .ToLookup(x => x.PersonId, x => x.Item);
        var numbers = slice.OfType<IfThingsGoWrong>().SelectMany(i => i.Call, (item, call) => (call.PersonId, call.Number, Item: handle(item.Id)))
            .Where(c => c is { PersonId: not null, Number: not null }).ToLookup(c => c.PersonId!);
        return [.. from person in document.People
                   where person.Role == PersonRole.Worker && shown.Contains(person.Id)
                   let number = numbers[person.Id].FirstOrDefault()
                   select new WorkerView(person.Name, number.Number, number.Item is null ? [shown[person.Id].First()] : [number.Item])];
    }

    private IReadOnlyList<TView> Each<TItem, TView>(Func<TItem, TView> make) where TItem : PlanItem => [.. slice.OfType<TItem>().Select(make)];

    private WorryView Worry(Worry i) => new(
        handle(i.Id), Say(i), Enum.Parse<WorryType>(i.Kind.ToString()),
        [.. i.WorriedPeople.Select(p => p.PersonId is { } id ? Name(id) : p.Name!)],
        i.Behaviour is null ? null : Say(i, i.Behaviour), i.Impact is null ? null : Say(i, i.Impact));

    private IReadOnlyList<StageView> Stages()
    {
        var stages = slice.OfType<Stage>().ToList();
        var now = stages.FindLastIndex(s => s.ReachedOn is not null);
        return [.. stages.Select((s, n) => new StageView(handle(s.Id), Say(s), [.. s.ToSee.Select(w => Say(s, w))], s.By, s.ReachedOn, n == now))];
    }

    private CallView Call(Call call) =>
        call.Emergency is not null ? new(null, call.Emergency) : new(call.PersonId is { } id ? Name(id) : call.Name, call.Number);

    private bool IsAsked(PlanItem item) => reader is not null && document.Person(reader) is { } person && item.AskOf?.Covers(person) == true;

    private IReadOnlyList<string> Visible(IEnumerable<string> ids) => [.. ids.Where(_visible.Contains).Select(handle)];

    /// <summary>Names without the reader's own: to them it is "you".</summary>
    private IReadOnlyList<string> Others(IEnumerable<string> ids) => [.. ids.Where(id => id != reader).Select(Name)];

    private bool IsReader(IReadOnlyList<string> ids) => reader is not null && ids.Contains(reader);

    private string Name(string id) => document.Person(id)?.Name ?? "";

    private Said Say(PlanItem item) => Say(item, new Words(item.Text, item.Translations));

    /// <summary>The reader's own language: the exact tag, then the language without its region, then English.</summary>
    private Said Say(PlanItem item, Words words)
    {
        if (words.Translations.TryGetValue(language, out var exact)) return Translated(item, words, exact, language);
        var wanted = language.Split('-')[0];
        foreach (var (tag, text) in words.Translations)
            if (tag.Split('-')[0] == wanted)
                return Translated(item, words, text, tag);
        return new(words.Text, "en-GB");
    }

    private Said Translated(PlanItem item, Words words, string text, string tag) =>
        new(text, tag, words.Text, document.OldTranslations.Contains((item.Id, new(tag, words.Text, text))));
}
